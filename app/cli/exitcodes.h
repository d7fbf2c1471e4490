#pragma once

#include "base/error.h"

namespace scriptorium::cli {

/// Exit codes of every command. Stable.
enum ExitCode : int
{
  kDone = 0,
  kFindings = 1,
  kUsage = 2,
  kBadInput = 3,
  kIo = 4,
  kLocked = 5,
  kBug = 70
};

ExitCode exitCode(Error::Kind kind);

} // namespace scriptorium::cli
