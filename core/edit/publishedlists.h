#pragma once

#include "edit/edit.h"

#include <QSet>

namespace scriptorium::edit {

/// What units with a draft hold for learners: the blocks of their published lists. All other lists are
/// published as they stand, or not at all.
Result<QSet<BlockId>> heldByDrafts(const Edit& edit);
/// Takes blocks that learners get in another list from now on out of the published lists of units with a
/// draft: no block stands in two published lists.
Result<Unit> withdraw(Edit& edit, const QSet<BlockId>& blocks);
/// Publishes what stands below a unit that is published as it is: only units have drafts of their own, and
/// what a unit with a draft holds.
Result<Unit> publishPlaced(Edit& edit, BlockId container);

} // namespace scriptorium::edit
