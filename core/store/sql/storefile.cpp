#include "store/sql/storefile.h"

#include "store/sql/database.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <sqlite3.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

QString databasePath(const QString& courseFolder)
{
  return courseFolder + u"/course.db"_s;
}

QString lockPath(const QString& courseFolder)
{
  return courseFolder + u"/lock"_s;
}

QString assetsPath(const QString& courseFolder)
{
  return courseFolder + u"/assets"_s;
}

qint64 mostRows(const Database& database)
{
  return QFileInfo(database.path()).size() + QFileInfo(database.path() + u"-wal"_s).size();
}

namespace {

/// The first bytes of a file, by SQLite's own hands: opening it reads nothing yet. To open and close the file
/// beside SQLite would give up all locks that this process has on it (sqlite.org/howtocorrupt.html, 2.2), and
/// the next program that closes the database would take the log away from under a connection of ours.
Result<QByteArray> firstBytes(const QString& path, int count)
{
  sqlite3* opened = nullptr;
  sqlite3_file* file = nullptr;
  if (sqlite3_open_v2(QFile::encodeName(path).constData(), &opened, SQLITE_OPEN_READONLY, nullptr) ==
      SQLITE_OK)
    sqlite3_file_control(opened, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  if (file == nullptr || file->pMethods == nullptr)
    return Error{Error::Kind::Io, path, QString::fromUtf8(sqlite3_errmsg(opened)) + u'.'};
  QByteArray bytes(count, '\0');
  const int code = file->pMethods->xRead(file, bytes.data(), count, 0);
  if (code == SQLITE_IOERR_SHORT_READ)
    return QByteArray();
  if (code != SQLITE_OK)
    return Error{Error::Kind::Io, path, QString::fromUtf8(sqlite3_errstr(code)) + u'.'};
  return bytes;
}

} // namespace

Result<StoreHeader> readStoreHeader(const QString& path)
{
  // Offsets of the SQLite file format: user_version at 60, application_id at 68, both big-endian.
  constexpr int kHeaderBytes = 100;
  if (!QFileInfo::exists(path))
    return Error{Error::Kind::NotFound, path, u"There is no course database."_s};
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray head, firstBytes(path, kHeaderBytes));
  if (!head.startsWith("SQLite format 3"))
    return Error{Error::Kind::BadInput, path,
                 u"This is not a database of Scriptorium, or it is damaged at its start."_s};
  return StoreHeader{qFromBigEndian<quint32>(head.constData() + 68),
                     qFromBigEndian<quint32>(head.constData() + 60)};
}

Result<quint32> checkStoreFile(const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(const StoreHeader header, readStoreHeader(path));
  if (header.applicationId != kApplicationId)
    return Error{Error::Kind::BadInput, path,
                 u"This database belongs to another program. It was left untouched."_s};
  if (header.userVersion > kSchemaVersion)
    return Error{
        Error::Kind::Conflict, path,
        u"A newer Scriptorium made this database (format %1, this program knows up to %2). It was left "
        u"untouched; update Scriptorium to open it."_s.arg(header.userVersion)
            .arg(kSchemaVersion)};
  return header.userVersion;
}

} // namespace scriptorium
