#include "store/sql/database.h"

#include "base/atomicfile.h"
#include "base/faultpoint.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

#include <cerrno>
#include <unordered_map>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Error::Kind kindOf(int code)
{
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return Error::Kind::Locked;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_FORMAT:
    return Error::Kind::BadInput;
  case SQLITE_PERM:
  case SQLITE_READONLY:
  case SQLITE_AUTH:
    return Error::Kind::Denied;
  case SQLITE_CONSTRAINT:
    return Error::Kind::Conflict;
  case SQLITE_ERROR:
  case SQLITE_MISUSE:
  case SQLITE_RANGE:
    return Error::Kind::Bug;
  default:
    return Error::Kind::Io;
  }
}

/// What all connections of the process may hold together: a damaged index can claim a gigabyte for one word,
/// and SQLite would reserve it before it looks. Caches are 16 MB each.
constexpr sqlite3_int64 kMaxHeapBytes = 768LL << 20;

/// A database that lies where nothing can be written, with no log beside it that would have to be replayed.
bool isClosedOnReadOnlyMedium(const QString& path)
{
  const QFileInfo folder(QFileInfo(path).absolutePath());
  return !folder.isWritable() && QFileInfo(path + u"-wal"_s).size() == 0;
}

} // namespace

struct Database::Cache
{
  std::unordered_map<const void*, std::vector<sqlite3_stmt*>> idle;

  ~Cache()
  {
    for (const auto& [sql, statements] : idle)
      for (auto* statement : statements)
        sqlite3_finalize(statement);
  }
};

Statement::Statement(Database& database, sqlite3_stmt* statement, const char* sql)
    : m_database(&database), m_statement(statement), m_sql(sql)
{}

Statement::Statement(Statement&& other) noexcept
    : m_database(other.m_database), m_statement(std::exchange(other.m_statement, nullptr)), m_sql(other.m_sql)
{}

Statement::~Statement()
{
  if (!m_statement)
    return;
  sqlite3_reset(m_statement);
  sqlite3_clear_bindings(m_statement);
  m_database->m_cache->idle[m_sql].push_back(m_statement);
}

Statement& Statement::bind(int index, qint64 value)
{
  sqlite3_bind_int64(m_statement, index + 1, value);
  return *this;
}

Statement& Statement::bindNull(int index)
{
  sqlite3_bind_null(m_statement, index + 1);
  return *this;
}

Statement& Statement::bindId(int index, qint64 id)
{
  return id == 0 ? bindNull(index) : bind(index, id);
}

Statement& Statement::bind(int index, const QString& text)
{
  const QByteArray utf8 = text.toUtf8();
  sqlite3_bind_text64(m_statement, index + 1, utf8.constData(), static_cast<sqlite3_uint64>(utf8.size()),
                      SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bindUtf8(int index, QByteArrayView text)
{
  const char* at = text.data() ? text.data() : "";
  sqlite3_bind_text64(m_statement, index + 1, at, static_cast<sqlite3_uint64>(text.size()), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Statement& Statement::bindBlob(int index, QByteArrayView bytes)
{
  const char* at = bytes.data() ? bytes.data() : "";
  sqlite3_bind_blob64(m_statement, index + 1, at, static_cast<sqlite3_uint64>(bytes.size()), SQLITE_STATIC);
  return *this;
}

Statement& Statement::bindValue(int index, const Statement& row, int column)
{
  sqlite3_bind_value(m_statement, index + 1, sqlite3_column_value(row.m_statement, column));
  return *this;
}

void Statement::reset()
{
  sqlite3_reset(m_statement);
}

Result<bool> Statement::step()
{
  if (!m_statement)
    return m_database->lastError(SQLITE_CORRUPT);
  const int code = sqlite3_step(m_statement);
  if (code == SQLITE_ROW)
    return true;
  if (code == SQLITE_DONE)
    return false;
  const Error error = m_database->lastError(code);
  sqlite3_reset(m_statement);
  return error;
}

Result<Unit> Statement::run()
{
  SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, step());
  Q_ASSERT(!hasRow);
  reset();
  return Unit{};
}

bool Statement::isNull(int column) const
{
  return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
  return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
  return sqlite3_column_double(m_statement, column);
}

QString Statement::text(int column) const
{
  return QString::fromUtf8(utf8View(column));
}

QByteArrayView Statement::utf8View(int column) const
{
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
  return {text, sqlite3_column_bytes(m_statement, column)};
}

QByteArray Statement::blob(int column) const
{
  return blobView(column).toByteArray();
}

QByteArrayView Statement::blobView(int column) const
{
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement, column));
  return {bytes, sqlite3_column_bytes(m_statement, column)};
}

Database::Database(sqlite3* handle, QString path)
    : m_handle(handle), m_path(std::move(path)), m_cache(std::make_unique<Cache>())
{}

Database::~Database()
{
  m_cache.reset();
  sqlite3_close_v2(m_handle);
}

Result<std::unique_ptr<Database>> Database::connect(const QByteArray& name, int flags, const QString& path)
{
  [[maybe_unused]] static const sqlite3_int64 previous = sqlite3_hard_heap_limit64(kMaxHeapBytes);
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(name.constData(), &handle,
                                   flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<Database> database(new Database(handle, path));
  if (code != SQLITE_OK)
    return database->lastError(code).in(path);
  sqlite3_busy_timeout(handle, 5000);
  database->setDefensive(true);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  if (auto set =
          database->execute("PRAGMA cell_size_check=ON; PRAGMA synchronous=FULL; PRAGMA secure_delete=OFF;"
                            "PRAGMA cache_size=-16000");
      !set)
    return set.error().in(path);
  return database;
}

Result<std::unique_ptr<Database>> Database::open(const QString& path, Mode mode)
{
  if (mode != Mode::Create && !QFileInfo::exists(path))
    return Error{Error::Kind::NotFound, path, u"There is no database."_s};
  const QByteArray name = QFile::encodeName(path);
  if (mode == Mode::Create)
    return connect(name, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, path);
  if (mode == Mode::ReadWrite)
    return connect(name, SQLITE_OPEN_READWRITE, path);
  if (isClosedOnReadOnlyMedium(path)) {
    const QByteArray uri = QUrl::fromLocalFile(path).toEncoded() + "?immutable=1";
    return connect(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path);
  }
  return connect(name, SQLITE_OPEN_READONLY, path);
}

Result<std::unique_ptr<Database>> Database::openTemporary()
{
  return connect("", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, u"temporary database"_s);
}

Statement Database::prepare(const char* sql)
{
  auto& idle = m_cache->idle[sql];
  if (!idle.empty()) {
    auto* statement = idle.back();
    idle.pop_back();
    return {*this, statement, sql};
  }
  sqlite3_stmt* statement = nullptr;
  [[maybe_unused]] const int code =
      sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  Q_ASSERT_X(code != SQLITE_MISUSE, "Database::prepare", sql);
  return {*this, statement, sql};
}

Result<Unit> Database::execute(const char* sql)
{
  const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK)
    return lastError(code);
  return Unit{};
}

Result<qint64> Database::integer(const char* sql)
{
  auto statement = prepare(sql);
  SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, statement.step());
  return hasRow ? statement.integer(0) : 0;
}

qint64 Database::lastInsertId() const
{
  return sqlite3_last_insert_rowid(m_handle);
}

qint64 Database::changes() const
{
  return sqlite3_changes64(m_handle);
}

Result<Unit> Database::begin()
{
  SCRIPTORIUM_TRY(faultPoint("store.begin"));
  return prepare("BEGIN IMMEDIATE").run();
}

Result<Unit> Database::commit()
{
  auto done = faultPoint("store.commit");
  if (done)
    done = prepare("COMMIT").run();
  if (!done) {
    rollback();
    return done;
  }
  // What is committed is committed: only a kill means anything here.
  [[maybe_unused]] const auto passed = faultPoint("store.committed");
  return Unit{};
}

void Database::rollback()
{
  if (inTransaction())
    sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

bool Database::inTransaction() const
{
  return sqlite3_get_autocommit(m_handle) == 0;
}

void Database::setDefensive(bool on)
{
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_DEFENSIVE, on ? 1 : 0, nullptr);
}

Result<Unit> Database::backupTo(const QString& target)
{
  if (QFileInfo::exists(target))
    return Error{Error::Kind::Conflict, target, u"The backup exists already."_s};
  SCRIPTORIUM_TRY(faultPoint("store.backup"));
  SCRIPTORIUM_TRY_ASSIGN(const auto copy, open(target, Mode::Create));
  auto* backup = sqlite3_backup_init(copy->handle(), "main", m_handle, "main");
  if (!backup)
    return copy->lastError(sqlite3_errcode(copy->handle())).in(target);
  sqlite3_backup_step(backup, -1);
  if (const int code = sqlite3_backup_finish(backup); code != SQLITE_OK)
    return copy->lastError(code).in(target);
  return syncFolder(QFileInfo(target).absolutePath());
}

Error Database::lastError(int code) const
{
  QString words = QString::fromUtf8(m_handle ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code));
  const int reason = m_handle ? sqlite3_system_errno(m_handle) : 0;
  const auto kind = kindOf(code);
  if (kind == Error::Kind::Io && reason != 0)
    words += u" ("_s + qt_error_string(reason) + u')';
  const Error error{kind, {}, words + u'.'};
  const bool isFull = (code & 0xff) == SQLITE_FULL || (kind == Error::Kind::Io && isDiskFull(reason));
  return isFull ? error.because("disk-full"_L1) : error;
}

} // namespace scriptorium
