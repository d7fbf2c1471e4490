#include "ui/jobs/background.h"

#include "base/priority.h"

namespace scriptorium {

void startOnPool(Pace pace, const std::function<void()>& work)
{
  if (pace == Pace::Awaited) {
    QThreadPool::globalInstance()->start(work);
    return;
  }
  // A pool of its own: a thread that has given way once does so for good.
  static QThreadPool idle;
  idle.start([work] {
    giveWay();
    work();
  });
}

} // namespace scriptorium
