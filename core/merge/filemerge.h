#pragma once

#include "merge/conflicts.h"

namespace scriptorium::merge {

/// What becomes of a file of the course that differs; nothing: what ours has stays. One side's as it stands
/// where only that changed it, assets always by their hash; JSON of policies/ and info/ is merged by key,
/// pages (about/, info/, tabs/) by lines. Conflicts: "existence", "content", or the place in the JSON; those
/// of policy.json under the block that they are about.
Result<std::optional<MergedBlock>> mergeFile(ThreeCourses& courses, Conflicts& conflicts, int node);

} // namespace scriptorium::merge
