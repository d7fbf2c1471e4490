#include "app/cli/terminal.h"

#include <unistd.h>

namespace scriptorium::cli {

bool isErrorOutputATerminal()
{
  return ::isatty(STDERR_FILENO) != 0;
}

} // namespace scriptorium::cli
