#pragma once

#include "predict/blockloader.h"

#include <optional>

namespace scriptorium::predict {

/// What Studio makes of drafts/ once the published course is there. Source: xml_importer.py,
/// _import_course_draft.
class DraftLoader
{
public:
  /// `folder` is that of the drafts, with '/' at its end; blocks that come in are added to `blocks`.
  DraftLoader(const UnpackedCourse& files, const QString& folder, const BlockTypes& types,
              QSet<QString>& blocks);

  /// Gives a sentence when the drafts make the whole import fail.
  std::optional<QString> run();
  const Findings& lost() const { return m_lost; }

private:
  struct Draft
  {
    QString path;
    QString parent; ///< "type/id"; empty when it names none
    std::optional<int> index;
    QSet<QString> blocks; ///< itself and all below it
  };
  std::optional<Draft> read(const QString& path);
  void place(const Draft& draft);
  void lose(const QString& path, const QString& sentence, int line = 0);

  const UnpackedCourse& m_files;
  QString m_folder;
  QSet<QString>& m_blocks;
  BlockLoader m_loader;
  Findings m_lost;
};

} // namespace scriptorium::predict
