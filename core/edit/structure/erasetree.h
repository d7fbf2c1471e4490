#pragma once

#include "edit/edit.h"

namespace scriptorium::edit {

/// Deletes a block that stands in no list any more, with everything below it in draft or published form, and
/// takes its aliases out of the lists that have them.
Result<Unit> eraseTree(Edit& edit, BlockId block);
/// What is left of a block that only a draft deleted: what learners have. Drafts below it end, where they do
/// not hold blocks that the draft had moved elsewhere.
Result<Unit> leaveToLearners(Edit& edit, BlockId block);
/// `block` and everything below it, parents first.
Result<QList<BlockId>> treeOf(const Edit& edit, BlockId block);
/// What the published version of a container lists and no draft does.
Result<QList<BlockId>> publishedOnly(const Edit& edit, const Block& container);

} // namespace scriptorium::edit
