#include "edit/publishedlists.h"

#include "edit/childlist.h"
#include "store/database.h"

namespace scriptorium::edit {
namespace {

Result<QList<Block>> containersWithDrafts(const Edit& edit)
{
  QList<Block> found;
  auto query = edit.store().database().prepare(
      "SELECT b.id FROM block b JOIN version v ON v.id = b.published AND v.children <> '[]' "
      "WHERE b.published <> b.head");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
    if (!hasRow)
      return found;
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(BlockId(query.integer(0))));
    found.append(block);
  }
}

} // namespace

Result<QSet<BlockId>> heldByDrafts(const Edit& edit)
{
  QSet<BlockId> held;
  SCRIPTORIUM_TRY_ASSIGN(const auto containers, containersWithDrafts(edit));
  for (const Block& container : containers) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion published, edit.store().versionById(container.published));
    for (const Child& child : published.children) {
      if (isPlaced(child) && child.form != Child::Form::DraftOnly)
        held.insert(child.block);
    }
  }
  return held;
}

Result<Unit> withdraw(Edit& edit, const QSet<BlockId>& blocks)
{
  if (blocks.isEmpty())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const auto containers, containersWithDrafts(edit));
  for (const Block& container : containers) {
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion published, edit.store().versionById(container.published));
    const auto removed = published.children.removeIf(
        [&](const Child& child) { return isPlaced(child) && blocks.contains(child.block); });
    if (removed == 0)
      continue;
    published.source = {};
    // The only way to a new version is through the head, which is given back at once.
    SCRIPTORIUM_TRY_ASSIGN(const VersionId without, edit.put(std::move(published)));
    SCRIPTORIUM_TRY(edit.point(container.id, container.head, without));
  }
  return Unit{};
}

} // namespace scriptorium::edit
