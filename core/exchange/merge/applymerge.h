#pragma once

#include "edit/edit.h"
#include "merge/mergeresult.h"

namespace scriptorium {

/// Makes the course of `edit`, which is ours as it was merged, what `result` says, as one step. States that
/// are wholly one side's keep the file they were read from, so that an export gives its bytes, as long as all
/// that was read from that file is taken. Errors: Io; Conflict when ours is not what was merged.
Result<Unit> applyMerge(Edit& edit, const merge::MergeResult& result, const CourseStore& base,
                        const CourseStore& theirs);

} // namespace scriptorium
