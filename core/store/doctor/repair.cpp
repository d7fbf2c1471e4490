#include "store/doctor/repair.h"

#include "base/atomicfile.h"
#include "base/faultpoint.h"
#include "store/doctor/checkup.h"
#include "store/doctor/salvage.h"
#include "store/platform/files.h"
#include "store/searchtable.h"
#include "store/sql/schema.h"
#include "store/sql/storefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<Unit> copyFile(const QString& from, const QString& to)
{
  if (!QFileInfo::exists(from))
    return Unit{};
  QFile file(from);
  if (!file.copy(to))
    return Error{Error::Kind::Io, to, file.errorString() + u'.'};
  return Unit{};
}

/// The database as it is, with its log, in a folder of its own.
Result<QString> backUp(const QString& courseFolder)
{
  SCRIPTORIUM_TRY(faultPoint("repair.backup"));
  const QString stamp = QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-hhmmss-zzz"_s);
  const QString folder = courseFolder + u"/damaged-"_s + stamp;
  if (!QDir().mkpath(folder))
    return Error{Error::Kind::Io, folder, u"The folder cannot be made."_s};
  const QString database = databasePath(courseFolder);
  SCRIPTORIUM_TRY(copyFile(database, folder + u"/course.db"_s));
  SCRIPTORIUM_TRY(copyFile(database + u"-wal"_s, folder + u"/course.db-wal"_s));
  SCRIPTORIUM_TRY(platform::syncFileSystem(folder));
  return folder;
}

/// Removes a file made for the repair unless it took the database's place.
class Scratch
{
public:
  explicit Scratch(QString path) : m_path(std::move(path)) { remove(); }
  ~Scratch() { remove(); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const QString& path() const { return m_path; }

private:
  void remove() const
  {
    for (const auto& end : {u""_s, u"-wal"_s, u"-shm"_s, u"-journal"_s})
      QFile::remove(m_path + end);
  }
  QString m_path;
};

Result<Unit> salvageInto(const QString& target, const QString& courseFolder, DoctorReport& report,
                         Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto from,
                         Database::open(databasePath(courseFolder), Database::Mode::ReadOnly));
  SCRIPTORIUM_TRY_ASSIGN(const auto into, Database::open(target, Database::Mode::Create));
  Salvage salvage(*from, *into, courseFolder, progress);
  SCRIPTORIUM_TRY(salvage.run());
  SCRIPTORIUM_TRY(fillSearchIndex(*into, courseFolder, progress));
  SCRIPTORIUM_TRY(finishBulk(*into));
  report.repaired = salvage.done;
  return Unit{};
}

Result<Unit> lookAgain(const QString& target, const QString& courseFolder, DoctorReport& report,
                       Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto database, Database::open(target, Database::Mode::ReadWrite));
  Checkup checkup(*database, courseFolder, progress);
  SCRIPTORIUM_TRY(checkup.run());
  for (const auto& finding : std::as_const(checkup.findings))
    if (finding.rule != "store-stray-file"_L1)
      report.left.append(finding);
  return Unit{};
}

/// What a log holds belongs to the old database; SQLite would play it into the new one.
void takeInLog(const QString& database)
{
  const auto opened = Database::open(database, Database::Mode::ReadWrite);
  if (opened) [[maybe_unused]]
    const auto done = (*opened)->execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<Unit> swap(const QString& repaired, const QString& database)
{
  takeInLog(database);
  SCRIPTORIUM_TRY(faultPoint("repair.swap"));
  for (const auto& end : {u"-wal"_s, u"-shm"_s})
    QFile::remove(database + end);
  if (std::rename(QFile::encodeName(repaired).constData(), QFile::encodeName(database).constData()) != 0)
    return ioError(database, errno);
  return syncFolder(QFileInfo(database).absolutePath());
}

} // namespace

Result<Unit> replaceBySalvage(const QString& courseFolder, DoctorReport& report, Progress& progress)
{
  const Scratch scratch(courseFolder + u"/course.db.repaired"_s);
  SCRIPTORIUM_TRY(salvageInto(scratch.path(), courseFolder, report, progress));
  SCRIPTORIUM_TRY(lookAgain(scratch.path(), courseFolder, report, progress));
  SCRIPTORIUM_TRY(platform::syncFileSystem(courseFolder));
  SCRIPTORIUM_TRY_ASSIGN(report.backup, backUp(courseFolder));
  SCRIPTORIUM_TRY(swap(scratch.path(), databasePath(courseFolder)));
  report.isRepaired = true;
  return Unit{};
}

} // namespace scriptorium
