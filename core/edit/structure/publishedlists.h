#pragma once

#include "edit/edit.h"

#include <QSet>

namespace scriptorium::edit {

/// Whether learners get the block as it stands.
bool isLive(const Block& block);
/// Whether the block is a unit that learners do not get as it stands: a copy of it is a draft.
Result<bool> isUnitWithDraft(const CourseStore& store, const Block& block);
/// Copies in the list of `parent`: those of drafts stay drafts there, or become part of the parent's own.
Result<QList<Child>> copiesFor(const Edit& edit, BlockId parent, QList<Child> children);
/// Whether learners get the block from a unit with a draft (Edit::draftHoldersOf).
Result<bool> isHeldByDraft(const Edit& edit, BlockId block);
/// Takes blocks that learners get in another list from now on out of the published lists of units with a
/// draft: no block stands in two published lists.
Result<Unit> withdraw(Edit& edit, const QSet<BlockId>& blocks);
/// Publishes what stands below a unit that is published as it is: only units have drafts of their own, and
/// what a unit with a draft holds.
Result<Unit> publishPlaced(Edit& edit, BlockId container);
/// The same for blocks that were put into such a unit.
Result<Unit> publishAll(Edit& edit, const QList<BlockId>& blocks);

} // namespace scriptorium::edit
