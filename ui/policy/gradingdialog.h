#pragma once

#include "ui/policy/gradingvalue.h"

#include <QDialog>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QTableWidget;
class QTabWidget;

namespace scriptorium {

class CourseDocument;
class JsonEdit;

/// The grading policy: assignment types and cutoffs as tables, or the whole as JSON. Stored as one step when
/// the author says so.
class GradingDialog : public QDialog
{
  Q_OBJECT

public:
  explicit GradingDialog(CourseDocument& document, QWidget* parent = nullptr);

private:
  QWidget* makeTables();
  QTableWidget* makeTable(const QString& name, const QString& accessibleName, const QStringList& heads);
  QHBoxLayout* makeRowButtons(QTableWidget* table, const QString& name, const QString& add,
                              const QStringList& fresh);
  void showTables(const GradingValue& value);
  GradingValue tableValue() const;
  void note();
  void changeTab(int tab);
  void store();
  void setProblem(const QString& problem);

  CourseDocument& m_document;
  QByteArray m_stored; ///< the policy as it is in the course
  GradingValue m_base; ///< what the tables were filled from
  QTabWidget* m_tabs;
  QTableWidget* m_assignments;
  QTableWidget* m_cutoffs;
  QLabel* m_sum;
  JsonEdit* m_json;
  QLabel* m_problem;
  QPushButton* m_store;
  bool m_isFilling = false;
};

} // namespace scriptorium
