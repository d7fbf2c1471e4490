#include "learners/learnerstore.h"

#include "store/sql/database.h"
#include "store/sql/storefile.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr quint32 kLearnersId = 0x5363724c; // "ScrL"
constexpr qint64 kLearnersVersion = 1;

QString learnersPath(const QString& courseFolder)
{
  return courseFolder + u"/learners.db"_s;
}

/// Read without SQLite, which could already replay another program's log. Nothing is wrong with a file that
/// is new: it may be empty still.
Result<Unit> checkOwner(const QString& path)
{
  if (QFileInfo(path).size() == 0)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const StoreHeader header, readStoreHeader(path));
  if (header.applicationId == kLearnersId || header.applicationId == 0)
    return Unit{};
  return Error{Error::Kind::BadInput, path,
               u"This database belongs to another program. It was left untouched."_s};
}

/// In one transaction: of two programs that begin at once, the second finds it done.
Result<Unit> makeTables(Database& database)
{
  SCRIPTORIUM_TRY(database.begin());
  const auto version = database.integer("PRAGMA user_version");
  if (version && *version == 0) {
    auto made = database.execute(
        "CREATE TABLE learner(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
        "CREATE TABLE state(learner INTEGER NOT NULL, block TEXT NOT NULL, name TEXT NOT NULL,"
        " value TEXT NOT NULL, PRIMARY KEY(learner,block,name)) WITHOUT ROWID;"
        "PRAGMA application_id=1399026252; PRAGMA user_version=1");
    if (!made) {
      database.rollback();
      return made;
    }
  }
  SCRIPTORIUM_TRY(database.commit());
  if (!version)
    return version.error();
  if (*version > kLearnersVersion)
    return Error{Error::Kind::Conflict, database.path(),
                 u"A newer Scriptorium made this database of test learners. It was left untouched; update "
                 "Scriptorium to use it."_s};
  return Unit{};
}

} // namespace

LearnerStore::LearnerStore(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

LearnerStore::~LearnerStore() = default;

bool LearnerStore::isThere(const QString& courseFolder)
{
  return QFileInfo::exists(learnersPath(courseFolder));
}

Result<std::unique_ptr<LearnerStore>> LearnerStore::open(const QString& courseFolder)
{
  const QString path = learnersPath(courseFolder);
  SCRIPTORIUM_TRY(checkOwner(path));
  SCRIPTORIUM_TRY_ASSIGN(auto database, Database::open(path, Database::Mode::Create));
  if (const auto set = database->execute("PRAGMA journal_mode=WAL"); !set)
    return set.error().in(path);
  if (const auto made = makeTables(*database); !made)
    return made.error().in(path);
  std::unique_ptr<LearnerStore> store(new LearnerStore(std::move(database)));
  store->refresh();
  return store;
}

Result<qint64> LearnerStore::idOf(const QString& learner)
{
  const auto find = [&]() -> Result<qint64> {
    auto row = m_database->prepare("SELECT id FROM learner WHERE name=?");
    row.bind(0, learner);
    SCRIPTORIUM_TRY_ASSIGN(const bool isThere, row.step());
    return isThere ? row.integer(0) : 0;
  };
  SCRIPTORIUM_TRY_ASSIGN(qint64 id, find());
  if (id != 0)
    return id;
  SCRIPTORIUM_TRY(m_database->begin());
  const auto inserted = [&]() -> Result<Unit> {
    SCRIPTORIUM_TRY_ASSIGN(id, find()); // another program may have been quicker
    if (id != 0)
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(const qint64 last, m_database->integer("SELECT max(id) FROM learner"));
    id = learner == "staff"_L1 ? kStaff : std::max(kFirst, last + 1);
    auto insert = m_database->prepare("INSERT INTO learner(id,name) VALUES(?,?)");
    insert.bind(0, id).bind(1, learner);
    return insert.run();
  }();
  if (!inserted) {
    m_database->rollback();
    return inserted.error();
  }
  SCRIPTORIUM_TRY(m_database->commit());
  return id;
}

Result<QList<LearnerStore::Known>> LearnerStore::known()
{
  QList<Known> all;
  auto rows = m_database->prepare("SELECT id,name FROM learner ORDER BY id");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, rows.step());
    if (!hasRow)
      return all;
    all.append({rows.integer(0), rows.text(1)});
  }
}

QStringList LearnerStore::blocks(qint64 learner) const
{
  QStringList blocks;
  const Values& values = valuesOf(learner);
  for (auto at = values.cbegin(); at != values.cend(); ++at)
    blocks.append(at.key().first);
  std::ranges::sort(blocks);
  blocks.removeDuplicates();
  return blocks;
}

/// All of a learner at once: a page of the course asks for something of every block. What cannot be read, or
/// is no JSON, counts as not kept.
LearnerStore::Values& LearnerStore::valuesOf(qint64 learner) const
{
  if (const auto found = m_learners.find(learner); found != m_learners.end())
    return *found;
  Values values;
  auto rows = m_database->prepare("SELECT block,name,value FROM state WHERE learner=?");
  rows.bind(0, learner);
  for (auto hasRow = rows.step(); hasRow && *hasRow; hasRow = rows.step())
    if (auto value = Json::parse(rows.utf8View(2)))
      values.insert({rows.text(0), rows.text(1)}, *std::move(value));
  return *m_learners.insert(learner, values);
}

std::optional<Json> LearnerStore::value(qint64 learner, const QString& block, const QString& name) const
{
  const Values& values = valuesOf(learner);
  const auto found = values.constFind({block, name});
  return found == values.cend() ? std::nullopt : std::optional(*found);
}

QStringList LearnerStore::blocksWith(qint64 learner, const QString& name) const
{
  QStringList blocks;
  const Values& values = valuesOf(learner);
  for (auto at = values.cbegin(); at != values.cend(); ++at)
    if (at.key().second == name)
      blocks.append(at.key().first);
  return blocks;
}

void LearnerStore::setValue(qint64 learner, const QString& block, const QString& name, const Json& value)
{
  valuesOf(learner).insert({block, name}, value);
  m_changes.push_back({learner, block, name, value.toUtf8()});
}

void LearnerStore::remove(qint64 learner, const QString& block, const QString& name)
{
  valuesOf(learner).remove({block, name});
  m_changes.push_back({learner, block, name});
}

void LearnerStore::forget(std::optional<qint64> learner, const std::optional<QString>& block)
{
  for (auto at = m_learners.begin(); at != m_learners.end(); ++at)
    if (!learner || at.key() == *learner)
      at->removeIf([&](const auto& kept) { return !block || kept.key().first == *block; });
  m_changes.push_back({learner, block, {}});
}

void LearnerStore::refresh()
{
  if (!m_changes.empty())
    return; // of a request that waits for a script; what others kept is seen after it
  const auto now = m_database->integer("PRAGMA data_version");
  if (now && *now == m_seen)
    return;
  m_seen = now.value_or(0);
  m_learners.clear();
}

Result<Unit> LearnerStore::write(const Change& change)
{
  if (!change.value.isEmpty()) {
    auto insert = m_database->prepare("INSERT INTO state(learner,block,name,value) VALUES(?,?,?,?)"
                                      " ON CONFLICT(learner,block,name) DO UPDATE SET value=excluded.value");
    insert.bind(0, *change.learner).bind(1, *change.block).bind(2, change.name).bindUtf8(3, change.value);
    return insert.run();
  }
  // A parameter that stays NULL stands for all.
  auto remove = m_database->prepare("DELETE FROM state WHERE (?1 IS NULL OR learner=?1)"
                                    " AND (?2 IS NULL OR block=?2) AND (?3 IS NULL OR name=?3)");
  if (change.learner)
    remove.bind(0, *change.learner);
  if (change.block)
    remove.bind(1, *change.block);
  if (!change.name.isEmpty())
    remove.bind(2, change.name);
  return remove.run();
}

Result<Unit> LearnerStore::keep()
{
  if (m_changes.empty())
    return Unit{};
  const std::vector<Change> changes = std::exchange(m_changes, {});
  auto done = m_database->begin();
  for (const Change& change : changes)
    if (done)
      done = write(change);
  if (done)
    done = m_database->commit();
  if (done)
    return done;
  m_database->rollback();
  m_learners.clear(); // what is on the disk counts
  return done.error().in(m_database->path());
}

} // namespace scriptorium
