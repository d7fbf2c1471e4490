#include "store/sql/storefile.h"

#include "store/sql/database.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

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

Result<StoreHeader> readStoreHeader(const QString& path)
{
  // Offsets of the SQLite file format: user_version at 60, application_id at 68, both big-endian.
  constexpr qint64 kHeaderBytes = 100;
  QFile file(path);
  if (!file.exists())
    return Error{Error::Kind::NotFound, path, u"There is no course database."_s};
  if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
    return Error{Error::Kind::Io, path, file.errorString() + u'.'};
  const QByteArray head = file.read(kHeaderBytes);
  if (head.size() < kHeaderBytes || !head.startsWith("SQLite format 3"))
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
