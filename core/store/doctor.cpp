#include "store/doctor.h"

#include "store/checkup.h"
#include "store/storefile.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<Unit> look(const QString& courseFolder, DoctorReport& report, Progress& progress)
{
  auto database = Database::open(databasePath(courseFolder), Database::Mode::ReadOnly);
  if (!database)
    return database.error();
  // One state for all checks, also while another program writes.
  SCRIPTORIUM_TRY((*database)->prepare("BEGIN").run());
  Checkup checkup(**database, courseFolder, progress);
  const auto done = checkup.run();
  report.findings = checkup.findings;
  report.versions = checkup.versions;
  report.blobs = checkup.blobs;
  report.bytes = checkup.bytes;
  return done;
}

} // namespace

Result<DoctorReport> doctor(const QString& courseFolder, bool repair, Progress& progress)
{
  DoctorReport report;
  SCRIPTORIUM_TRY(checkStoreFile(databasePath(courseFolder)));
  SCRIPTORIUM_TRY(look(courseFolder, report, progress));
  if (report.isSound() || !repair)
    return report;
  return report;
}

} // namespace scriptorium
