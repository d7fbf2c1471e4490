#include "store/coursestore.h"
#include "store/sql/database.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

#define SCRIPTORIUM_OP_COLUMNS "o.id,o.kind,o.label,o.author,o.at,o.state,o.target"
constexpr int kOpColumns = 7;

OpInfo readOp(const Statement& row)
{
  OpInfo op;
  op.id = OpId{row.integer(0)};
  op.kind = row.text(1);
  op.label = row.text(2);
  op.author = row.text(3);
  op.at = row.integer(4);
  const qint64 state = row.integer(5);
  op.state = state == 0 ? OpInfo::State::Done : state == 1 ? OpInfo::State::Undone : OpInfo::State::Abandoned;
  op.target = OpId{row.integer(6)};
  op.blocks = static_cast<int>(row.integer(kOpColumns));
  return op;
}

Result<QList<BlockChange>> readChanges(Statement& row)
{
  QList<BlockChange> changes;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return changes;
    constexpr int kFirst = kOpColumns + 1;
    changes.append({readOp(row), BlockId{row.integer(kFirst)}, VersionId{row.integer(kFirst + 1)},
                    VersionId{row.integer(kFirst + 2)}, VersionId{row.integer(kFirst + 3)},
                    VersionId{row.integer(kFirst + 4)}});
  }
}

Result<std::optional<OpInfo>> readOne(Statement& row)
{
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.step());
  if (!found)
    return std::optional<OpInfo>();
  return std::optional<OpInfo>(readOp(row));
}

} // namespace

Result<QList<OpInfo>> CourseStore::history(int limit, OpId before) const
{
  auto row =
      database().prepare("SELECT " SCRIPTORIUM_OP_COLUMNS ",(SELECT count(*) FROM change c WHERE c.op=o.id) "
                         "FROM op o WHERE o.id<? ORDER BY o.id DESC LIMIT ?");
  row.bind(0, before.isValid() ? before.value : std::numeric_limits<qint64>::max()).bind(1, limit);
  QList<OpInfo> ops;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return ops;
    ops.append(readOp(row));
  }
}

Result<QList<BlockChange>> CourseStore::blockHistory(BlockId block, int limit) const
{
  auto row =
      database().prepare("SELECT " SCRIPTORIUM_OP_COLUMNS
                         ",(SELECT count(*) FROM change n WHERE n.op=o.id),c.block,c.old_head,c.new_head,"
                         "c.old_published,c.new_published FROM change c JOIN op o ON o.id=c.op WHERE "
                         "c.block=? ORDER BY c.op DESC LIMIT ?");
  row.bind(0, block.value).bind(1, limit);
  return readChanges(row);
}

Result<QList<BlockChange>> CourseStore::changesOf(OpId op) const
{
  auto row = database().prepare("SELECT " SCRIPTORIUM_OP_COLUMNS
                                ",0,c.block,c.old_head,c.new_head,c.old_published,c.new_published "
                                "FROM change c JOIN op o ON o.id=c.op WHERE c.op=? ORDER BY c.block");
  row.bind(0, op.value);
  SCRIPTORIUM_TRY_ASSIGN(QList<BlockChange> changes, readChanges(row));
  for (auto& change : changes)
    change.op.blocks = static_cast<int>(changes.size());
  return changes;
}

Result<std::optional<OpInfo>> CourseStore::undoable() const
{
  // Op 1 made the course: there is no state before it.
  auto row =
      database().prepare("SELECT " SCRIPTORIUM_OP_COLUMNS ",(SELECT count(*) FROM change c WHERE c.op=o.id) "
                         "FROM op o WHERE o.state=0 AND o.kind NOT IN ('undo', 'redo') AND o.id>1 "
                         "ORDER BY o.id DESC LIMIT 1");
  return readOne(row);
}

Result<std::optional<OpInfo>> CourseStore::redoable() const
{
  // What is undone is always the end of the history, and the last step undone is the earliest of it.
  auto row =
      database().prepare("SELECT " SCRIPTORIUM_OP_COLUMNS ",(SELECT count(*) FROM change c WHERE c.op=o.id) "
                         "FROM op o WHERE o.state=1 ORDER BY o.id LIMIT 1");
  return readOne(row);
}

Result<QList<Approval>> CourseStore::approvals() const
{
  auto row =
      database().prepare("SELECT a.finding,a.reason,o.author,o.at FROM approval a JOIN op o ON o.id=a.op "
                         "WHERE o.state=0 ORDER BY a.finding,a.op DESC");
  QList<Approval> approvals;
  QString last;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return approvals;
    const QString finding = row.text(0);
    if (finding != last && !row.isNull(1)) // the newest of each
      approvals.append({finding, row.text(1), row.text(2), row.integer(3)});
    last = finding;
  }
}

} // namespace scriptorium
