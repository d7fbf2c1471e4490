#pragma once

#include <QMetaObject>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>

namespace scriptorium {

/// Runs `work` on a pool thread and then `done` with its value on the GUI thread, unless `context` has gone
/// by then. For reading that is too slow for the GUI thread but too quick to be a job.
template <typename T>
void runInBackground(QObject* context, std::function<T()> work, std::function<void(const T&)> done)
{
  QObject* hub = QThreadPool::globalInstance();
  QThreadPool::globalInstance()->start([hub, guard = QPointer<QObject>(context), work, done] {
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
