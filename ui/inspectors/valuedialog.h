#pragma once

#include "model/blocktype.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace scriptorium {

class JsonEdit;
class ValueTree;

/// A list or an object of a setting, filled in as a form; as a last resort its JSON stands on a second page.
/// Changes nothing itself: what was accepted is `json`.
class ValueDialog : public QDialog
{
  Q_OBJECT

public:
  ValueDialog(const FieldSpec& spec, const QString& json, bool isReadOnly, QWidget* parent);

  /// JSON text.
  QString json() const;

private:
  QWidget* makeForm();
  void changeTab(int tab);
  void note();

  const FieldSpec m_spec;
  bool m_isReadOnly;
  QString m_shown; ///< the JSON that was given, as the form writes it
  QTabWidget* m_tabs;
  ValueTree* m_tree;
  JsonEdit* m_json;
  QPushButton* m_add;
  QToolButton* m_remove;
  QToolButton* m_up;
  QToolButton* m_down;
  QPushButton* m_store;
};

/// A value in a few lines: the first entries, or "name: value".
QString valueSummary(const Json& value, const ValueShape& shape);

} // namespace scriptorium
