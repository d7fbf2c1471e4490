#include "store/doctor/doctor.h"

#include "store/doctor/checkup.h"
#include "store/doctor/repair.h"
#include "store/lock.h"
#include "store/sql/storefile.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

struct Look
{
  DoctorReport report;
  QStringList strayFiles;
};

Result<Look> look(const QString& courseFolder, Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto database,
                         Database::open(databasePath(courseFolder), Database::Mode::ReadOnly));
  // One state for all checks, also while another program writes.
  SCRIPTORIUM_TRY(database->prepare("BEGIN").run());
  Checkup checkup(*database, courseFolder, progress);
  SCRIPTORIUM_TRY(checkup.run());
  Look seen;
  seen.report.findings = checkup.findings;
  seen.report.versions = checkup.versions;
  seen.report.blobs = checkup.blobs;
  seen.report.bytes = checkup.bytes;
  seen.strayFiles = checkup.strayFiles;
  return seen;
}

/// Files without a row are left by crashes; in a sound database they are rubbish.
void removeStrayFiles(Look& seen)
{
  for (const auto& path : std::as_const(seen.strayFiles))
    if (QFile::remove(path))
      seen.report.repaired.append(
          {Finding::Severity::Info, u"store-repaired"_s, u"The file %1 was removed."_s.arg(path), {}, {}});
  seen.report.isRepaired = true;
}

} // namespace

Result<DoctorReport> doctor(const QString& courseFolder, bool repair, Progress& progress)
{
  SCRIPTORIUM_TRY(checkStoreFile(databasePath(courseFolder)));
  SCRIPTORIUM_TRY_ASSIGN(Look seen, look(courseFolder, progress));
  if (seen.report.isSound() || !repair)
    return seen.report;
  SCRIPTORIUM_TRY_ASSIGN(const auto lock, WriteLock::take(lockPath(courseFolder)));
  // What a writer did meanwhile counts.
  SCRIPTORIUM_TRY_ASSIGN(seen, look(courseFolder, progress));
  if (seen.report.findings.size() == seen.strayFiles.size())
    removeStrayFiles(seen);
  else
    SCRIPTORIUM_TRY(replaceBySalvage(courseFolder, seen.report, progress));
  return seen.report;
}

} // namespace scriptorium
