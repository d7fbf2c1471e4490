#include "store/coursestore.h"

#include "store/coursestore_p.h"
#include "store/platform/files.h"
#include "store/sql/schema.h"
#include "store/sql/storefile.h"
#include "store/sql/versionrow.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Error notFound(const char* what, qint64 id)
{
  return Error{Error::Kind::NotFound, {}, u"There is no %1 %2."_s.arg(QLatin1StringView(what)).arg(id)};
}

Block readBlock(const Statement& row)
{
  return Block{BlockId{row.integer(0)},
               row.text(1),
               row.text(2),
               VersionId{row.integer(3)},
               VersionId{row.integer(4)},
               BlockId{row.integer(5)},
               static_cast<int>(row.integer(6))};
}

/// What may be in a database of ours; anything else did not come from us.
Result<Unit> checkSchema(Database& database)
{
  SCRIPTORIUM_TRY_ASSIGN(
      const qint64 foreign,
      database.integer("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger','view')"));
  SCRIPTORIUM_TRY_ASSIGN(
      const qint64 tables,
      database.integer("SELECT count(*) FROM sqlite_master WHERE type='table' AND name IN ('meta',"
                       "'blob','source','block','version','op','change','indexed','search')"));
  if (foreign != 0 || tables != 9)
    return Error{Error::Kind::BadInput, database.path(),
                 u"The tables of this database are not those of Scriptorium."_s};
  return Unit{};
}

Error onNetwork(const QString& folder, const QString& system)
{
  return Error{
      Error::Kind::Io, folder,
      u"The course lies on a network share (%1), where it cannot be written safely. Move the workspace to a "
      u"local disk."_s.arg(system)};
}

/// A read-only medium is told apart from damage, because the cure is another.
Error explained(const Error& error, const QString& folder)
{
  const QString path = databasePath(folder);
  const bool hasLog = QFileInfo(path + u"-wal"_s).size() > 0;
  if (hasLog && !QFileInfo(folder).isWritable() && error.kind != Error::Kind::BadInput)
    return Error{
        Error::Kind::Io, folder,
        u"The course was not closed properly and lies where nothing can be written. Copy its folder to a "
        u"local disk and open it there. (%1)"_s.arg(error.detail)};
  return error.where.isEmpty() ? error.in(path) : error;
}

} // namespace

CourseStore::CourseStore(std::unique_ptr<Private> p) : d(std::move(p)) {}
CourseStore::~CourseStore() = default;

Result<std::unique_ptr<CourseStore>> CourseStore::open(const QString& courseFolder, Mode mode)
{
  auto p = std::make_unique<Private>();
  p->folder = courseFolder;
  const QString path = databasePath(courseFolder);
  const bool writes = mode == Mode::ReadWrite;
  SCRIPTORIUM_TRY(checkStoreFile(path));
  if (writes) {
    if (const QString system = platform::networkFileSystem(courseFolder); !system.isEmpty())
      return onNetwork(courseFolder, system);
    SCRIPTORIUM_TRY_ASSIGN(p->lock, WriteLock::take(lockPath(courseFolder)));
    // What a writer that was killed left unnamed.
    QDir(assetsPath(courseFolder) + u"/tmp"_s).removeRecursively();
  }
  auto database = Database::open(path, writes ? Database::Mode::ReadWrite : Database::Mode::ReadOnly);
  if (!database)
    return explained(database.error(), courseFolder);
  p->database = *std::move(database);
  std::unique_ptr<CourseStore> store(new CourseStore(std::move(p)));
  if (const auto ready = store->prepare(mode); !ready)
    return explained(ready.error(), courseFolder);
  return store;
}

Result<Unit> CourseStore::prepare(Mode mode)
{
  Database& base = *d->database;
  SCRIPTORIUM_TRY_ASSIGN(const qint64 version, base.integer("PRAGMA user_version"));
  if (version < kSchemaVersion && mode == Mode::ReadOnly)
    return Error{
        Error::Kind::Conflict, base.path(),
        u"An older Scriptorium made this database; open the course for writing once to update it."_s};
  if (mode == Mode::ReadWrite) {
    SCRIPTORIUM_TRY(migrate(base, migrations(), kSchemaVersion));
    SCRIPTORIUM_TRY(base.execute("PRAGMA journal_mode=WAL"));
  }
  SCRIPTORIUM_TRY(checkSchema(base));
  if (auto key = CourseKey::parse(meta(u"key"_s)))
    d->key = *std::move(key);
  else
    return key.error().in(base.path());
  d->root = BlockId{meta(u"root"_s).toLongLong()};
  return Unit{};
}

QString CourseStore::folder() const
{
  return d->folder;
}

bool CourseStore::isWritable() const
{
  return d->lock != nullptr;
}

Database& CourseStore::database() const
{
  return *d->database;
}

std::shared_ptr<void> CourseStore::snapshot() const
{
  if (auto held = d->snapshot.lock())
    return held;
  Database* base = d->database.get();
  if (base->inTransaction())
    return std::make_shared<int>();
  // A transaction reads one state from its first read on.
  if (!base->prepare("BEGIN").run() || !base->integer("SELECT count(*) FROM meta"))
    return std::make_shared<int>();
  std::shared_ptr<void> held(base, [](void* opened) { static_cast<Database*>(opened)->rollback(); });
  d->snapshot = held;
  return held;
}

CourseKey CourseStore::key() const
{
  return *d->key;
}

BlockId CourseStore::root() const
{
  return d->root;
}

QStringList CourseStore::legacyNames() const
{
  return splitPaths(meta(u"legacy_names"_s));
}

QStringList CourseStore::executableFiles() const
{
  return splitPaths(meta(u"executables"_s));
}

QString CourseStore::meta(const QString& name) const
{
  auto row = d->database->prepare("SELECT value FROM meta WHERE key=?");
  row.bind(0, name);
  const auto found = row.step();
  return found && *found ? row.text(0) : QString();
}

Result<Block> CourseStore::block(BlockId id) const
{
  auto row = d->database->prepare("SELECT id,type,url_name,head,published,parent,pos FROM block WHERE id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return notFound("block", id.value);
  return readBlock(row);
}

Result<BlockVersion> CourseStore::version(BlockId id) const
{
  auto row = d->database->prepare(
      "SELECT " SCRIPTORIUM_VERSION_COLUMNS("v") " FROM block b JOIN version v ON v.id=b.head "
                                                 "WHERE b.id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return notFound("living block", id.value);
  return readVersion(row, 0);
}

Result<BlockVersion> CourseStore::versionById(VersionId id) const
{
  auto row = d->database->prepare("SELECT " SCRIPTORIUM_VERSION_COLUMNS("v") " FROM version v WHERE v.id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return notFound("version", id.value);
  return readVersion(row, 0);
}

Result<Sha256> CourseStore::versionHash(VersionId id) const
{
  auto row = d->database->prepare("SELECT hash FROM version WHERE id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return notFound("version", id.value);
  return Sha256::fromRaw(row.blobView(0));
}

Result<BlockId> CourseStore::find(const QString& type, const QString& urlName) const
{
  auto row = d->database->prepare("SELECT id FROM block WHERE type=? AND url_name=? AND head IS NOT NULL");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, type).bind(1, urlName).step());
  if (!found)
    return Error{Error::Kind::NotFound, type + u'/' + urlName, u"The course has no such block."_s};
  return BlockId{row.integer(0)};
}

Result<BlockId> CourseStore::findEver(const QString& type, const QString& urlName) const
{
  auto row = d->database->prepare("SELECT id FROM block WHERE type=? AND url_name=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, type).bind(1, urlName).step());
  if (!found)
    return Error{Error::Kind::NotFound, type + u'/' + urlName, u"The course never had such a block."_s};
  return BlockId{row.integer(0)};
}

#define SCRIPTORIUM_LIVE_SELECT(head, published)                                                             \
  "SELECT b.id,b.type,b.url_name,b.head,b.published,b.parent,b.pos," head "," published                      \
  " FROM block b JOIN version h ON h.id=b.head "                                                             \
  "LEFT JOIN version p ON p.id=b.published AND b.published<>b.head ORDER BY b.id"

Result<Unit> CourseStore::eachLive(const std::function<Result<Unit>(const LiveBlock&)>& take, Live what) const
{
  auto row = d->database->prepare(
      what == Live::Whole
          ? SCRIPTORIUM_LIVE_SELECT(SCRIPTORIUM_VERSION_COLUMNS("h"), SCRIPTORIUM_VERSION_COLUMNS("p"))
          : SCRIPTORIUM_LIVE_SELECT(
                SCRIPTORIUM_VERSION_COLUMNS_WITH("h", "CASE b.type WHEN '@file' THEN h.fields ELSE '{}' END"),
                SCRIPTORIUM_VERSION_COLUMNS_WITH("p", "'{}'")));
  constexpr int kHead = 7;
  constexpr int kPublished = kHead + kVersionColumnCount;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return Unit{};
    LiveBlock live;
    live.block = readBlock(row);
    SCRIPTORIUM_TRY_ASSIGN(live.head, readVersion(row, kHead));
    if (!row.isNull(kPublished)) {
      SCRIPTORIUM_TRY_ASSIGN(live.published, readVersion(row, kPublished));
    }
    SCRIPTORIUM_TRY(take(live));
  }
}
#undef SCRIPTORIUM_LIVE_SELECT

Result<QString> CourseStore::sourcePath(SourceId id) const
{
  auto row = d->database->prepare("SELECT path FROM source WHERE id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return Error{Error::Kind::NotFound, u"source %1"_s.arg(id.value), u"There is no such file as read."_s};
  return row.text(0);
}

Result<QList<SourceFile>> CourseStore::sources() const
{
  auto row = d->database->prepare("SELECT id,path,blob,blocks,ord FROM source ORDER BY ord,id");
  QList<SourceFile> files;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return files;
    files.append({SourceId{row.integer(0)}, row.text(1), BlobId{row.integer(2)},
                  static_cast<int>(row.integer(3)), row.integer(4)});
  }
}

} // namespace scriptorium
