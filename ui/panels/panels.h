#pragma once

#include "ui/widgets/pane.h"

class QTabWidget;

namespace scriptorium {

class CourseDocument;
class Jobs;
class ReportPanel;

/// The bottom pane: import report, history, jobs.
class Panels : public Pane
{
  Q_OBJECT

public:
  Panels(CourseDocument& document, Jobs& jobs, QWidget* parent = nullptr);

  ReportPanel* report() const { return m_report; }
  void showReport();
  void focusContent();

private:
  QTabWidget* m_tabs;
  ReportPanel* m_report;
};

} // namespace scriptorium
