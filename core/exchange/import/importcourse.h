#pragma once

#include "archive/archivereader.h"
#include "base/clock.h"
#include "base/progress.h"
#include "model/blocktype.h"
#include "model/finding.h"
#include "session/coursesession.h"
#include "store/workspace.h"

#include <optional>

namespace scriptorium {

struct ImportOptions
{
  std::optional<CourseKey> key; ///< store it under this key instead of the archive's own
  bool replace = false; ///< a stored course of that key becomes what the archive holds, as one undoable step
  QString root;         ///< which course of an archive with several (path of its root)
  ArchiveLimits limits;
  QString author;
  QString sharesAssetsOf; ///< folder of a stored course: files it has are linked to, not kept a second time
  bool ownThread = true;  ///< inflate on a thread of its own; false when imports run beside each other
};

/// What an import did or would do.
struct ImportResult
{
  CourseInfo course;
  qint64 blocks = 0;
  qint64 files = 0;
  qint64 bytes = 0;
  Findings findings; ///< what Studio would drop, rename, duplicate, reinterpret or refuse
  bool replaced = false;
};

/// Imports a course archive, library archive or folder into the workspace: all of it or nothing.
/// Errors: those of readArchive and CourseReader; Conflict when the key is stored already and `replace` is
/// not set; Locked when it is open elsewhere. Any thread, any number at once; uses up to two more.
Result<ImportResult> importCourse(const Workspace& workspace, const QString& path,
                                  const ImportOptions& options, const BlockTypes& types, const Clock& clock,
                                  Progress& progress);

/// The findings an import into Studio would give. The course is read into a folder of the workspace that goes
/// at the end; large files are not kept even there. Errors: those of readArchive and CourseReader; Io.
Result<ImportResult> reportCourse(const Workspace& workspace, const QString& path,
                                  const ImportOptions& options, const BlockTypes& types, const Clock& clock,
                                  Progress& progress);

} // namespace scriptorium
