#pragma once

#include "base/progress.h"
#include "store/doctor/doctor.h"

namespace scriptorium {

/// Puts a salvaged database in place of a damaged one and notes in the report what was done. The caller holds
/// the write lock. Errors: Io, Cancelled, BadInput; the course is as it was then.
Result<Unit> replaceBySalvage(const QString& courseFolder, DoctorReport& report, Progress& progress);

} // namespace scriptorium
