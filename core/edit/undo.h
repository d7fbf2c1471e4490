#pragma once

#include "base/clock.h"
#include "model/changeset.h"
#include "store/coursestore.h"

namespace scriptorium {

/// Takes back the newest step that is not undone, as a new step of kind "undo". Errors: NotFound when there
/// is none; Conflict; Io.
Result<ChangeSet> undoStep(CourseStore& store, const QString& author, Timestamp at);
/// Does the step again that was undone last, as a new step of kind "redo". Errors: as `undoStep`.
Result<ChangeSet> redoStep(CourseStore& store, const QString& author, Timestamp at);

} // namespace scriptorium
