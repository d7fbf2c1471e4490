#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium {

/// "Scrp": marks a database as one of ours.
inline constexpr quint32 kApplicationId = 0x53637270;
/// The version of schema.sql. A change of the schema raises it and adds migrations/NNNN.sql.
inline constexpr quint32 kSchemaVersion = 2;

/// Files of a course folder.
QString databasePath(const QString& courseFolder);
QString lockPath(const QString& courseFolder);
QString assetsPath(const QString& courseFolder);

class Database;
/// More rows than a table of this database can have: no file holds more rows than bytes. Damaged pages can
/// lead in circles; who walks a table that may be damaged stops there.
qint64 mostRows(const Database& database);

/// What the first 100 bytes of a database file say. Nothing else is read, so that a file that is not ours is
/// never touched.
struct StoreHeader
{
  quint32 applicationId = 0;
  quint32 userVersion = 0;
};
/// Errors: NotFound; Io; BadInput for a file that is no SQLite database.
Result<StoreHeader> readStoreHeader(const QString& path);

/// The version of a course's database. Errors: those of `readStoreHeader`; BadInput for another program's
/// database; Conflict for one of a newer Scriptorium.
Result<quint32> checkStoreFile(const QString& path);

} // namespace scriptorium
