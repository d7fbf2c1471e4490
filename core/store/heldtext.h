#pragma once

#include "store/coursestore.h"

#include <QList>
#include <QString>

#include <optional>

namespace scriptorium {

/// Text that an author typed but the course cannot take yet, because it is not well formed. It waits in a
/// file beside the courses, so that it survives a crash and is there again when its block is opened. It is no
/// part of the course: exports do not hold it.
class HeldText
{
public:
  /// `url_name`s are safe file names only by luck: the block's number names the file.
  HeldText(const CourseStore& store, BlockId block);

  /// The living blocks of a course for which text waits, in the order of their numbers. Reads the names of
  /// its files alone.
  static QList<BlockId> blocks(const CourseStore& store);

  /// Nothing when none waits, or when it belongs to an earlier course of this name that was deleted.
  std::optional<QByteArray> read() const;
  /// When it was kept last, in ms since epoch.
  qint64 keptAt() const;
  /// Errors: Io.
  Result<Unit> write(QByteArrayView text) const;
  void remove() const;

private:
  QString m_folder;
  QString m_path;
  qint64 m_importedAt;
};

} // namespace scriptorium
