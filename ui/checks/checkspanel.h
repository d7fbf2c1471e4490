#pragma once

#include "ui/checks/checksmodel.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace scriptorium {

class CourseDocument;
class EmptyState;
class LiveChecks;

/// What is wrong with the course just now. A finding leads to its place, is mended where no judgement is
/// needed, or approved of with a reason.
class ChecksPanel : public QWidget
{
  Q_OBJECT

public:
  ChecksPanel(CourseDocument& document, LiveChecks& checks, QWidget* parent = nullptr);

  /// Goes to the next finding of the list, or with -1 to the one before; round at the ends.
  void step(int by);
  void focusFilter();
  /// How many findings nobody approved of.
  int openCount() const;

Q_SIGNALS:
  /// The author wants to see where this was found. `line`: of the block's body; 0: not in it.
  void placeChosen(const scriptorium::CheckedFinding& finding, int line);
  void countChanged();

private:
  QLayout* buildRow();
  void buildList();
  QWidget* buildReason();
  QToolButton* addButton(const QString& iconName, const QString& text, const QString& tip,
                         const QString& name);
  void takeReport();
  void showProgress(qint64 done, qint64 total);
  void applyFilter();
  void showState();
  void showDetail();
  void copy() const;
  void choose(int row);
  QList<CheckedFinding> chosen() const;
  void mend();
  void askReason();
  void approve();
  void withdraw();

  CourseDocument& m_document;
  LiveChecks& m_checks;
  ChecksModel* m_model;
  QLineEdit* m_filter;
  QComboBox* m_show;
  QLabel* m_summary;
  QToolButton* m_mend;
  QToolButton* m_approve;
  QToolButton* m_withdraw;
  QTreeView* m_list;
  QLabel* m_detail;
  QWidget* m_reasonRow;
  QLineEdit* m_reason;
  QPushButton* m_reasonDone;
  EmptyState* m_empty;
  QStackedWidget* m_stack;
  QString m_progress;
};

} // namespace scriptorium
