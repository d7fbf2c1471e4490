#include "app/cli/parentprocess.h"

#include <unistd.h>

namespace scriptorium::cli {

qint64 parentProcess()
{
  return ::getppid();
}

} // namespace scriptorium::cli
