#include "ui/jobs/job.h"

#include "base/priority.h"
#include "ui/widgets/errortext.h"

namespace scriptorium {

Job::Job(QString title, Work work, QObject* parent)
    : QObject(parent), m_title(std::move(title)),
      m_progress([this](const QString& step, qint64 done, qint64 total) {
        QMetaObject::invokeMethod(
            this,
            [this, step, done, total] {
              m_step = step;
              m_done = done;
              m_total = total;
              m_elapsed = m_timer.elapsed();
              Q_EMIT changed();
            },
            Qt::QueuedConnection);
      }),
      m_work(std::move(work))
{}

Job::~Job()
{
  if (!m_thread)
    return;
  m_progress.cancel();
  m_thread->wait();
}

void Job::start()
{
  m_timer.start();
  m_thread.reset(QThread::create([this] {
    giveWay();
    m_ending = m_work(m_progress);
  }));
  connect(m_thread.get(), &QThread::finished, this, [this] { end(); });
  m_thread->start();
}

void Job::cancel()
{
  m_progress.cancel();
  m_isStopping = true;
  Q_EMIT changed();
}

void Job::end()
{
  m_thread->wait();
  m_elapsed = m_timer.elapsed();
  const auto& outcome = m_ending.outcome;
  if (outcome)
    m_state = State::Done;
  else
    m_state = outcome.error().kind == Error::Kind::Cancelled ? State::Cancelled : State::Failed;
  if (!outcome)
    m_outcome = errorText(outcome.error()).body;
  Q_EMIT changed();
  m_ending.deliver();
  Q_EMIT finished();
}

} // namespace scriptorium
