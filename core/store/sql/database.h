#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace scriptorium {

class Database;

/// One prepared statement in use: bind, then `step` until it gives false. Parameters and columns count from
/// 0. Reset and given back to the database's cache when it goes. Same thread as the database.
class Statement
{
public:
  Statement(Statement&& other) noexcept;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  Statement& bind(int index, qint64 value);
  Statement& bindNull(int index);
  Statement& bindId(int index, qint64 id); ///< 0 becomes NULL
  Statement& bind(int index, const QString& text);
  Statement& bindUtf8(int index, QByteArrayView text);  ///< bytes must live until the statement is reset
  Statement& bindBlob(int index, QByteArrayView bytes); ///< same
  /// The value of a column of another statement's row, whatever its type.
  Statement& bindValue(int index, const Statement& row, int column);
  void reset();

  /// True: there is a row. Errors: Io, with SQLite's words ("database or disk is full"); Locked; BadInput
  /// when damaged.
  Result<bool> step();
  /// Steps a statement that gives no rows, and resets it.
  Result<Unit> run();

  bool isNull(int column) const;
  qint64 integer(int column) const; ///< NULL: 0
  double real(int column) const;
  QString text(int column) const;
  QByteArrayView utf8View(int column) const; ///< valid until the next step
  QByteArray blob(int column) const;
  QByteArrayView blobView(int column) const; ///< valid until the next step

private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* statement, const char* sql);
  Database* m_database;
  sqlite3_stmt* m_statement; ///< null: the database is too damaged to prepare it; `step` says so
  const char* m_sql;
};

/// One SQLite connection. The only place that calls sqlite3_open. All values are bound; SQL texts are
/// constants of the program (string literals: statements are cached by address).
class Database
{
public:
  enum class Mode
  {
    ReadOnly,
    ReadWrite,
    Create
  };
  /// Opens with defensive settings, foreign schema not trusted, a busy timeout of 5 s. Sets no journal mode.
  /// ReadOnly on a medium that cannot be written works when the database was closed properly. Errors:
  /// NotFound, Io, Denied, BadInput when it is no database.
  static Result<std::unique_ptr<Database>> open(const QString& path, Mode mode);
  /// An empty database for comparisons: in memory while it is small, else in a file without a name.
  static Result<std::unique_ptr<Database>> openTemporary();
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  QString path() const { return m_path; }

  /// A statement of the cache. Asserts that the SQL is valid: it is ours. In a damaged database the
  /// statement's `step` fails.
  Statement prepare(const char* sql);
  /// Runs one or more statements without parameters.
  Result<Unit> execute(const char* sql);
  /// The first column of the first row, 0 when there is none. For PRAGMAs and counts.
  Result<qint64> integer(const char* sql);
  qint64 lastInsertId() const;
  qint64 changes() const; ///< rows changed by the last statement

  Result<Unit> begin(); ///< BEGIN IMMEDIATE
  /// Errors: the transaction is rolled back then.
  Result<Unit> commit();
  void rollback();
  bool inTransaction() const;

  /// Forbids what could corrupt the file from SQL. On after `open`; only a database that is being built has
  /// it off.
  void setDefensive(bool on);
  /// Copies the whole database, as one state, to a new file by SQLite's backup interface; the file is synced.
  /// Errors: Io, Conflict when `target` exists.
  Result<Unit> backupTo(const QString& target);

  /// The last failure of this connection as an error.
  Error lastError(int code) const;

  sqlite3* handle() const { return m_handle; }

private:
  friend class Statement;
  struct Cache;
  Database(sqlite3* handle, QString path);
  static Result<std::unique_ptr<Database>> connect(const QByteArray& name, int flags, const QString& path);
  sqlite3* m_handle;
  QString m_path;
  std::unique_ptr<Cache> m_cache;
};

} // namespace scriptorium
