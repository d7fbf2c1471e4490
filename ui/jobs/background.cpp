#include "ui/jobs/background.h"

#include "base/priority.h"

#include <QCoreApplication>

namespace scriptorium {

void startOnPool(Pace pace, const std::function<void()>& work)
{
  if (pace == Pace::Awaited) {
    QThreadPool::globalInstance()->start(work);
    return;
  }
  // A pool of its own: a thread that has given way once does so for good. The application's, which waits for
  // what is still at work when it ends.
  static QPointer<QThreadPool> idle;
  if (!idle)
    idle = new QThreadPool(QCoreApplication::instance());
  idle->start([work] {
    giveWay();
    work();
  });
}

} // namespace scriptorium
