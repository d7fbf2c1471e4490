#pragma once

#include "merge/statemerge.h"

namespace scriptorium::merge {

/// Merges the child lists of one container: `standsHere` says which blocks stand in it (their places are
/// decided before); comments, `<wiki>` and the like, and references to blocks that stand elsewhere are there
/// unless a side took them out. Conflicts: "order", and "<wiki>" for an element that both changed.
Result<std::vector<Entry>> mergeChildren(const ThreeCourses& courses, Conflicts& conflicts, int node,
                                         const States& states,
                                         const std::function<Result<bool>(const Entry&)>& standsHere,
                                         const QString& prefix);

/// Whether an entry is a block that stands here: neither raw nor a reference.
bool isPlaced(const Entry& entry);

} // namespace scriptorium::merge
