#include "edit/editprivate.h"

#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr std::chrono::seconds kCoalesce{60};

Aspects aspectsOf(const Statement& row)
{
  Aspects aspects;
  if (row.isNull(2) != row.isNull(3))
    aspects |= Aspect::Existence;
  if (row.integer(4) != 0)
    aspects |= Aspect::Published;
  if (row.isNull(2) || row.isNull(3))
    return aspects;
  if (row.integer(5) != 0)
    aspects |= Aspect::Fields;
  if (row.integer(6) != 0)
    aspects |= Aspect::Children;
  if (row.integer(7) != 0)
    aspects |= Aspect::Body;
  return aspects;
}

} // namespace

Result<ChangeSet> Edit::Private::changeSet() const
{
  ChangeSet changes{target.isValid() ? target : op, label, {}};
  auto query =
      db.prepare("SELECT c.block, b.type, c.old_head, c.new_head, c.old_published IS NOT c.new_published, "
                 "o.fields IS NOT n.fields, o.children IS NOT n.children, "
                 "o.body IS NOT n.body OR o.body_form IS NOT n.body_form OR o.flags IS NOT n.flags OR o.note "
                 "IS NOT n.note "
                 "FROM change c JOIN block b ON b.id = c.block LEFT JOIN version o ON o.id = c.old_head "
                 "LEFT JOIN version n ON n.id = c.new_head WHERE c.op = ?");
  query.bind(0, op.value);
  QHash<BlockId, qsizetype> rows;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
    if (!hasRow)
      break;
    const BlockId block(query.integer(0));
    rows.insert(block, changes.blocks.size());
    changes.blocks.append({block, query.text(1), aspectsOf(query)});
  }
  for (auto spot = before.cbegin(); spot != before.cend(); ++spot) {
    auto now = db.prepare("SELECT type, head, parent, pos FROM block WHERE id = ?");
    now.bind(0, spot.key().value);
    SCRIPTORIUM_TRY_ASSIGN(const bool isThere, now.step());
    const bool isSame = BlockId(now.integer(2)) == spot->parent && now.integer(3) == qint64(spot->position);
    if (!isThere || now.isNull(1) || isSame)
      continue;
    const auto row = rows.constFind(spot.key());
    if (row == rows.cend())
      changes.blocks.append({spot.key(), now.text(0), Aspect::Place});
    else
      changes.blocks[*row].aspects |= Aspect::Place;
  }
  return changes;
}

Result<std::optional<OpId>> Edit::Private::extendable() const
{
  auto newest =
      db.prepare("SELECT id, kind, label, author, at, state FROM op WHERE id < ? ORDER BY id DESC LIMIT 1");
  newest.bind(0, op.value);
  SCRIPTORIUM_TRY_ASSIGN(const bool isThere, newest.step());
  if (!isThere)
    return std::optional<OpId>();
  const Timestamp then{std::chrono::milliseconds(newest.integer(4))};
  const bool isSame =
      newest.text(1) == kind && newest.text(2) == label && newest.text(3) == author && newest.integer(5) == 0;
  if (!isSame || at < then || at - then >= kCoalesce)
    return std::optional<OpId>();
  const OpId older(newest.integer(0));
  auto match = db.prepare(
      "SELECT (SELECT count(*) FROM change WHERE op = ?1), (SELECT count(*) FROM change WHERE op = ?2), "
      "(SELECT count(*) FROM change a JOIN change b ON b.op = ?2 AND b.block = a.block "
      "AND b.new_head IS a.old_head AND b.new_published IS a.old_published WHERE a.op = ?1)");
  match.bind(0, op.value).bind(1, older.value);
  SCRIPTORIUM_TRY_ASSIGN(const bool isCounted, match.step());
  if (isCounted && match.integer(0) == 1 && match.integer(1) == 1 && match.integer(2) == 1)
    return std::optional<OpId>(older);
  return std::optional<OpId>();
}

Result<Unit> Edit::Private::extend(OpId older)
{
  auto merge = db.prepare("UPDATE change SET new_head = n.new_head, new_published = n.new_published "
                          "FROM change n WHERE n.op = ?1 AND change.op = ?2 AND change.block = n.block");
  merge.bind(0, op.value).bind(1, older.value);
  SCRIPTORIUM_TRY(merge.run());
  auto adopt = db.prepare("UPDATE version SET op = ?2 WHERE op = ?1 AND block IN "
                          "(SELECT block FROM change WHERE op = ?1)");
  adopt.bind(0, op.value).bind(1, older.value);
  SCRIPTORIUM_TRY(adopt.run());
  auto forget = db.prepare("DELETE FROM change WHERE op = ?");
  forget.bind(0, op.value);
  SCRIPTORIUM_TRY(forget.run());
  auto drop = db.prepare("DELETE FROM op WHERE id = ?");
  drop.bind(0, op.value);
  SCRIPTORIUM_TRY(drop.run());
  op = older;
  return Unit{};
}

Result<ChangeSet> Edit::commit(bool coalesce)
{
  if (d->failure)
    return *d->failure;
  const auto leave = [this] {
    d->db.rollback();
    d->isOpen = false;
    d->failure = Error{Error::Kind::Bug, {}, u"This edit is over."_s};
  };
  if (d->op.isValid()) {
    auto idle = d->db.prepare(
        "DELETE FROM change WHERE op = ? AND old_head IS new_head AND old_published IS new_published");
    idle.bind(0, d->op.value);
    SCRIPTORIUM_TRY(idle.run());
    SCRIPTORIUM_TRY(d->checkPlaces());
  }
  ChangeSet changes;
  if (d->op.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(changes, d->changeSet());
  }
  if (changes.isEmpty() && !d->hasApprovals) {
    leave();
    return ChangeSet{};
  }
  if (!d->target.isValid())
    SCRIPTORIUM_TRY(d->db.execute("UPDATE op SET state = 2 WHERE state = 1"));
  if (coalesce && !d->hasApprovals) {
    SCRIPTORIUM_TRY_ASSIGN(const auto older, d->extendable());
    if (older)
      SCRIPTORIUM_TRY(d->extend(*older));
    changes.op = d->op;
  }
  SCRIPTORIUM_TRY(d->db.commit());
  d->isOpen = false;
  d->failure = Error{Error::Kind::Bug, {}, u"This edit is over."_s};
  return changes;
}

} // namespace scriptorium
