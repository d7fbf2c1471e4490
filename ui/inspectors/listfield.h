#pragma once

#include <QWidget>

class QJsonValue;
class QPlainTextEdit;
class QStackedWidget;
class QTableWidget;
class QToolButton;

namespace scriptorium {

/// A list or an object of JSON as a table: one row a value, a pair, or an entry whose keys are columns. What
/// is no list or object is shown as the text it is. Texts stand without quotes; numbers, lists and objects
/// inside as JSON.
class ListField : public QWidget
{
  Q_OBJECT

public:
  /// `isObject`: what a value is made of when nothing is set yet.
  explicit ListField(bool isObject, QWidget* parent = nullptr);

  void setText(const QString& json);
  /// JSON text; empty when nothing is set.
  QString text() const;

Q_SIGNALS:
  /// The author changed something and is done with it.
  void edited();

private:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void fill(const QJsonValue& value);
  void addRow(const QStringList& cells, const QList<bool>& isJson, bool isFresh);
  void addFresh();
  void removeCurrent();
  void moveCurrent(int by);
  void fitHeight();
  QJsonValue cellValue(int row, int column) const;
  QJsonValue tableValue() const;

  bool m_isObject;
  bool m_isNull = true;
  QStringList m_keys; ///< the columns of a list of objects; empty: a list of values
  QStackedWidget* m_stack;
  QTableWidget* m_table;
  QPlainTextEdit* m_raw;
  bool m_isFilling = false;
};

} // namespace scriptorium
