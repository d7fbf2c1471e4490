#pragma once

#include "archive/members/archivewriter.h"
#include "base/atomicfile.h"

#include <memory>

namespace scriptorium {

/// Where an export is written until it is known to be whole: beside its target, which it then replaces in one
/// step. Without `commit` nothing is left behind and the target is as it was. One thread.
class ExportTarget
{
public:
  virtual ~ExportTarget() = default;
  virtual ArchiveWriter& writer() = 0;
  /// Where the result lies until `commit`.
  virtual QString temporaryPath() const = 0;
  /// Puts the finished result at the target. Errors: Io; Conflict when a folder there holds something else.
  virtual Result<Unit> commit() = 0;

  enum class Form
  {
    TarGz,
    Zip,
    Folder
  };
  static Form formOf(const QString& target);
  /// Errors: Io; Conflict when the target exists and `overwrite` is not set, or is a file where a folder is
  /// to be or the other way round.
  static Result<std::unique_ptr<ExportTarget>> open(const QString& target, bool overwrite);
};

} // namespace scriptorium
