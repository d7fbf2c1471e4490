#include "app/cli/exitcodes.h"

namespace scriptorium::cli {

ExitCode exitCode(Error::Kind kind)
{
  switch (kind) {
  case Error::Kind::NotFound:
  case Error::Kind::BadInput:
  case Error::Kind::Conflict:
    return kBadInput;
  case Error::Kind::Locked:
    return kLocked;
  case Error::Kind::Io:
  case Error::Kind::Offline:
  case Error::Kind::Denied:
  case Error::Kind::Cancelled:
    return kIo;
  case Error::Kind::Bug:
    return kBug;
  }
  return kBug;
}

} // namespace scriptorium::cli
