#include "ui/inspectors/listfield.h"

#include "ui/inspectors/summarybutton.h"
#include "ui/inspectors/valuedialog.h"
#include "ui/widgets/icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kJsonRole = Qt::UserRole;      ///< the cell was no text
constexpr int kFreshRole = Qt::UserRole + 1; ///< of a row that nothing was typed in yet
constexpr int kEntryRole = Qt::UserRole + 2; ///< what the row was, as JSON text
constexpr int kRowHeight = 30;
constexpr int kMostListRows = 8;
constexpr qsizetype kMostColumns = 3;

bool isSingle(const Json& value)
{
  return !value.isList() && !value.isObject();
}

bool areSingle(const Json& value)
{
  const auto items = value.items();
  return std::ranges::all_of(items, isSingle);
}

QString cellText(const Json& value)
{
  return value.isText() ? value.text() : value.toString();
}

/// The keys of entries that are all objects of single values; none when they are not.
QStringList keysOf(const Json& list, const ValueShape& shape)
{
  QStringList keys;
  for (const auto& part : shape.parts)
    keys.append(part.name);
  for (const Json& entry : list.items()) {
    if (!entry.isObject() || !areSingle(entry))
      return {};
    for (const auto& [name, value] : entry.members())
      if (const QString key = QString::fromUtf8(name); !keys.contains(key))
        keys.append(key);
  }
  return keys;
}

/// How long all entries are that are lists of single values; 0 when they are not.
qsizetype lengthOf(const Json& list)
{
  qsizetype length = 0;
  for (const Json& entry : list.items()) {
    const auto size = entry.items().size();
    if (!entry.isList() || !areSingle(entry) || (length > 0 && size != length))
      return 0;
    length = size;
  }
  return length;
}

} // namespace

ListField::ListField(const FieldSpec& spec, QWidget* parent)
    : QWidget(parent), m_spec(spec),
      m_isObject(spec.type == FieldType::Dict || spec.type == FieldType::ReferenceValueDict)
{
  m_stack = new QStackedWidget(this);
  m_tablePage = makeTable();
  m_summary = new SummaryButton(this);
  m_summary->setObjectName(u"listSummary"_s);
  m_summary->setAccessibleName(spec.displayName);
  connect(m_summary, &QPushButton::clicked, this, &ListField::openForm);
  m_raw = new QPlainTextEdit(this);
  m_raw->setTabChangesFocus(true);
  m_raw->setObjectName(u"listRaw"_s);
  m_raw->installEventFilter(this);
  for (QWidget* page : {m_tablePage, static_cast<QWidget*>(m_summary), static_cast<QWidget*>(m_raw)})
    m_stack->addWidget(page);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_stack);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  setText({});
}

QWidget* ListField::makeTable()
{
  auto* page = new QWidget(this);
  m_table = new QTableWidget(page);
  m_table->setObjectName(u"listTable"_s);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setTabKeyNavigation(false);
  m_table->setAlternatingRowColors(true);
  auto* tools = new QHBoxLayout;
  tools->setSpacing(2);
  const auto tool = [&](const QString& name, const QString& iconName, const QString& text, auto work) {
    auto* button = new QToolButton(page);
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setIconSize(QSize(14, 14));
    button->setProperty("look", u"small"_s);
    button->setToolTip(text);
    button->setAccessibleName(text);
    connect(button, &QToolButton::clicked, this, work);
    tools->addWidget(button);
  };
  tool(u"listAdd"_s, u"plus"_s, tr("Add a row"), [this] { addFresh(); });
  tool(u"listRemove"_s, u"trash-2"_s, tr("Remove the chosen row"), [this] { removeCurrent(); });
  if (!m_isObject) {
    tool(u"listUp"_s, u"arrow-up"_s, tr("Move the chosen row up"), [this] { moveCurrent(-1); });
    tool(u"listDown"_s, u"arrow-down"_s, tr("Move the chosen row down"), [this] { moveCurrent(1); });
  }
  tools->addStretch();
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(m_table);
  layout->addLayout(tools);
  connect(m_table, &QTableWidget::itemChanged, this, [this] {
    if (!m_isFilling)
      Q_EMIT edited();
  });
  return page;
}

ListField::Form ListField::formOf(const Json& value) const
{
  const ValueShape& shape = m_spec.shape;
  if (value.isNull() || value.isEmpty()) {
    if (shape.isComposite() && !shape.isFlat())
      return Form::Nested;
    const auto kind = shape.item().kind;
    return m_isObject                         ? Form::Pairs
           : kind == ValueShape::Kind::Record ? Form::Records
           : kind == ValueShape::Kind::Tuple  ? Form::Tuples
                                              : Form::Values;
  }
  const bool isForm = shape.isComposite() && !shape.isFlat();
  if (areSingle(value) && !isForm)
    return m_isObject ? Form::Pairs : Form::Values;
  if (m_isObject || isForm)
    return Form::Nested;
  const auto columns = keysOf(value, shape.item()).size();
  if (columns > 0 && columns <= kMostColumns)
    return Form::Records;
  const auto length = lengthOf(value);
  return length > 0 && length <= kMostColumns ? Form::Tuples : Form::Nested;
}

void ListField::setText(const QString& json)
{
  const auto parsed = json.trimmed().isEmpty() ? Json() : Json::parse(json);
  const bool fits = parsed && (parsed->isNull() || (m_isObject ? parsed->isObject() : parsed->isList()));
  const Json value = fits ? *parsed : Json();
  const Form form = fits ? formOf(value) : Form::Raw;
  const bool isTable = form != Form::Nested && form != Form::Raw;
  const bool isShown = isTable && form == m_form && m_table->columnCount() > 0 &&
                       m_isNull == value.isNull() && tableValue() == value;
  m_form = form;
  m_isNull = value.isNull();
  m_nested = value;
  m_stack->setCurrentWidget(isTable                ? m_tablePage
                            : form == Form::Nested ? static_cast<QWidget*>(m_summary)
                                                   : m_raw);
  setFocusProxy(isTable ? static_cast<QWidget*>(m_table) : m_stack->currentWidget());
  if (form == Form::Raw)
    m_raw->setPlainText(json);
  else if (form == Form::Nested)
    m_summary->setSummary(valueSummary(value, m_spec.shape));
  else if (!isShown)
    fill(value);
  fitHeight();
}

QString ListField::text() const
{
  if (m_form == Form::Raw)
    return m_raw->toPlainText();
  const Json value = m_form == Form::Nested ? m_nested : tableValue();
  if (value.isNull() || value.isEmpty())
    return m_isNull ? QString() : m_isObject ? u"{}"_s : u"[]"_s;
  return value.toIndented(4);
}

QStringList ListField::heads() const
{
  const ValueShape& item = m_spec.shape.item();
  const auto titleOr = [](const QString& title, const QString& other) {
    return title.isEmpty() ? other : title;
  };
  switch (m_form) {
  case Form::Pairs:
    return {titleOr(m_spec.shape.keyTitle, tr("Name")), titleOr(item.title, tr("Value"))};
  case Form::Records:
  case Form::Tuples: {
    QStringList heads;
    for (const auto& key : m_keys) {
      const ValueShape* part = item.kind == ValueShape::Kind::Record ? item.member(key.toUtf8()) : nullptr;
      if (item.kind == ValueShape::Kind::Tuple && heads.size() < item.parts.size())
        part = &item.parts[heads.size()];
      heads.append(titleOr(part ? part->title : QString(), key));
    }
    return heads;
  }
  case Form::Values:
  case Form::Nested:
  case Form::Raw:
    break;
  }
  return {titleOr(item.title, tr("Value"))};
}

void ListField::fill(const Json& value)
{
  const QScopedValueRollback guard(m_isFilling, true);
  m_table->setRowCount(0);
  m_keys.clear();
  const ValueShape& item = m_spec.shape.item();
  if (m_form == Form::Records)
    m_keys = keysOf(value, item);
  for (qsizetype i = 0; m_form == Form::Tuples && i < std::max(lengthOf(value), item.parts.size()); ++i)
    m_keys.append(QString::number(i + 1));
  const QStringList names = heads();
  m_table->setColumnCount(static_cast<int>(names.size()));
  m_table->setHorizontalHeaderLabels(names);
  m_table->horizontalHeader()->setVisible(names.size() > 1);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  for (int column = 0; column < m_table->columnCount(); ++column)
    m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  for (const auto& [name, member] : value.members())
    fillRow(member, QString::fromUtf8(name));
  if (value.isList())
    for (const Json& entry : value.items())
      fillRow(entry, {});
  fitHeight();
}

void ListField::fillRow(const Json& entry, const QString& name)
{
  QStringList cells;
  QList<bool> isJson;
  const auto add = [&](const Json& cell) {
    cells.append(cellText(cell));
    isJson.append(!cell.isText());
  };
  if (m_form == Form::Pairs) {
    add(Json(name));
    add(entry);
  } else if (m_form == Form::Tuples) {
    for (const Json& cell : entry.items())
      add(cell);
  } else if (m_form == Form::Records) {
    for (const auto& key : std::as_const(m_keys))
      add(entry.find(key).value_or(Json(QString())));
  } else {
    add(entry);
  }
  addRow(cells, isJson, false);
  m_table->item(m_table->rowCount() - 1, 0)->setData(kEntryRole, entry.toString());
}

void ListField::openForm()
{
  auto* dialog = new ValueDialog(m_spec, m_nested.toString(), !isEnabled(), window());
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QDialog::accepted, this, [this, dialog] {
    setText(dialog->json());
    Q_EMIT edited();
  });
  dialog->open();
}

void ListField::addRow(const QStringList& cells, const QList<bool>& isJson, bool isFresh)
{
  const int row = m_table->rowCount();
  m_table->insertRow(row);
  for (int column = 0; column < m_table->columnCount(); ++column) {
    auto* item = new QTableWidgetItem(cells.value(column));
    item->setData(kJsonRole, isJson.value(column));
    item->setData(kFreshRole, isFresh);
    item->setToolTip(cells.value(column));
    m_table->setItem(row, column, item);
  }
}

void ListField::addFresh()
{
  {
    const QScopedValueRollback guard(m_isFilling, true);
    QStringList cells;
    QList<bool> isJson;
    const int row = m_table->rowCount() - 1; // a new row is of the kind of the one above it
    for (int column = 0; column < m_table->columnCount(); ++column) {
      cells.append(QString());
      isJson.append(row >= 0 && m_table->item(row, column)->data(kJsonRole).toBool());
    }
    addRow(cells, isJson, true);
    fitHeight();
  }
  m_table->setCurrentCell(m_table->rowCount() - 1, 0);
  m_table->editItem(m_table->currentItem());
}

void ListField::removeCurrent()
{
  if (m_table->currentRow() < 0)
    return;
  m_table->removeRow(m_table->currentRow());
  m_isNull = false;
  fitHeight();
  Q_EMIT edited();
}

void ListField::moveCurrent(int by)
{
  const int from = m_table->currentRow();
  const int to = from + by;
  if (from < 0 || to < 0 || to >= m_table->rowCount())
    return;
  {
    const QScopedValueRollback guard(m_isFilling, true);
    for (int column = 0; column < m_table->columnCount(); ++column) {
      QTableWidgetItem* a = m_table->takeItem(from, column);
      QTableWidgetItem* b = m_table->takeItem(to, column);
      m_table->setItem(to, column, a);
      m_table->setItem(from, column, b);
    }
    m_table->setCurrentCell(to, m_table->currentColumn());
  }
  Q_EMIT edited();
}

bool ListField::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_raw && event->type() == QEvent::FocusOut)
    Q_EMIT edited();
  return QWidget::eventFilter(watched, event);
}

Json ListField::cellValue(int row, int column) const
{
  const QTableWidgetItem* item = m_table->item(row, column);
  const QString text = item ? item->text() : QString();
  if (item && item->data(kJsonRole).toBool())
    if (const auto value = Json::parse(text))
      return *value;
  return Json(text);
}

/// Members that a row does not have, and that stay empty, are not made.
Json ListField::rowValue(int row) const
{
  if (m_form == Form::Values)
    return cellValue(row, 0);
  Json entry = m_form == Form::Records
                   ? Json::parse(m_table->item(row, 0)->data(kEntryRole).toString()).value_or(Json::object())
                   : Json::list();
  for (int column = 0; column < m_keys.size(); ++column) {
    const Json cell = cellValue(row, column);
    if (m_form == Form::Tuples)
      entry.append(cell);
    else if (!cell.isText() || !cell.isEmpty() || entry.contains(m_keys[column]))
      entry.set(m_keys[column], cell);
  }
  return entry;
}

Json ListField::tableValue() const
{
  Json whole = m_isObject ? Json::object() : Json::list();
  for (int row = 0; row < m_table->rowCount(); ++row) {
    bool isEmpty = true;
    for (int column = 0; column < m_table->columnCount(); ++column)
      isEmpty = isEmpty && (!m_table->item(row, column) || m_table->item(row, column)->text().isEmpty());
    if (isEmpty && m_table->item(row, 0) && m_table->item(row, 0)->data(kFreshRole).toBool())
      continue;
    if (m_isObject)
      whole.set(m_table->item(row, 0)->text(), cellValue(row, 1));
    else
      whole.append(rowValue(row));
  }
  return m_isNull && whole.isEmpty() ? Json() : whole;
}

void ListField::fitHeight()
{
  if (m_form == Form::Nested) {
    m_stack->setFixedHeight(m_summary->sizeHint().height());
    return;
  }
  const int rows = std::clamp(m_table->rowCount(), 1, kMostListRows);
  const int head = m_table->columnCount() > 1 ? kRowHeight : 0;
  m_table->setFixedHeight(rows * kRowHeight + head + 4);
  m_stack->setFixedHeight(m_form == Form::Raw ? 5 * kRowHeight : m_tablePage->sizeHint().height());
}

} // namespace scriptorium
