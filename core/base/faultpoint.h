#pragma once

#include "base/result.h"

namespace scriptorium {

/// A named place where tests make the program fail: SCRIPTORIUM_FAULT="name:action:nth" with action `kill`
/// (SIGKILL), `full` (as ENOSPC), `io` (as EIO) or `delay` (50 ms), at the nth time the point is passed
/// (1-based). With SCRIPTORIUM_FAULT=list every point passed is appended to the file SCRIPTORIUM_FAULT_LOG,
/// one name a line. Compiles to nothing unless SCRIPTORIUM_FAULT_POINTS is defined. Errors: Io, when the
/// fault says so. Thread-safe.
#ifdef SCRIPTORIUM_FAULT_POINTS
Result<Unit> faultPoint(const char* name);
#else
inline Result<Unit> faultPoint(const char*)
{
  return Unit{};
}
#endif

} // namespace scriptorium
