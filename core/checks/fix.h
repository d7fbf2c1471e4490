#pragma once

#include "base/ids.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace scriptorium {
struct Finding;
}

namespace scriptorium::checks {

class CourseSnapshot;

/// How a finding can be mended, as a value: what to change, for others to do as one undoable step.
struct Fix
{
  /// A field of a block gets another raw text, or none.
  struct SetField
  {
    BlockId block;
    QString field;
    std::optional<QString> raw; ///< nothing: the field is taken away
    friend bool operator==(const SetField&, const SetField&) = default;
  };

  QString label; ///< what it does, in words, for the history ("Remove max_attempts")
  QList<SetField> changes;
  QStringList removedFiles = {}; ///< paths of files, or links, that are taken out of the course
};

/// Takes away the field that the finding is about; nothing when its block is gone.
std::optional<Fix> removeField(const CourseSnapshot& course, const Finding& finding);
/// Gives that field the text.
std::optional<Fix> setField(const CourseSnapshot& course, const Finding& finding, const QString& raw);

} // namespace scriptorium::checks
