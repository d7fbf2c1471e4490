#include "ui/shell/window/jobstrip.h"

#include "ui/jobs/jobs.h"
#include "ui/panels/jobspanel.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// QProgressBar counts in int; bytes do not fit.
constexpr int kSteps = 1000;

} // namespace

JobStrip::JobStrip(Jobs& jobs, QWidget* parent) : QWidget(parent), m_jobs(jobs)
{
  setObjectName(u"jobStrip"_s);
  m_text = makeLabel({}, u"small"_s, this);
  m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
  m_bar = new QProgressBar(this);
  m_bar->setObjectName(u"jobProgress"_s);
  m_bar->setTextVisible(false);
  m_bar->setFixedWidth(160);
  m_bar->setAccessibleName(tr("Progress"));
  m_cancel = new QToolButton(this);
  m_cancel->setObjectName(u"jobCancel"_s);
  m_cancel->setIcon(icon(u"x"_s));
  m_cancel->setToolTip(tr("Stop this job"));
  m_cancel->setAccessibleName(tr("Stop this job"));
  m_cancel->setProperty("look", u"small"_s);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_text);
  layout->addWidget(m_bar);
  layout->addWidget(m_cancel);
  connect(&jobs, &Jobs::added, this, &JobStrip::show);
  connect(&jobs, &Jobs::changed, this, &JobStrip::show);
  connect(m_cancel, &QToolButton::clicked, this, [this] {
    if (Job* job = shownJob())
      job->cancel();
  });
  hide();
}

/// The one started first of those that nobody has stopped yet.
Job* JobStrip::shownJob() const
{
  Job* shown = nullptr;
  for (Job* job : m_jobs.all())
    if (job->isRunning() && (!shown || shown->isStopping() || !job->isStopping()))
      shown = job;
  return shown;
}

void JobStrip::show()
{
  const Job* shown = shownJob();
  setVisible(shown != nullptr);
  if (!shown)
    return;
  const auto more = std::ranges::count_if(m_jobs.all(), &Job::isRunning) - 1;
  QString text = u"%1 – %2"_s.arg(shown->title(), jobText(*shown));
  if (more > 0)
    text += tr(" · %n more", nullptr, static_cast<int>(more));
  m_text->setText(text);
  m_cancel->setEnabled(!shown->isStopping());
  m_bar->setRange(0, shown->total() > 0 ? kSteps : 0);
  if (shown->total() > 0)
    m_bar->setValue(static_cast<int>(shown->done() * kSteps / shown->total()));
}

} // namespace scriptorium
