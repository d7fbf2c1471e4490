#include "ui/jobs/background.h"

#include "base/priority.h"

#include <QCoreApplication>

namespace scriptorium {
namespace {

QThreadPool* idlePool = nullptr; // GUI thread alone

/// Waits for what is still at work: nothing may run on while the application is taken down.
void endIdlePool()
{
  delete idlePool;
  idlePool = nullptr;
}

} // namespace

void startOnPool(Pace pace, const std::function<void()>& work)
{
  if (pace == Pace::Awaited) {
    QThreadPool::globalInstance()->start(work);
    return;
  }
  // A pool of its own: a thread that has given way once does so for good.
  if (!idlePool) {
    idlePool = new QThreadPool;
    qAddPostRoutine(endIdlePool);
  }
  idlePool->start([work] {
    giveWay();
    work();
  });
}

} // namespace scriptorium
