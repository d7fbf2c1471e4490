#pragma once

#include "exchange/export/verifyexport.h"
#include "store/coursestore.h"

namespace scriptorium {

/// Whether a folder may be replaced by an export: it is not there, empty, or holds nothing but files that
/// this course has or had. Errors: Conflict, naming a file that is none of the course's.
Result<Unit> checkOldExport(const CourseStore& store, const ExportRecord& written, const QString& folder);

} // namespace scriptorium
