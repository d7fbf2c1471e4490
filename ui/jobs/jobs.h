#pragma once

#include "ui/jobs/job.h"

#include <QList>
#include <QObject>
#include <QPointer>

namespace scriptorium {

/// All jobs of this run of the application, newest first. GUI thread.
class Jobs : public QObject
{
  Q_OBJECT

public:
  using QObject::QObject;

  /// Runs `work` on a thread of its own and then, on the GUI thread, `done` with what it gave, unless
  /// `context` has gone. Never waits.
  template <typename T>
  Job* start(const QString& title, std::function<Result<T>(Progress&)> work, QObject* context,
             std::function<void(Result<T>)> done)
  {
    const QPointer<QObject> guard(context);
    return add(title, [work = std::move(work), done = std::move(done), guard](Progress& progress) {
      const Result<T> result = work(progress);
      return Job::Ending{result ? Result<Unit>(Unit{}) : Result<Unit>(result.error()), [result, done, guard] {
                           if (guard)
                             done(result);
                         }};
    });
  }

  const QList<Job*>& all() const { return m_jobs; }
  bool isBusy() const;
  void cancelAll();

Q_SIGNALS:
  void added(scriptorium::Job* job);
  void changed();
  /// The last running job ended.
  void idle();

private:
  Job* add(const QString& title, Job::Work work);
  QList<Job*> m_jobs;
};

} // namespace scriptorium
