#pragma once

#include "store/sql/database.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace scriptorium {

/// schema.sql: the tables, and the indexes apart so that a builder can make them last.
struct SchemaText
{
  QByteArray tables;
  QByteArray indexes;
};
SchemaText schemaText();

/// Makes a whole empty store in an empty database: application_id, user_version, tables, indexes. Errors: Io.
Result<Unit> createSchema(Database& database);

/// Prepares an empty database for being filled in one go: marks, tables without indexes, no journal, a
/// transaction that stays open. It is worthless until `finishBulk`. Errors: Io.
Result<Unit> beginBulk(Database& database);
/// Makes the indexes, commits, and sets the journal mode of a store in use. Errors: Io; Conflict when a name
/// or a content is there twice.
Result<Unit> finishBulk(Database& database);

/// One step from a version of the schema to the next.
struct Migration
{
  quint32 from = 0; ///< user_version it starts from; it gives from + 1
  QByteArray sql;
};
/// The steps this program knows, from migrations/NNNN.sql (NNNN = the version they give), oldest first.
QList<Migration> migrations();

/// Brings an older database to `target`, each step with its version in one transaction. Before the first, the
/// database is copied to "<path>.v<old>.backup" beside it; gives that path (empty: nothing to do). A failure
/// leaves the last whole version. Errors: Io; Conflict when a step is missing.
Result<QString> migrate(Database& database, const QList<Migration>& steps, quint32 target);

} // namespace scriptorium
