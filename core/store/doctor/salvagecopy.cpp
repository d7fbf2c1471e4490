#include "store/doctor/salvage.h"
#include "store/sql/schema.h"
#include "store/sql/storefile.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Salvage::Salvage(Database& from, Database& into, QString courseFolder, Progress& progress)
    : m_from(from), m_into(into), m_folder(std::move(courseFolder)), m_progress(progress)
{}

Result<Unit> Salvage::run()
{
  m_progress.begin(u"Copying what can be read"_s);
  SCRIPTORIUM_TRY(beginBulk(m_into));
  SCRIPTORIUM_TRY(copyTables());
  m_progress.begin(u"Repairing"_s);
  SCRIPTORIUM_TRY(settleBlobs());
  SCRIPTORIUM_TRY(settleSources());
  SCRIPTORIUM_TRY(settleVersions());
  SCRIPTORIUM_TRY(settleNames());
  SCRIPTORIUM_TRY(settleHistory());
  SCRIPTORIUM_TRY(settleHeads());
  SCRIPTORIUM_TRY(settleTree());
  SCRIPTORIUM_TRY(adoptOrphans());
  SCRIPTORIUM_TRY(settleMeta());
  return Unit{};
}

void Salvage::note(const BlockName& block, const QString& message)
{
  Finding finding{Finding::Severity::Info, u"store-repaired"_s, message, u"Look at the block once."_s, {}};
  finding.place.blockType = block.type;
  finding.place.blockId = block.urlName;
  done.append(finding);
}

qint64 Salvage::highest(std::initializer_list<const char*> queries)
{
  // A damaged number must not make the search for rows endless. Ids are dense, and no row is this short.
  constexpr qint64 kShortestRow = 8;
  const qint64 most = mostRows(m_from) / kShortestRow;
  qint64 found = 0;
  for (const char* query : queries)
    if (const auto value = m_from.integer(query); value && *value <= most)
      found = std::max(found, *value);
  return found;
}

Result<Unit> Salvage::insertRow(const char* insert, const Statement& row, int columns)
{
  auto target = m_into.prepare(insert);
  for (int i = 0; i < columns; ++i)
    target.bindValue(i, row, i);
  auto inserted = target.run();
  // A row that breaks a rule of the table is damaged; everything else is about the new file.
  if (!inserted && inserted.error().kind != Error::Kind::Conflict)
    return inserted;
  m_lostRows += inserted ? 0 : 1;
  return Unit{};
}

Result<Unit> Salvage::copyTable(const char* range, const char* one, const char* insert, int columns,
                                qint64 last)
{
  qint64 at = 0;
  qint64 left = mostRows(m_from);
  for (;;) {
    auto rows = m_from.prepare(range);
    rows.bind(0, at);
    auto more = rows.step();
    for (; more && *more; more = rows.step()) {
      // Damaged pages may come round again, or out of order.
      if (--left < 0)
        return Unit{};
      if (rows.integer(0) <= at)
        continue;
      at = rows.integer(0);
      SCRIPTORIUM_TRY(insertRow(insert, rows, columns));
      if (m_progress.isCancelled())
        return m_progress.report(0, 0);
    }
    if (more)
      return Unit{};
    // Beyond the damage, rows are found one by one until a run of them can be read again.
    bool isFound = false;
    while (!isFound && ++at <= last) {
      auto row = m_from.prepare(one);
      const auto found = row.bind(0, at).step();
      isFound = found && *found;
      if (isFound)
        SCRIPTORIUM_TRY(insertRow(insert, row, columns));
      else if (!found)
        ++m_lostRows;
    }
    if (at > last)
      return Unit{};
  }
}

Result<Unit> Salvage::copyChanges()
{
  constexpr const char* kInsert =
      "INSERT OR IGNORE INTO change(op,block,old_head,new_head,old_published,new_published) "
      "VALUES(?,?,?,?,?,?)";
  auto rows = m_from.prepare("SELECT op,block,old_head,new_head,old_published,new_published FROM change");
  qint64 left = mostRows(m_from);
  auto more = rows.step();
  for (; more && *more && --left > 0; more = rows.step())
    SCRIPTORIUM_TRY(insertRow(kInsert, rows, 6));
  if (more && !*more)
    return Unit{};
  m_hasLostChanges = true;
  const qint64 last = highest({"SELECT max(id) FROM op", "SELECT max(op) FROM version"});
  for (qint64 op = 1; op <= last; ++op) {
    auto row = m_from.prepare(
        "SELECT op,block,old_head,new_head,old_published,new_published FROM change WHERE op=?");
    row.bind(0, op);
    left = mostRows(m_from);
    for (auto found = row.step(); found && *found && --left > 0; found = row.step())
      SCRIPTORIUM_TRY(insertRow(kInsert, row, 6));
  }
  return Unit{};
}

Result<Unit> Salvage::copyApprovals()
{
  // A database of an older format has none.
  auto rows = m_from.prepare("SELECT op,finding,reason FROM approval");
  qint64 left = mostRows(m_from);
  for (auto more = rows.step(); more && *more && --left > 0; more = rows.step())
    SCRIPTORIUM_TRY(insertRow("INSERT OR IGNORE INTO approval(op,finding,reason) VALUES(?,?,?)", rows, 3));
  return Unit{};
}

Result<Unit> Salvage::copyTables()
{
  auto meta = m_from.prepare("SELECT key,value FROM meta");
  for (auto more = meta.step(); more && *more; more = meta.step())
    SCRIPTORIUM_TRY(insertRow("INSERT INTO meta(key,value) VALUES(?,?)", meta, 2));
  SCRIPTORIUM_TRY(copyTable("SELECT * FROM blob WHERE id>? ORDER BY id", "SELECT * FROM blob WHERE id=?",
                            "INSERT INTO blob VALUES(?,?,?,?)", 4,
                            highest({"SELECT max(id) FROM blob", "SELECT max(body) FROM version"})));
  SCRIPTORIUM_TRY(copyTable("SELECT * FROM source WHERE id>? ORDER BY id", "SELECT * FROM source WHERE id=?",
                            "INSERT INTO source VALUES(?,?,?,?,?,?)", 6,
                            highest({"SELECT max(id) FROM source", "SELECT max(source) FROM version"})));
  SCRIPTORIUM_TRY(copyTable("SELECT * FROM block WHERE id>? ORDER BY id", "SELECT * FROM block WHERE id=?",
                            "INSERT INTO block VALUES(?,?,?,?,?,?,?)", 7,
                            highest({"SELECT max(id) FROM block", "SELECT max(block) FROM version"})));
  SCRIPTORIUM_TRY(copyTable("SELECT * FROM version WHERE id>? ORDER BY id",
                            "SELECT * FROM version WHERE id=?",
                            "INSERT INTO version VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)", 14,
                            highest({"SELECT max(id) FROM version", "SELECT max(head) FROM block"})));
  SCRIPTORIUM_TRY(copyTable("SELECT * FROM op WHERE id>? ORDER BY id", "SELECT * FROM op WHERE id=?",
                            "INSERT INTO op VALUES(?,?,?,?,?,?,?)", 7,
                            highest({"SELECT max(id) FROM op", "SELECT max(op) FROM version"})));
  SCRIPTORIUM_TRY(copyChanges());
  SCRIPTORIUM_TRY(copyApprovals());
  SCRIPTORIUM_TRY(readIndexedNames());
  SCRIPTORIUM_TRY_ASSIGN(const qint64 versions, m_into.integer("SELECT count(*) FROM version"));
  if (versions == 0)
    return Error{Error::Kind::BadInput, m_from.path(), u"No block of this database can be read any more."_s};
  return Unit{};
}

Result<Unit> Salvage::readIndexedNames()
{
  // The index of names is a second copy of them, on other pages.
  auto index = m_from.prepare("SELECT id,type,url_name FROM block INDEXED BY block_name");
  QHash<qint64, BlockName> names;
  for (auto more = index.step(); more && *more; more = index.step())
    names.insert(index.integer(0), {index.text(1), index.text(2)});
  for (auto name = names.cbegin(); name != names.cend(); ++name) {
    auto insert = m_into.prepare("INSERT OR IGNORE INTO block(id,type,url_name) VALUES(?,?,?)");
    SCRIPTORIUM_TRY(insert.bind(0, name.key()).bind(1, name->type).bind(2, name->urlName).run());
  }
  auto row = m_into.prepare("SELECT id,type,url_name,head,published,parent,pos FROM block");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return Unit{};
    const qint64 id = row.integer(0);
    m_blocks.insert(id, {{row.text(1), row.text(2)},
                         names.value(id),
                         {row.integer(3), row.integer(4)},
                         row.integer(5),
                         row.integer(6)});
  }
}

} // namespace scriptorium
