#pragma once

#include "base/clock.h"
#include "base/progress.h"
#include "model/blocktype.h"

#include <QString>

namespace scriptorium {

/// The name of the step that replaces a course.
struct ReplaceStep
{
  QString label;
  QString author;
};

/// Makes the stored course in `folder` what the freshly built one in `stagingFolder` is, files, sources and
/// deletions included, as one undoable step that touches only what differs. Nothing is changed when they are
/// the same. Errors: Locked; Conflict when their course blocks have different names; Io; Cancelled.
Result<Unit> replaceCourse(const QString& folder, const QString& stagingFolder, const ReplaceStep& step,
                           const BlockTypes& types, const Clock& clock, Progress& progress);

} // namespace scriptorium
