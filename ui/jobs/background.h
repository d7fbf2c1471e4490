#pragma once

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>

namespace scriptorium {

/// How a background read stands to what the author does meanwhile.
enum class Pace
{
  Awaited, ///< they wait for it
  Idle     ///< it gives way to whatever else wants the processor
};

/// Runs `work` on a thread of the pool for its pace. GUI thread.
void startOnPool(Pace pace, const std::function<void()>& work);

/// Runs `work` on a pool thread and then `done` with its value on the GUI thread, unless `context` has gone
/// by then. For reading that is too slow for the GUI thread but too quick to be a job.
template <typename T>
void runInBackground(QObject* context, std::function<T()> work, std::function<void(const T&)> done,
                     Pace pace = Pace::Awaited)
{
  QObject* hub = QThreadPool::globalInstance();
  startOnPool(pace, [hub, guard = QPointer<QObject>(context), work, done] {
    QMetaObject::invokeMethod(
        hub,
        [guard, done, value = work()] {
          if (guard)
            done(value);
        },
        Qt::QueuedConnection);
  });
}

} // namespace scriptorium
