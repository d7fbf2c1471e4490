#include "edit/structure/publishedlists.h"

#include "edit/structure/erasetree.h"
#include "model/childlist.h"

namespace scriptorium::edit {
bool isLive(const Block& block)
{
  return block.published.isValid() && block.published == block.head;
}

Result<bool> isUnitWithDraft(const CourseStore& store, const Block& block)
{
  if (isLive(block) || !block.parent.isValid())
    return false;
  if (holdsDrafts(block.type))
    return isLibraryContainer(block.type);
  SCRIPTORIUM_TRY_ASSIGN(const Block parent, store.block(block.parent));
  return holdsDrafts(parent.type);
}

Result<QList<Child>> copiesFor(const Edit& edit, BlockId parent, QList<Child> children)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(parent));
  if (isLive(holder) && holdsDrafts(holder.type))
    return children;
  for (Child& child : children) {
    if (child.form == Child::Form::DraftOnly)
      child.form = Child::Form::Pointer;
  }
  return children;
}

Result<bool> isHeldByDraft(const Edit& edit, BlockId block)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto holders, edit.draftHoldersOf(block));
  return !holders.isEmpty();
}

Result<Unit> publishPlaced(Edit& edit, BlockId container)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(container));
  if (holdsDrafts(holder.type) || holder.published != holder.head)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const auto children, edit.store().childBlocks(container));
  return publishAll(edit, children);
}

Result<Unit> publishAll(Edit& edit, const QList<BlockId>& blocks)
{
  for (const BlockId id : blocks) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const auto leftover, publishedOnly(edit, block));
    SCRIPTORIUM_TRY(edit.point(id, block.head, block.head));
    for (const BlockId dropped : leftover)
      SCRIPTORIUM_TRY(eraseTree(edit, dropped));
    SCRIPTORIUM_TRY(publishPlaced(edit, id));
  }
  return Unit{};
}

Result<Unit> withdraw(Edit& edit, const QSet<BlockId>& blocks)
{
  QSet<BlockId> containers;
  for (const BlockId block : blocks) {
    SCRIPTORIUM_TRY_ASSIGN(const auto holders, edit.draftHoldersOf(block));
    containers += QSet<BlockId>(holders.cbegin(), holders.cend());
  }
  for (const BlockId id : std::as_const(containers)) {
    SCRIPTORIUM_TRY_ASSIGN(const Block container, edit.block(id));
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion published, edit.store().versionById(container.published));
    published.children.removeIf(
        [&](const Child& child) { return isPlaced(child) && blocks.contains(child.block); });
    published.source = {};
    // A version of its own even when it equals the head: there may be drafts below, which need one here.
    SCRIPTORIUM_TRY_ASSIGN(const VersionId without, edit.addVersion(published));
    SCRIPTORIUM_TRY(edit.point(id, container.head, without));
  }
  return Unit{};
}

} // namespace scriptorium::edit
