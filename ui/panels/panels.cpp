#include "ui/panels/panels.h"

#include "ui/checks/checkspanel.h"
#include "ui/files/filespanel.h"
#include "ui/panels/historypanel.h"
#include "ui/panels/jobspanel.h"
#include "ui/panels/reportpanel.h"
#include "ui/search/searchpanel.h"
#include "ui/widgets/icon.h"

#include <QHBoxLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Panels::Panels(CourseDocument& document, LiveChecks& checks, Jobs& jobs, QWidget* parent) : Pane(parent)
{
  setAccessibleName(tr("Panels"));
  m_checks = new ChecksPanel(document, checks, this);
  m_search = new SearchPanel(document, this);
  m_files = new FilesPanel(document, jobs, this);
  m_report = new ReportPanel(document, this);
  m_tabs = new QTabWidget(this);
  m_tabs->setObjectName(u"panelTabs"_s);
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(m_checks, icon(u"circle-check"_s), {});
  m_tabs->addTab(m_search, icon(u"search"_s), tr("Search"));
  m_tabs->addTab(m_files, icon(u"files"_s), tr("Files"));
  m_tabs->addTab(m_report, icon(u"list-checks"_s), tr("Import report"));
  m_tabs->addTab(new HistoryPanel(document, this), icon(u"history"_s), tr("History"));
  m_tabs->addTab(new JobsPanel(jobs, this), icon(u"loader-circle"_s), tr("Jobs"));
  m_tabs->tabBar()->setAccessibleName(tr("Panels"));
  header()->setContentsMargins(0, 0, 0, 0);
  content()->addWidget(m_tabs, 1);
  connect(m_checks, &ChecksPanel::countChanged, this, &Panels::showCount);
  showCount();
}

void Panels::showCount()
{
  const int count = m_checks->openCount();
  m_tabs->setTabText(m_tabs->indexOf(m_checks), count > 0 ? tr("Checks (%1)").arg(count) : tr("Checks"));
}

void Panels::showChecks()
{
  m_tabs->setCurrentWidget(m_checks);
}

void Panels::showReport()
{
  m_tabs->setCurrentWidget(m_report);
}

void Panels::showSearch()
{
  m_tabs->setCurrentWidget(m_search);
  m_search->focusQuery();
}

void Panels::showFiles()
{
  m_tabs->setCurrentWidget(m_files);
  m_files->focusFilter();
}

void Panels::focusContent()
{
  m_tabs->tabBar()->setFocus(Qt::ShortcutFocusReason);
}

} // namespace scriptorium
