#pragma once

#include "edit/policies.h"
#include "model/fieldvalue.h"

#include <QDialog>
#include <QHash>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;
class QVBoxLayout;

namespace scriptorium {

class CourseDocument;
class FieldEditor;
class JsonEdit;

/// The course's policy (what Studio calls advanced settings): every key with its value, typed where the
/// course has such a field, else as JSON. Each change is one step; closing the dialog takes nothing back.
class PolicyDialog : public QDialog
{
  Q_OBJECT

public:
  explicit PolicyDialog(CourseDocument& document, QWidget* parent = nullptr);

private:
  QWidget* makeList();
  QWidget* makeDetail();
  void refresh();
  void fill();
  void applyFilter();
  void showItem(const QTreeWidgetItem* item);
  void showValue();
  void showTyped(const FieldSpec& spec);
  void openOwnDialog();
  void setJson(const QString& json);
  void addOther();
  void select(const QString& field);
  const FieldSpec* spec() const;
  QString nameOf(const QString& field) const;

  CourseDocument& m_document;
  QHash<QString, QString> m_values; ///< what the policy sets: field → JSON
  QString m_field;                  ///< what is shown
  QLineEdit* m_filter;
  QCheckBox* m_onlySet;
  QTreeWidget* m_list;
  QLineEdit* m_other;
  QLabel* m_title;
  QLabel* m_name;
  QLabel* m_help;
  QStackedWidget* m_stack;
  QWidget* m_typed;
  QVBoxLayout* m_typedLayout;
  FieldEditor* m_editor = nullptr; ///< of the typed field that is shown
  JsonEdit* m_json;
  QLabel* m_problem;
  QPushButton* m_set;
  QPushButton* m_unset;
};

} // namespace scriptorium
