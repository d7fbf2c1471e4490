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
  void reset();

  /// True: there is a row. Errors: Io, with SQLite's words ("database or disk is full"); Locked; BadInput
  /// when damaged.
  Result<bool> step();
  /// Steps a statement that gives no rows.
  Result<Unit> run();

  bool isNull(int column) const;
  qint64 integer(int column) const; ///< NULL: 0
  QString text(int column) const;
  QByteArray blob(int column) const;
  QByteArrayView blobView(int column) const; ///< valid until the next step

private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* statement, const char* sql);
  Database* m_database;
  sqlite3_stmt* m_statement;
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
  static Result<std::unique_ptr<Database>> open(const QString& path, Mode mode);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// A statement of the cache. Asserts that the SQL is valid: it is ours.
  Statement prepare(const char* sql);
  /// Runs one or more statements without parameters.
  Result<Unit> execute(const char* sql);
  qint64 lastInsertId() const;
  qint64 changes() const; ///< rows changed by the last statement

  Result<Unit> begin(); ///< BEGIN IMMEDIATE
  Result<Unit> commit();
  void rollback();
  bool inTransaction() const;

  sqlite3* handle() const { return m_handle; }

private:
  friend class Statement;
  struct Cache;
  explicit Database(sqlite3* handle);
  sqlite3* m_handle;
  std::unique_ptr<Cache> m_cache;
};

} // namespace scriptorium
