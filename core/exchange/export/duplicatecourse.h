#pragma once

#include "exchange/import/importcourse.h"

namespace scriptorium {

/// Stores a copy of a stored course under a key of its own, all of it or nothing: what an export and an
/// import with that key give, so that the copy begins a history of its own and knows nothing of the other.
/// Asset files have one place on the disk as long as both have them. Errors: Conflict when the key is taken;
/// BadInput when it is the key of another kind; those of exportCourse and importCourse. Any thread.
Result<ImportResult> duplicateCourse(const Workspace& workspace, const CourseInfo& course,
                                     const CourseKey& key, const QString& author, const BlockTypes& types,
                                     const Clock& clock, Progress& progress);

} // namespace scriptorium
