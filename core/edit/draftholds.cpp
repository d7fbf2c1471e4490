#include "edit/draftholds.h"

#include "edit/versionrows.h"
#include "model/childlist.h"
#include "store/sql/database.h"

namespace scriptorium {

Result<DraftHolds> DraftHolds::load(Database& db)
{
  QList<QPair<BlockId, VersionId>> containers;
  auto query = db.prepare("SELECT b.id, b.published FROM block b JOIN version v ON v.id = b.published "
                          "AND v.children <> '[]' WHERE b.published <> b.head");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
    if (!hasRow)
      break;
    containers.append({BlockId(query.integer(0)), VersionId(query.integer(1))});
  }
  DraftHolds holds;
  for (const auto& [container, version] : containers)
    SCRIPTORIUM_TRY(holds.set(db, container, version));
  return holds;
}

Result<Unit> DraftHolds::set(Database& db, BlockId container, VersionId version)
{
  forget(container);
  if (!version.isValid())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const auto children, readChildren(db, version));
  QList<BlockId> held;
  for (const Child& child : children) {
    if (!isPlaced(child) || child.form == Child::Form::DraftOnly)
      continue;
    held.append(child.block);
    m_holders.insert(child.block, container);
  }
  if (!held.isEmpty())
    m_lists.insert(container, held);
  return Unit{};
}

void DraftHolds::forget(BlockId container)
{
  const auto held = m_lists.take(container);
  for (const BlockId block : held)
    m_holders.remove(block, container);
}

} // namespace scriptorium
