#include "base/priority.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace scriptorium {

void giveWay()
{
#ifdef Q_OS_LINUX
  // Linux keeps a nice value for each thread, whatever POSIX says; priorities of QThread mean nothing under
  // its usual scheduling. A tenth of the share of others is left to this one.
  constexpr int kNice = 10;
  const auto thread = static_cast<id_t>(syscall(SYS_gettid));
  if (getpriority(PRIO_PROCESS, thread) < kNice)
    setpriority(PRIO_PROCESS, thread, kNice);
#endif
}

} // namespace scriptorium
