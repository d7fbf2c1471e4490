#include "ui/jobs/jobs.h"

#include <algorithm>

namespace scriptorium {
namespace {

constexpr qsizetype kKept = 50;

}

bool Jobs::isBusy() const
{
  return std::ranges::any_of(m_jobs, [](const Job* job) { return job->isRunning(); });
}

void Jobs::cancelAll()
{
  for (Job* job : std::as_const(m_jobs))
    if (job->isRunning())
      job->cancel();
}

Job* Jobs::add(const QString& title, Job::Work work)
{
  auto* job = new Job(title, std::move(work), this);
  m_jobs.prepend(job);
  if (m_jobs.size() > kKept && !m_jobs.last()->isRunning())
    m_jobs.takeLast()->deleteLater();
  connect(job, &Job::changed, this, &Jobs::changed);
  connect(job, &Job::finished, this, [this] {
    if (!isBusy())
      Q_EMIT idle();
  });
  Q_EMIT added(job);
  job->start();
  return job;
}

} // namespace scriptorium
