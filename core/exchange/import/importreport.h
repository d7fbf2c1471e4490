#pragma once

#include "base/result.h"
#include "model/finding.h"

namespace scriptorium {

/// The import report of a stored course, kept as a file in the course's folder for as long as the course
/// lives. Errors: Io.
Result<Unit> saveImportReport(const QString& courseFolder, const Findings& findings);
/// Errors: NotFound when the course has none (it was imported by an older version); BadInput; Io.
Result<Findings> loadImportReport(const QString& courseFolder);

} // namespace scriptorium
