#pragma once

#include "base/result.h"
#include "store/workspace.h"

#include <QList>
#include <QString>

#include <optional>

namespace scriptorium {

/// Text that an author typed but the course cannot take yet, because it is not well formed. It waits in a
/// file beside the courses, so that it survives a crash and is there again when its block is opened.
class HeldText
{
public:
  /// `url_name`s are safe file names only by luck: the block's number names the file.
  HeldText(const CourseInfo& course, qint64 block);

  /// The blocks of a course for which text waits.
  static QList<qint64> blocks(const CourseInfo& course);

  /// Nothing when none waits, or when it belongs to an earlier course of this name that was deleted.
  std::optional<QByteArray> read() const;
  /// Errors: Io.
  Result<Unit> write(QByteArrayView text) const;
  void remove() const;

private:
  QString m_folder;
  QString m_path;
  qint64 m_importedAt;
};

} // namespace scriptorium
