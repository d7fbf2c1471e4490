#include "app/web/platform/namespaces.h"

#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

namespace scriptorium {

bool isRoot()
{
  return geteuid() == 0;
}

bool hasUserNamespaces()
{
  const pid_t child = fork();
  if (child < 0)
    return false;
  if (child == 0)
    _exit(unshare(CLONE_NEWUSER) == 0 ? 0 : 1);
  int status = 1;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace scriptorium
