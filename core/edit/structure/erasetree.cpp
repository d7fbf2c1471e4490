#include "edit/structure/erasetree.h"

#include "edit/structure/publishedlists.h"
#include "edit/versionrows.h"
#include "model/childlist.h"
#include "store/sql/database.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

Result<Unit> dropAliases(Edit& edit, const QSet<BlockId>& gone)
{
  QList<BlockId> holders;
  {
    auto query = edit.store().database().prepare(
        "SELECT v.block FROM version v JOIN block b ON b.id = v.block AND b.head = v.id "
        "WHERE instr(v.children, '\"f\":3') > 0");
    for (;;) {
      SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
      if (!hasRow)
        break;
      holders.append(BlockId(query.integer(0)));
    }
  }
  for (const BlockId holder : holders) {
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(holder));
    const auto removed = version.children.removeIf(
        [&](const Child& child) { return child.form == Child::Form::Alias && gone.contains(child.block); });
    if (removed > 0)
      SCRIPTORIUM_TRY(edit.put(std::move(version)));
  }
  return Unit{};
}

/// Takes out of a tree what another unit, in its published list, still holds for learners.
Result<Unit> spareHeld(Edit& edit, BlockId top)
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> below, treeOf(edit, top));
  for (const BlockId id : below) {
    SCRIPTORIUM_TRY_ASSIGN(const auto holders, edit.draftHoldersOf(id));
    if (id == top || holders.isEmpty())
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, edit.parentOf(id));
    if (!parent.isValid() || holders.contains(parent))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion list, edit.current(parent));
    list.children.removeIf([&](const Child& child) { return isPlaced(child) && child.block == id; });
    SCRIPTORIUM_TRY(edit.put(std::move(list)));
    SCRIPTORIUM_TRY(leaveToLearners(edit, id));
  }
  return Unit{};
}

/// Whether every block that a published list names stands in the draft's list too, or in none.
Result<bool> canTakeBack(const Edit& edit, BlockId container, const BlockVersion& published)
{
  for (const Child& child : published.children) {
    if (!isPlaced(child))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(child.block));
    if (!block.head.isValid() || (block.parent.isValid() && block.parent != container))
      return false;
  }
  return true;
}

} // namespace

Result<QList<BlockId>> treeOf(const Edit& edit, BlockId block)
{
  return readTree(edit.store().database(), block);
}

Result<QList<BlockId>> publishedOnly(const Edit& edit, const Block& container)
{
  QList<BlockId> found;
  if (!container.published.isValid() || container.published == container.head)
    return found;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, edit.store().versionById(container.published));
  for (const Child& child : version.children) {
    if (!isPlaced(child))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(child.block));
    if (block.head.isValid() && !block.parent.isValid())
      found.append(block.id);
  }
  return found;
}

Result<Unit> leaveToLearners(Edit& edit, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  if (block.published.isValid() && block.published != block.head) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion published, edit.store().versionById(block.published));
    SCRIPTORIUM_TRY_ASSIGN(const bool isWhole, canTakeBack(edit, id, published));
    if (!isWhole)
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(const auto before, edit.store().childBlocks(id));
    SCRIPTORIUM_TRY(edit.point(id, block.published, block.published));
    for (const BlockId child : before) {
      SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, edit.parentOf(child));
      SCRIPTORIUM_TRY_ASSIGN(const bool isHeld, isHeldByDraft(edit, child));
      if (!parent.isValid() && !isHeld)
        SCRIPTORIUM_TRY(eraseTree(edit, child));
    }
  }
  SCRIPTORIUM_TRY_ASSIGN(const auto children, edit.store().childBlocks(id));
  for (const BlockId child : children)
    SCRIPTORIUM_TRY(leaveToLearners(edit, child));
  return Unit{};
}

Result<Unit> eraseTree(Edit& edit, BlockId block)
{
  SCRIPTORIUM_TRY(spareHeld(edit, block));
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> doomed, treeOf(edit, block));
  QList<BlockId> more;
  for (const BlockId id : doomed) {
    SCRIPTORIUM_TRY_ASSIGN(const Block container, edit.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const auto leftover, publishedOnly(edit, container));
    more += leftover;
  }
  SCRIPTORIUM_TRY(edit.erase(block));
  SCRIPTORIUM_TRY(dropAliases(edit, QSet<BlockId>(doomed.cbegin(), doomed.cend())));
  for (const BlockId id : more)
    SCRIPTORIUM_TRY(eraseTree(edit, id));
  return Unit{};
}

} // namespace scriptorium::edit
