#pragma once

#include "model/blocktype.h"

#include <QWidget>

class QPlainTextEdit;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace scriptorium {

class SummaryButton;

/// A list or an object of JSON: a table where it is one (a row a value, a pair, or an entry whose few parts
/// are columns), else a summary that opens a form (`ValueDialog`). What is no list or object is shown as the
/// text it is. Texts stand without quotes; what the author did not change stays as it is and where it is.
class ListField : public QWidget
{
  Q_OBJECT

public:
  /// `spec`: of a list or an object; its shape tells what there can be when nothing is set.
  explicit ListField(const FieldSpec& spec, QWidget* parent = nullptr);

  void setText(const QString& json);
  /// JSON text; empty when nothing is set.
  QString text() const;

Q_SIGNALS:
  /// The author changed something and is done with it.
  void edited();

private:
  enum class Form
  {
    Values,
    Pairs,
    Records, ///< objects; `m_keys` are the columns
    Tuples,  ///< lists of one length
    Nested,
    Raw
  };

  bool eventFilter(QObject* watched, QEvent* event) override;
  QWidget* makeTable();
  Form formOf(const Json& value) const;
  void fill(const Json& value);
  void fillRow(const Json& entry, const QString& name);
  QStringList heads() const;
  void openForm();
  void addRow(const QStringList& cells, const QList<bool>& isJson, bool isFresh);
  void addFresh();
  void removeCurrent();
  void moveCurrent(int by);
  void fitHeight();
  Json cellValue(int row, int column) const;
  Json rowValue(int row) const;
  Json tableValue() const;

  const FieldSpec m_spec;
  bool m_isObject;
  bool m_isNull = true;
  Form m_form = Form::Values;
  QStringList m_keys;
  Json m_nested;
  QStackedWidget* m_stack;
  QWidget* m_tablePage;
  QTableWidget* m_table;
  QToolButton* m_up = nullptr;
  QToolButton* m_down = nullptr;
  SummaryButton* m_summary;
  QPlainTextEdit* m_raw;
  bool m_isFilling = false;
};

} // namespace scriptorium
