#pragma once

#include "model/finding.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeWidget;

namespace scriptorium {

class CourseDocument;
class EmptyState;

/// What the import found that Studio would drop, rename or misread. A finding leads to its block.
class ReportPanel : public QWidget
{
  Q_OBJECT

public:
  explicit ReportPanel(CourseDocument& document, QWidget* parent = nullptr);
  void setFindings(const Findings& findings);
  qsizetype count() const { return m_findings.size(); }

private:
  void showFindings();
  void goTo(const Place& place);

  CourseDocument& m_document;
  Findings m_findings;
  EmptyState* m_empty;
  QLabel* m_summary;
  QLabel* m_detail;
  QTreeWidget* m_list;
  QStackedWidget* m_stack;
};

} // namespace scriptorium
