#pragma once

#include "model/text/valueshape.h"

#include <QTreeWidget>

namespace scriptorium {

/// A JSON value as a tree that can be filled in: lists and objects are branches, single values stand beside
/// their names. Its shape gives names, choices and what a new entry is made of; what the shape does not know
/// is shown as it is. Members keep their order, and those that stay empty are not made.
class ValueTree : public QTreeWidget
{
  Q_OBJECT

public:
  explicit ValueTree(QWidget* parent = nullptr);

  void setValue(const Json& value, const ValueShape& shape);
  Json value() const;
  void setReadOnly(bool readOnly);

  /// What `add` would add here, for people: "Chapter"; empty when nothing can be added.
  QString addable() const;
  bool canRemove() const;
  bool canMove(int by) const;
  void add();
  void removeCurrent();
  void moveCurrent(int by);
  /// Opens the editor of the chosen value.
  void editCurrent();

Q_SIGNALS:
  void edited();

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  class Row;
  class Delegate;

  void build(Row* row, const Json& value, const ValueShape& shape);
  void buildRecord(Row* row, const Json& value);
  Row* addChild(Row* row, const Json& value, const ValueShape& shape, int at = -1);
  static Json valueOf(const Row* row);
  void label(Row* row);
  void labelAll(Row* row);
  Row* currentRow() const;
  Row* container() const;
  void took(QTreeWidgetItem* item, int column);

  ValueShape m_shape;
  Row* m_root = nullptr; ///< the whole value; what is shown stands below it
  bool m_isFilling = false;
  bool m_isReadOnly = false;
};

} // namespace scriptorium
