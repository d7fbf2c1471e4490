#include "edit/editprivate.h"
#include "edit/versionrows.h"
#include "model/childlist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

using Lists = QList<QPair<BlockId, QList<Child>>>;

/// The child lists that the op's change rows take away, and those they bring.
Result<QPair<Lists, Lists>> changedLists(Database& db, OpId op)
{
  auto query = db.prepare(
      "SELECT c.block, c.old_head, c.new_head FROM change c LEFT JOIN version o ON o.id = c.old_head "
      "LEFT JOIN version n ON n.id = c.new_head WHERE c.op = ? AND o.children IS NOT n.children");
  query.bind(0, op.value);
  QPair<Lists, Lists> lists;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
    if (!hasRow)
      return lists;
    const BlockId parent(query.integer(0));
    if (!query.isNull(1)) {
      SCRIPTORIUM_TRY_ASSIGN(auto children, readChildren(db, VersionId(query.integer(1))));
      lists.first.append({parent, std::move(children)});
    }
    if (!query.isNull(2)) {
      SCRIPTORIUM_TRY_ASSIGN(auto children, readChildren(db, VersionId(query.integer(2))));
      lists.second.append({parent, std::move(children)});
    }
  }
}

} // namespace

Result<Unit> Edit::Private::applyChanges()
{
  SCRIPTORIUM_TRY_ASSIGN(const auto lists, changedLists(db, op));
  auto move = db.prepare("UPDATE block SET head = c.new_head, published = c.new_published FROM change c "
                         "WHERE c.op = ? AND c.block = block.id");
  move.bind(0, op.value);
  SCRIPTORIUM_TRY(move.run());
  policy.reset();
  holds.reset();

  QHash<BlockId, Spot> spots;
  for (const auto& [parent, children] : lists.second) {
    int position = 0;
    for (const Child& child : children) {
      if (isPlaced(child))
        spots.insert(child.block, {parent, position++});
    }
  }
  for (const auto& [parent, children] : lists.first) {
    for (const Child& child : children) {
      if (isPlaced(child) && !spots.contains(child.block))
        SCRIPTORIUM_TRY(setPlace(child.block, {}, 0));
    }
  }
  for (auto spot = spots.cbegin(); spot != spots.cend(); ++spot)
    SCRIPTORIUM_TRY(setPlace(spot.key(), spot->parent, spot->position));
  return Unit{};
}

Result<bool> Edit::Private::hasApprovalsOf(OpId step) const
{
  auto any = db.prepare("SELECT 1 FROM approval WHERE op = ? LIMIT 1");
  return any.bind(0, step.value).step();
}

Result<Unit> Edit::replay(OpId op, Replay way)
{
  if (d->op.isValid())
    return Error{Error::Kind::Bug, {}, u"Undo must be the only thing a step does."_s};
  const bool isUndo = way == Replay::Undo;
  auto guard = d->db.prepare(
      "SELECT count(*) FROM change c JOIN block b ON b.id = c.block WHERE c.op = ?1 AND CASE ?2 "
      "WHEN 1 THEN b.head IS NOT c.new_head OR b.published IS NOT c.new_published "
      "ELSE b.head IS NOT c.old_head OR b.published IS NOT c.old_published END");
  if (d->failure)
    return *d->failure;
  guard.bind(0, op.value).bind(1, qint64(isUndo ? 1 : 0));
  SCRIPTORIUM_TRY_ASSIGN(const bool isCounted, guard.step());
  if (isCounted && guard.integer(0) > 0)
    return Error{Error::Kind::Conflict, {}, u"What this step changed was changed again since."_s};
  SCRIPTORIUM_TRY_ASSIGN(d->hasApprovals, d->hasApprovalsOf(op));
  d->target = op;
  SCRIPTORIUM_TRY(d->start());
  auto log =
      isUndo
          ? d->db.prepare("INSERT INTO change(op, block, old_head, new_head, old_published, new_published) "
                          "SELECT ?, block, new_head, old_head, new_published, old_published FROM change "
                          "WHERE op = ?")
          : d->db.prepare("INSERT INTO change(op, block, old_head, new_head, old_published, new_published) "
                          "SELECT ?, block, old_head, new_head, old_published, new_published FROM change "
                          "WHERE op = ?");
  log.bind(0, d->op.value).bind(1, op.value);
  SCRIPTORIUM_TRY(log.run());
  auto mark = d->db.prepare("UPDATE op SET state = ? WHERE id = ?");
  mark.bind(0, qint64(isUndo ? 1 : 0)).bind(1, op.value);
  SCRIPTORIUM_TRY(mark.run());
  return d->applyChanges();
}

Result<Unit> Edit::returnTo(OpId op)
{
  if (d->op.isValid())
    return Error{Error::Kind::Bug, {}, u"Restoring the course must be the only thing a step does."_s};
  SCRIPTORIUM_TRY(d->start());
  // The first change after `op` tells what a block was right after it; min() picks the row.
  auto log = d->db.prepare(
      "INSERT INTO change(op, block, old_head, new_head, old_published, new_published) "
      "SELECT ?1, b.id, b.head, c.old_head, b.published, c.old_published "
      "FROM (SELECT block, old_head, old_published, min(op) FROM change WHERE op > ?2 AND op < ?1 "
      "GROUP BY block) c JOIN block b ON b.id = c.block "
      "WHERE b.head IS NOT c.old_head OR b.published IS NOT c.old_published");
  log.bind(0, d->op.value).bind(1, op.value);
  SCRIPTORIUM_TRY(log.run());
  return d->applyChanges();
}

} // namespace scriptorium
