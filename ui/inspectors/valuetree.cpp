#include "ui/inspectors/valuetree.h"

#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kNameColumn = 0;
constexpr int kValueColumn = 1;
constexpr int kLongText = 120; ///< letters; what is longer is edited in several lines
constexpr int kLongTextHeight = 120;

QString wordOf(bool flag)
{
  return flag ? ValueTree::tr("Yes") : ValueTree::tr("No");
}

/// A value of the same form that says nothing yet: what a new entry beside it looks like.
Json emptied(const Json& value)
{
  if (value.isList())
    return Json::list();
  if (value.isText())
    return Json(QString());
  if (value.isBoolean())
    return Json(false);
  if (value.isNumber())
    return Json(0);
  Json object = Json::object();
  for (const auto& [name, member] : value.members())
    object.set(name, emptied(member));
  return value.isObject() ? object : Json();
}

} // namespace

class ValueTree::Row : public QTreeWidgetItem
{
public:
  enum class Form
  {
    Single,
    List,
    Object
  };
  using QTreeWidgetItem::QTreeWidgetItem;

  Row* up() const { return static_cast<Row*>(parent()); }
  Row* at(int index) const { return static_cast<Row*>(child(index)); }
  QString text() const;
  QStringList choices() const;
  /// False when it cannot be one.
  bool take(const QString& text);
  /// It is part of the value now, and so is what holds it.
  void appear();

  Form form = Form::Single;
  const ValueShape* shape = nullptr;
  Json single;
  Json original;     ///< of an object: tells the order of its members
  QByteArray key;    ///< in an object
  QByteArray oldKey; ///< the same in `original` of the object
  bool isKeyFree = false;
  bool isMissing = false; ///< the object does not have it
  bool wasMissing = false;
};

QString ValueTree::Row::text() const
{
  if (isMissing)
    return {};
  for (const auto& [value, text] : shape->values)
    if (single.isText() && single.text() == value)
      return text.isEmpty() ? value : text;
  if (single.isBoolean())
    return wordOf(single.boolean());
  if (single.isText())
    return single.text();
  return single.isNull() ? QString() : single.toString();
}

QStringList ValueTree::Row::choices() const
{
  if (shape->kind == ValueShape::Kind::Flag || single.isBoolean())
    return {wordOf(true), wordOf(false)};
  QStringList choices;
  for (const auto& [value, text] : shape->values)
    choices.append(text.isEmpty() ? value : text);
  return choices;
}

bool ValueTree::Row::take(const QString& typed)
{
  const bool isNumber = shape->kind == ValueShape::Kind::Number || single.isNumber();
  if (typed.isEmpty() && wasMissing) {
    isMissing = true;
    return true;
  }
  if (shape->kind == ValueShape::Kind::Flag || single.isBoolean()) {
    single = Json(typed == wordOf(true));
  } else if (isNumber) {
    const auto number = Json::parse(typed.trimmed());
    if (!number || !number->isNumber())
      return false;
    single = *number;
  } else {
    const auto choice = std::ranges::find_if(shape->values, [&](const auto& each) {
      return (each.second.isEmpty() ? each.first : each.second) == typed;
    });
    single = Json(choice == shape->values.end() ? typed : choice->first);
  }
  appear();
  return true;
}

void ValueTree::Row::appear()
{
  for (Row* row = this; row; row = row->up())
    row->isMissing = false;
}

/// Choices for what has them, several lines for long texts, else a line.
class ValueTree::Delegate : public QStyledItemDelegate
{
public:
  explicit Delegate(ValueTree* tree) : QStyledItemDelegate(tree), m_tree(tree) {}

protected:
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const override
  {
    const auto* row = static_cast<const Row*>(m_tree->itemFromIndex(index));
    if (index.column() == kNameColumn)
      return row->isKeyFree ? QStyledItemDelegate::createEditor(parent, option, index) : nullptr;
    if (row->form != Row::Form::Single)
      return nullptr;
    if (const QStringList choices = row->choices(); !choices.isEmpty()) {
      auto* box = new QComboBox(parent);
      box->addItems(choices);
      box->setEditable(row->shape->kind != ValueShape::Kind::Flag && !choices.contains(row->text()) &&
                       !row->text().isEmpty());
      return box;
    }
    const QString text = row->text();
    if (text.size() < kLongText && !text.contains(u'\n'))
      return QStyledItemDelegate::createEditor(parent, option, index);
    auto* edit = new QPlainTextEdit(parent);
    edit->setTabChangesFocus(true);
    return edit;
  }

  void setEditorData(QWidget* editor, const QModelIndex& index) const override
  {
    if (auto* box = qobject_cast<QComboBox*>(editor))
      box->setCurrentText(index.data().toString());
    else if (auto* edit = qobject_cast<QPlainTextEdit*>(editor))
      edit->setPlainText(index.data().toString());
    else
      QStyledItemDelegate::setEditorData(editor, index);
  }

  void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override
  {
    if (const auto* box = qobject_cast<QComboBox*>(editor))
      model->setData(index, box->currentText());
    else if (const auto* edit = qobject_cast<QPlainTextEdit*>(editor))
      model->setData(index, edit->toPlainText());
    else
      QStyledItemDelegate::setModelData(editor, model, index);
  }

  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override
  {
    QStyledItemDelegate::updateEditorGeometry(editor, option, index);
    if (qobject_cast<QPlainTextEdit*>(editor))
      editor->resize(editor->width(), kLongTextHeight);
  }

private:
  ValueTree* m_tree;
};

ValueTree::ValueTree(QWidget* parent) : QTreeWidget(parent)
{
  setColumnCount(2);
  setHeaderLabels({tr("Name"), tr("Value")});
  header()->setStretchLastSection(true);
  header()->resizeSection(kNameColumn, 240);
  setProperty("look", u"table"_s);
  setIndentation(16);
  setUniformRowHeights(true);
  setAllColumnsShowFocus(true);
  setEditTriggers(DoubleClicked | SelectedClicked | AnyKeyPressed);
  setItemDelegate(new Delegate(this));
  connect(this, &QTreeWidget::itemChanged, this, &ValueTree::took);
}

void ValueTree::setReadOnly(bool readOnly)
{
  m_isReadOnly = readOnly;
  setEditTriggers(readOnly ? EditTriggers(NoEditTriggers) : DoubleClicked | SelectedClicked | AnyKeyPressed);
}

void ValueTree::setValue(const Json& value, const ValueShape& shape)
{
  const QScopedValueRollback guard(m_isFilling, true);
  setRootIndex({});
  clear();
  m_shape = shape;
  m_root = new Row(this);
  build(m_root, value.isNull() ? m_shape.fresh() : value, m_shape);
  labelAll(m_root);
  m_root->setExpanded(true);
  setRootIndex(indexFromItem(m_root));
  expandToDepth(0);
  if (m_root->childCount() > 0)
    setCurrentItem(m_root->child(0));
}

Json ValueTree::value() const
{
  return m_root ? valueOf(m_root) : Json();
}

Json ValueTree::valueOf(const Row* row)
{
  if (row->form == Row::Form::Single)
    return row->single;
  Json whole = row->form == Row::Form::List ? Json::list() : Json::object();
  QList<const Row*> rest;
  for (int i = 0; i < row->childCount(); ++i)
    if (!row->at(i)->isMissing)
      rest.append(row->at(i));
  if (row->form == Row::Form::List) {
    for (const Row* item : std::as_const(rest))
      whole.append(valueOf(item));
    return whole;
  }
  for (const auto& [name, old] : row->original.members()) {
    const auto found =
        std::ranges::find(rest, name, [](const Row* each) -> QByteArrayView { return each->oldKey; });
    if (found == rest.end())
      continue;
    whole.set((*found)->key, valueOf(*found));
    rest.erase(found);
  }
  for (const Row* item : std::as_const(rest))
    whole.set(item->key, valueOf(item));
  return whole;
}

ValueTree::Row* ValueTree::addChild(Row* row, const Json& value, const ValueShape& shape, int at)
{
  auto* child = new Row;
  row->insertChild(at < 0 ? row->childCount() : at, child);
  build(child, value, shape);
  return child;
}

void ValueTree::build(Row* row, const Json& value, const ValueShape& shape)
{
  static const ValueShape kAny;
  row->shape = &shape;
  row->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable);
  row->form = value.isList() ? Row::Form::List : value.isObject() ? Row::Form::Object : Row::Form::Single;
  if (row->form == Row::Form::Object) {
    buildRecord(row, value);
    return;
  }
  row->single = value;
  int place = 0;
  for (const Json& item : value.items()) {
    if (shape.kind == ValueShape::Kind::Tuple)
      addChild(row, item, place < shape.parts.size() ? shape.parts[place] : kAny);
    else
      addChild(row, item, shape.item());
    ++place;
  }
}

/// The members that the shape knows in its order, then the others as they stand.
void ValueTree::buildRecord(Row* row, const Json& value)
{
  row->original = value;
  const bool isRecord = row->shape->kind == ValueShape::Kind::Record;
  const auto take = [&](const QByteArray& name, const Json& member, const ValueShape& shape) {
    Row* child = addChild(row, member, shape);
    child->key = child->oldKey = name;
    child->isKeyFree = !isRecord;
    return child;
  };
  if (isRecord)
    for (const ValueShape& part : row->shape->parts) {
      const auto member = value.find(part.name);
      Row* child = take(part.name.toUtf8(), member.value_or(part.fresh()), part);
      child->isMissing = child->wasMissing = !member;
    }
  for (const auto& [name, member] : value.members())
    if (!row->shape->member(name))
      take(name.toByteArray(), member, row->shape->item());
}

void ValueTree::label(Row* row)
{
  const QScopedValueRollback guard(m_isFilling, true);
  const Row* holder = row->up();
  const QString title = row->shape->title;
  QString name = title.isEmpty() ? QString::fromUtf8(row->key) : title;
  if (holder && holder->form == Row::Form::List && holder->shape->kind != ValueShape::Kind::Tuple)
    name = tr("%1 %2").arg(title.isEmpty() ? tr("Entry") : title).arg(holder->indexOfChild(row) + 1);
  else if (row->isKeyFree)
    name = QString::fromUtf8(row->key);
  row->setText(kNameColumn, name);
  row->setToolTip(kNameColumn, row->key.isEmpty() ? name : QString::fromUtf8(row->key));
  QString text = row->text();
  if (row->form != Row::Form::Single) {
    text.clear();
    for (int i = 0; i < row->childCount() && text.isEmpty(); ++i)
      text = row->at(i)->form == Row::Form::Single ? row->at(i)->text().simplified() : QString();
    if (row->form == Row::Form::List && row->shape->kind != ValueShape::Kind::Tuple)
      text = row->childCount() == 0 ? tr("none") : tr("%n item(s)", nullptr, row->childCount());
    row->setForeground(kValueColumn, colours(palette()).muted);
  }
  row->setText(kValueColumn, text);
  row->setToolTip(kValueColumn, text);
}

void ValueTree::labelAll(Row* row)
{
  for (int i = 0; i < row->childCount(); ++i)
    labelAll(row->at(i));
  label(row);
}

void ValueTree::took(QTreeWidgetItem* item, int column)
{
  if (m_isFilling)
    return;
  auto* row = static_cast<Row*>(item);
  const QString typed = row->QTreeWidgetItem::text(column);
  if (column == kNameColumn && row->isKeyFree && !typed.trimmed().isEmpty())
    row->key = typed.trimmed().toUtf8();
  else if (column == kValueColumn && row->form == Row::Form::Single)
    (void) row->take(typed); // a number that is none leaves what was there
  for (Row* each = row; each; each = each->up())
    label(each);
  Q_EMIT edited();
}

ValueTree::Row* ValueTree::currentRow() const
{
  auto* row = static_cast<Row*>(currentItem());
  return row == m_root ? nullptr : row;
}

/// Where a new entry goes: the nearest list or object of free names, from the chosen row up.
ValueTree::Row* ValueTree::container() const
{
  for (Row* row = currentRow() ? currentRow() : m_root; row; row = row->up()) {
    const auto kind = row->shape->kind;
    if (row->form != Row::Form::Single && kind != ValueShape::Kind::Tuple && kind != ValueShape::Kind::Record)
      return row;
  }
  return nullptr;
}

QString ValueTree::addable() const
{
  const Row* holder = container();
  if (!holder || m_isReadOnly)
    return {};
  const ValueShape& item = holder->shape->item();
  if (!item.title.isEmpty())
    return item.title;
  return holder->shape->keyTitle.isEmpty() ? tr("Entry") : holder->shape->keyTitle;
}

bool ValueTree::canRemove() const
{
  const Row* row = currentRow();
  if (!row || m_isReadOnly || row->isMissing)
    return false;
  const Row* holder = row->up();
  return holder->shape->kind != ValueShape::Kind::Tuple &&
         (holder->shape->kind != ValueShape::Kind::Record || !holder->shape->member(row->key));
}

bool ValueTree::canMove(int by) const
{
  const Row* row = currentRow();
  if (!row || m_isReadOnly || row->up()->form != Row::Form::List ||
      row->up()->shape->kind == ValueShape::Kind::Tuple)
    return false;
  const int to = row->up()->indexOfChild(const_cast<Row*>(row)) + by;
  return to >= 0 && to < row->up()->childCount();
}

void ValueTree::add()
{
  Row* holder = container();
  if (!holder || m_isReadOnly)
    return;
  const ValueShape& shape = holder->shape->item();
  const Row* last = holder->childCount() > 0 ? holder->at(holder->childCount() - 1) : nullptr;
  const bool isLike = shape.kind == ValueShape::Kind::Any && last;
  Row* child = nullptr;
  {
    const QScopedValueRollback guard(m_isFilling, true);
    child = addChild(holder, isLike ? emptied(valueOf(last)) : shape.fresh(), shape);
    if (holder->form == Row::Form::Object) {
      child->key = tr("name").toUtf8();
      for (int i = 2;
           std::ranges::count_if(holder->original.members(),
                                 [&](const Json::Member& each) { return each.name == child->key; }) > 0;
           ++i)
        child->key = tr("name %1").arg(i).toUtf8();
      child->isKeyFree = true;
    }
    holder->appear();
    labelAll(child);
  }
  for (Row* each = holder; each; each = each->up())
    label(each);
  if (holder != m_root)
    holder->setExpanded(true);
  child->setExpanded(true);
  Q_EMIT edited();
  setCurrentItem(child, child->isKeyFree ? kNameColumn : kValueColumn);
  if (child->isKeyFree) {
    editItem(child, kNameColumn);
  } else {
    if (child->childCount() > 0)
      setCurrentItem(child->at(0), kValueColumn);
    editCurrent();
  }
}

void ValueTree::editCurrent()
{
  const Row* row = currentRow();
  if (!row || m_isReadOnly)
    return;
  if (row->form == Row::Form::Single)
    editItem(currentItem(), currentColumn() == kNameColumn && row->isKeyFree ? kNameColumn : kValueColumn);
  else
    currentItem()->setExpanded(!currentItem()->isExpanded());
}

void ValueTree::removeCurrent()
{
  if (!canRemove())
    return;
  Row* row = currentRow();
  Row* holder = row->up();
  delete row;
  labelAll(holder);
  for (Row* each = holder; each; each = each->up())
    label(each);
  Q_EMIT edited();
}

void ValueTree::moveCurrent(int by)
{
  if (!canMove(by))
    return;
  Row* row = currentRow();
  Row* holder = row->up();
  const int at = holder->indexOfChild(row);
  const bool isOpen = row->isExpanded();
  holder->takeChild(at);
  holder->insertChild(at + by, row);
  row->setExpanded(isOpen);
  labelAll(holder);
  setCurrentItem(row);
  Q_EMIT edited();
}

void ValueTree::keyPressEvent(QKeyEvent* event)
{
  const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  const bool isMove =
      event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
  if (isMove)
    moveCurrent(event->key() == Qt::Key_Up ? -1 : 1);
  else if ((isEnter || event->key() == Qt::Key_F2) && currentItem())
    editCurrent();
  else if (event->key() == Qt::Key_Delete)
    removeCurrent();
  else if (event->key() == Qt::Key_Insert)
    add();
  else
    QTreeWidget::keyPressEvent(event);
}

} // namespace scriptorium
