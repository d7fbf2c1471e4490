#pragma once

#include "base/priority.h"

#include <QThread>

namespace scriptorium {

/// A thread that gives way to others for one object that is asked again and again through queued calls. The
/// object goes with it. GUI thread.
class WorkerThread
{
public:
  /// Takes `worker`, which has no parent.
  explicit WorkerThread(QObject* worker)
  {
    worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, worker, &QObject::deleteLater);
    QObject::connect(&m_thread, &QThread::started, worker, &giveWay, Qt::DirectConnection);
    m_thread.start(QThread::LowPriority);
  }
  /// Waits for what the object is doing; what it was asked for after that is dropped.
  ~WorkerThread()
  {
    m_thread.quit();
    m_thread.wait();
  }
  WorkerThread(const WorkerThread&) = delete;
  WorkerThread& operator=(const WorkerThread&) = delete;

private:
  QThread m_thread;
};

} // namespace scriptorium
