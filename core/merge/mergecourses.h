#pragma once

#include "base/progress.h"
#include "merge/conflicts.h"
#include "merge/mergeresult.h"

namespace scriptorium {

/// Merges what two courses made of a third: blocks, their places, child lists, fields, bodies, policies,
/// assets and pages; the rules stand in README.md. Nothing is changed: the result says what is to become of
/// ours. Until a conflict is resolved, the base's value stands in the result, and what one side deleted and
/// the other changed stays. The result is always a valid course; exchanging ours and theirs gives the same
/// one, with conflicts that are exchanged too. Cost: what differs, beside one look at each block's hash.
/// Errors: BadInput when a course and a library are to be merged; those of reading; Cancelled.
Result<merge::MergeResult> mergeCourses(const CourseView& base, const CourseView& ours,
                                        const CourseView& theirs, const BlockTypes& types,
                                        const QList<merge::Resolution>& resolutions, Progress& progress);

} // namespace scriptorium
