#include "edit/editprivate.h"
#include "edit/versionrows.h"
#include "model/childlist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QList<Child> placed(QList<Child> children)
{
  children.removeIf([](const Child& child) { return !isPlaced(child); });
  return children;
}

QSet<BlockId> blocksOf(const QList<Child>& children)
{
  QSet<BlockId> blocks;
  for (const Child& child : children)
    blocks.insert(child.block);
  return blocks;
}

} // namespace

Result<Unit> Edit::Private::start()
{
  if (failure)
    return *failure;
  if (op.isValid())
    return Unit{};
  auto insert = db.prepare("INSERT INTO op(kind, label, author, at, state, target) VALUES(?, ?, ?, ?, 0, ?)");
  insert.bind(0, kind).bind(1, label).bind(2, author);
  insert.bind(3, qint64(at.time_since_epoch().count())).bindId(4, target.value);
  SCRIPTORIUM_TRY(insert.run());
  op = OpId(db.lastInsertId());
  return Unit{};
}

Result<Edit::Private::Pointers> Edit::Private::pointers(BlockId block) const
{
  if (failure)
    return *failure;
  auto query = db.prepare("SELECT type, head, published, parent FROM block WHERE id = ?");
  query.bind(0, block.value);
  SCRIPTORIUM_TRY_ASSIGN(const bool isThere, query.step());
  if (!isThere)
    return Error{Error::Kind::NotFound, {}, u"There is no block %1."_s.arg(block.value)};
  return Pointers{query.text(0), VersionId(query.integer(1)), VersionId(query.integer(2)),
                  BlockId(query.integer(3))};
}

Result<Unit> Edit::Private::setPointers(BlockId block, VersionId head, VersionId published)
{
  auto log = db.prepare("INSERT INTO change(op, block, old_head, new_head, old_published, new_published) "
                        "SELECT ?, id, head, ?, published, ? FROM block WHERE id = ? "
                        "ON CONFLICT(op, block) DO UPDATE SET new_head = excluded.new_head, "
                        "new_published = excluded.new_published");
  log.bind(0, op.value).bindId(1, head.value).bindId(2, published.value).bind(3, block.value);
  SCRIPTORIUM_TRY(log.run());
  auto move = db.prepare("UPDATE block SET head = ?, published = ? WHERE id = ?");
  move.bindId(0, head.value).bindId(1, published.value).bind(2, block.value);
  SCRIPTORIUM_TRY(move.run());
  return holds ? holds->set(db, block, published == head ? VersionId() : published) : Unit{};
}

Result<QList<Child>> Edit::Private::childrenOf(VersionId version) const
{
  if (!version.isValid())
    return QList<Child>();
  return readChildren(db, version);
}

Result<Unit> Edit::Private::setPlace(BlockId block, BlockId parent, int position)
{
  if (!before.contains(block)) {
    auto query = db.prepare("SELECT parent, pos FROM block WHERE id = ?");
    query.bind(0, block.value);
    SCRIPTORIUM_TRY_ASSIGN(const bool isThere, query.step());
    if (isThere)
      before.insert(block, {BlockId(query.integer(0)), int(query.integer(1))});
  }
  auto move = db.prepare("UPDATE block SET parent = ?, pos = ? WHERE id = ?");
  move.bindId(0, parent.value).bind(1, qint64(position)).bind(2, block.value);
  return move.run();
}

Result<Unit> Edit::Private::placeChildren(BlockId parent, const QList<Child>& old, const QList<Child>& now)
{
  if (old == now)
    return Unit{};
  const QList<Child> was = placed(old);
  const QList<Child> is = placed(now);
  SCRIPTORIUM_TRY(detach(parent, was, blocksOf(is)));
  SCRIPTORIUM_TRY_ASSIGN(const auto here, pointers(parent));
  const QSet<BlockId> stood = blocksOf(was);
  const bool isPublished = here.published.isValid() && here.published == here.head;
  for (int i = 0; i < is.size(); ++i) {
    const Child& child = is[i];
    if (i < was.size() && was[i].block == child.block)
      continue;
    if (!stood.contains(child.block)) {
      SCRIPTORIUM_TRY_ASSIGN(const auto row, pointers(child.block));
      if (row.parent.isValid() && row.parent != parent)
        pulled.insert(child.block, row.parent);
      // Below a unit there are no drafts of their own: what is put into a published one is published with it.
      const bool joins = born.contains(child.block) || !holdsDrafts(here.type);
      if (isPublished && joins && child.form != Child::Form::DraftOnly)
        SCRIPTORIUM_TRY(publishNew(child.block));
    }
    SCRIPTORIUM_TRY(setPlace(child.block, parent, i));
    detached.remove(child.block);
  }
  return Unit{};
}

Result<Unit> Edit::Private::detach(BlockId parent, const QList<Child>& old, const QSet<BlockId>& staying)
{
  for (const Child& child : old) {
    if (staying.contains(child.block))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const auto row, pointers(child.block));
    if (pulled.value(child.block) == parent)
      pulled.remove(child.block);
    if (row.parent != parent)
      continue;
    SCRIPTORIUM_TRY(setPlace(child.block, {}, 0));
    detached.insert(child.block);
  }
  return Unit{};
}

Result<Unit> Edit::Private::publishNew(BlockId block)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto row, pointers(block));
  if (row.published.isValid() && row.published != row.head)
    return Unit{}; // what stands below is part of its draft
  if (row.head.isValid() && !row.published.isValid())
    SCRIPTORIUM_TRY(setPointers(block, row.head, row.head));
  SCRIPTORIUM_TRY_ASSIGN(const auto children, childrenOf(row.head));
  for (const Child& child : children) {
    if (isPlaced(child) && child.form != Child::Form::DraftOnly)
      SCRIPTORIUM_TRY(publishNew(child.block));
  }
  return Unit{};
}

Result<Unit> Edit::Private::checkPlaces() const
{
  if (!pulled.isEmpty())
    return Error{Error::Kind::Bug,
                 {},
                 u"Block %1 would stand in two child lists."_s.arg(pulled.constBegin().key().value)};
  for (const BlockId block : detached) {
    SCRIPTORIUM_TRY_ASSIGN(const auto row, pointers(block));
    if (row.head.isValid() && !row.parent.isValid() && !row.published.isValid())
      return Error{Error::Kind::Bug, {}, u"Block %1 would stand in no child list."_s.arg(block.value)};
  }
  return Unit{};
}

} // namespace scriptorium
