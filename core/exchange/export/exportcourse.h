#pragma once

#include "base/progress.h"
#include "model/blocktype.h"
#include "model/finding.h"
#include "store/coursestore.h"

namespace scriptorium {

struct ExportOptions
{
  enum class Layout
  {
    Source, ///< untouched files byte for byte, edited ones in Studio's form
    Studio  ///< the whole course as Studio itself would export it
  };
  Layout layout = Layout::Source;
  bool overwrite = true; ///< replace an existing file; a folder must be new, empty or an earlier export
};

struct ExportResult
{
  QString path;
  qint64 files = 0;
  qint64 bytes = 0;     ///< of the archive, or of all files of a folder
  qint64 rewritten = 0; ///< files that are not the bytes as read
  Sha256 hash;          ///< of the archive
  /// Text that is typed but no part of the course ("held-text"), Studio's limits (2 GB, 50,000 files, ratio
  /// 200), and what cannot be written.
  Findings findings;
};

/// Writes the course to `target`: a name ending in .tar.gz or .tgz an archive, .zip a library archive, else a
/// folder. Same course, same bytes. The archive is read back and compared before it replaces the target; a
/// folder is filled beside it and renamed. Errors: Io (nothing is left behind, the target is untouched),
/// Cancelled, Conflict.
Result<ExportResult> exportCourse(const CourseStore& store, const QString& target,
                                  const ExportOptions& options, const BlockTypes& types, Progress& progress);

} // namespace scriptorium
