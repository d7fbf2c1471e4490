#include "ui/checks/livechecks.h"

#include "ui/checks/checker.h"
#include "ui/document/coursedocument.h"

namespace scriptorium {

LiveChecks::LiveChecks(CourseDocument& document, QObject* parent)
    : QObject(parent), m_document(document),
      m_checker(new Checker(document.store().folder(), document.types())), m_thread(m_checker)
{
  connect(m_checker, &Checker::looked, this, &LiveChecks::take);
  connect(m_checker, &Checker::progressed, this, &LiveChecks::progressed);
  connect(m_checker, &Checker::failed, this, &LiveChecks::failed);
  connect(m_checker, &Checker::ended, this, [this] {
    if (--m_asked == 0)
      Q_EMIT busyChanged();
  });
  connect(&document, &CourseDocument::changed, this, &LiveChecks::ask);
  ++m_asked;
  const auto begin = [this] { QMetaObject::invokeMethod(m_checker, &Checker::lookAtAll); };
  if (document.isLoaded())
    begin();
  else // the outline first: that is what the author waits for
    connect(&document, &CourseDocument::loaded, this, begin);
}

LiveChecks::~LiveChecks()
{
  m_checker->cancel();
}

void LiveChecks::ask(const ChangeSet& changes)
{
  if (m_asked++ == 0)
    Q_EMIT busyChanged();
  QMetaObject::invokeMethod(m_checker, [checker = m_checker, changes] { checker->lookAt(changes); });
}

void LiveChecks::take(const CheckReport& report)
{
  m_report = report;
  m_isReady = true;
  m_document.outlineModel().setFaulty(m_report.faulty);
  Q_EMIT reported();
}

} // namespace scriptorium
