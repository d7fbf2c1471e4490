#pragma once

#include "store/workspace.h"

namespace scriptorium {

/// The first key like `key` that no stored course has: the run of a course, the name of a library get "_2",
/// "_3" … Errors: those of Workspace::courses; BadInput when the key would be too long.
Result<CourseKey> freeKeyLike(const Workspace& workspace, const CourseKey& key);

} // namespace scriptorium
