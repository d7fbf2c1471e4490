#pragma once

#include "base/ids.h"
#include "model/finding.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

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

Q_SIGNALS:
  /// The author wants to see the place of a finding: `block`, and in it `line` of its text (0: none).
  void placeChosen(const scriptorium::Place& place, scriptorium::BlockId block, int line);

private:
  void showFindings();
  void showDetail(const QTreeWidgetItem* item);
  void goTo(const Place& place);
  void copy() const;

  CourseDocument& m_document;
  Findings m_findings;
  EmptyState* m_empty;
  QLabel* m_summary;
  QLabel* m_detail;
  QWidget* m_detailBar;
  QTreeWidget* m_list;
  QStackedWidget* m_stack;
};

} // namespace scriptorium
