#pragma once

#include "merge/conflicts.h"

namespace scriptorium::merge {

/// Whether a block's heads say the same in two courses, children left out. Both must have it.
Result<bool> hasSameContent(ThreeCourses& courses, int node, Side a, Side b);

/// A block's content (fields, body and what belongs to it) as the merge has it.
struct MergedContent
{
  std::optional<Side> whole; ///< it is all that side's
  MergedState made;          ///< nothing whole: filled but for the children
};

/// The states of one block in the three courses; null where it has none. Ours and theirs must be there.
using States = std::array<const State*, 3>;

/// Merges fields by name and the body by lines, and asks `conflicts` where both sides differ; `prefix` stands
/// in front of the parts' names. A merged body parses (XML), or has no fault that neither side had (HTML).
Result<MergedContent> mergeContent(const ThreeCourses& courses, const BlockTypes& types, Conflicts& conflicts,
                                   int node, const States& states, const QString& prefix);

} // namespace scriptorium::merge
