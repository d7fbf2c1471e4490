#include "ui/panels/jobspanel.h"

#include "ui/jobs/jobs.h"
#include "ui/widgets/icon.h"

#include <QHeaderView>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QIcon stateIcon(Job::State state)
{
  switch (state) {
  case Job::State::Running:
    return icon(u"loader-circle"_s);
  case Job::State::Done:
    return icon(u"circle-check"_s);
  case Job::State::Failed:
    return icon(u"circle-alert"_s);
  case Job::State::Cancelled:
    return icon(u"x"_s);
  }
  return {};
}

} // namespace

QString jobText(const Job& job)
{
  const QLocale locale;
  switch (job.state()) {
  case Job::State::Done:
    return JobsPanel::tr("Done in %1 s")
        .arg(locale.toString(static_cast<double>(job.elapsedMs()) / 1000.0, 'f', 1));
  case Job::State::Failed:
    return job.outcome();
  case Job::State::Cancelled:
    return JobsPanel::tr("Stopped; nothing was changed");
  case Job::State::Running:
    break;
  }
  if (job.isStopping())
    return JobsPanel::tr("Stopping…");
  if (job.total() <= 0)
    return job.step().isEmpty() ? JobsPanel::tr("Starting…") : job.step();
  return JobsPanel::tr("%1: %2 %").arg(job.step()).arg(job.done() * 100 / job.total());
}

JobsPanel::JobsPanel(Jobs& jobs, QWidget* parent) : QWidget(parent)
{
  m_list = new QTreeWidget(this);
  m_list->setObjectName(u"jobsList"_s);
  m_list->setAccessibleName(tr("Jobs"));
  m_list->setHeaderLabels({tr("Job"), tr("State")});
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  m_list->header()->resizeSection(0, 320);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 4, 8, 8);
  layout->addWidget(m_list);
  QList<Job*> all = jobs.all();
  std::reverse(all.begin(), all.end());
  for (Job* job : std::as_const(all))
    add(job);
  connect(&jobs, &Jobs::added, this, &JobsPanel::add);
}

void JobsPanel::add(Job* job)
{
  auto* item = new QTreeWidgetItem({job->title(), QString()});
  m_list->insertTopLevelItem(0, item);
  const auto show = [item, job] {
    item->setText(1, jobText(*job));
    item->setIcon(0, stateIcon(job->state()));
  };
  show();
  connect(job, &Job::changed, m_list, show);
  connect(job, &QObject::destroyed, m_list, [item] { delete item; });
}

} // namespace scriptorium
