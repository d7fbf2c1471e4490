#include "ui/inspectors/listfield.h"

#include "ui/widgets/icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
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
constexpr int kRowHeight = 30;
constexpr int kMostRows = 8;

QJsonValue valueOfJson(const QString& json, bool* ok)
{
  QJsonParseError fault{};
  const QJsonDocument document = QJsonDocument::fromJson(u"[%1]"_s.arg(json).toUtf8(), &fault);
  *ok = fault.error == QJsonParseError::NoError && document.array().size() == 1;
  return document.array().at(0);
}

QString jsonOfValue(const QJsonValue& value, QJsonDocument::JsonFormat format)
{
  if (value.isArray())
    return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(format)).trimmed();
  if (value.isObject())
    return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(format)).trimmed();
  const QString one = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
  return one.mid(1, one.size() - 2);
}

QString cellText(const QJsonValue& value)
{
  if (value.isUndefined())
    return {};
  return value.isString() ? value.toString() : jsonOfValue(value, QJsonDocument::Compact);
}

bool isJsonCell(const QJsonValue& value)
{
  return !value.isUndefined() && !value.isString();
}

QStringList keysOfEntries(const QJsonArray& list)
{
  QStringList keys;
  for (const auto& entry : list) {
    if (!entry.isObject())
      return {};
    const QStringList own = entry.toObject().keys();
    for (const auto& key : own)
      if (!keys.contains(key))
        keys.append(key);
  }
  return keys.size() <= 8 ? keys : QStringList();
}

} // namespace

ListField::ListField(bool isObject, QWidget* parent) : QWidget(parent), m_isObject(isObject)
{
  m_table = new QTableWidget(this);
  m_table->setObjectName(u"listTable"_s);
  m_table->verticalHeader()->hide();
  m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
  m_table->horizontalHeader()->setHighlightSections(false);
  m_table->setSelectionMode(QAbstractItemView::SingleSelection);
  m_table->setShowGrid(false);
  m_table->setTabKeyNavigation(false);
  m_table->setAlternatingRowColors(true);
  m_raw = new QPlainTextEdit(this);
  m_raw->setTabChangesFocus(true);
  m_raw->setObjectName(u"listRaw"_s);
  m_raw->installEventFilter(this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_table);
  m_stack->addWidget(m_raw);
  auto* tools = new QHBoxLayout;
  tools->setSpacing(2);
  const auto tool = [&](const QString& name, const QString& iconName, const QString& text, auto work) {
    auto* button = new QToolButton(this);
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
  if (!isObject) {
    tool(u"listUp"_s, u"arrow-up"_s, tr("Move the chosen row up"), [this] { moveCurrent(-1); });
    tool(u"listDown"_s, u"arrow-down"_s, tr("Move the chosen row down"), [this] { moveCurrent(1); });
  }
  tools->addStretch();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(m_stack);
  layout->addLayout(tools);
  setFocusProxy(m_table);
  connect(m_table, &QTableWidget::itemChanged, this, [this] {
    if (!m_isFilling)
      Q_EMIT edited();
  });
  fill(QJsonValue::Null);
}

void ListField::setText(const QString& json)
{
  bool isJson = true;
  const QJsonValue value = json.trimmed().isEmpty() ? QJsonValue() : valueOfJson(json, &isJson);
  const bool fits = isJson && (value.isNull() || (m_isObject ? value.isObject() : value.isArray()));
  m_stack->setCurrentWidget(fits ? static_cast<QWidget*>(m_table) : m_raw);
  if (!fits)
    m_raw->setPlainText(json);
  else if (m_table->columnCount() == 0 || m_isNull != value.isNull() || tableValue() != value)
    fill(value);
  fitHeight();
}

QString ListField::text() const
{
  if (m_stack->currentWidget() == m_raw)
    return m_raw->toPlainText();
  const QJsonValue value = tableValue();
  const bool isEmpty = m_isObject ? value.toObject().isEmpty() : value.toArray().isEmpty();
  if (isEmpty)
    return m_isNull ? QString() : m_isObject ? u"{}"_s : u"[]"_s;
  return jsonOfValue(value, QJsonDocument::Indented);
}

void ListField::fill(const QJsonValue& value)
{
  const QScopedValueRollback guard(m_isFilling, true);
  m_isNull = value.isNull();
  m_table->setRowCount(0);
  const QJsonArray list = value.toArray();
  m_keys = m_isObject ? QStringList() : keysOfEntries(list);
  const QStringList heads = m_isObject         ? QStringList{tr("Name"), tr("Value")}
                            : m_keys.isEmpty() ? QStringList{tr("Value")}
                                               : m_keys;
  m_table->setColumnCount(static_cast<int>(heads.size()));
  m_table->setHorizontalHeaderLabels(heads);
  m_table->horizontalHeader()->setVisible(heads.size() > 1);
  m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  const QJsonObject object = value.toObject();
  for (auto it = object.begin(); it != object.end(); ++it)
    addRow({it.key(), cellText(it.value())}, {false, isJsonCell(it.value())}, false);
  for (const auto& entry : list) {
    QStringList cells;
    QList<bool> isJson;
    for (const auto& key : std::as_const(m_keys)) {
      const QJsonValue cell = entry.toObject().value(key);
      cells.append(cellText(cell));
      isJson.append(isJsonCell(cell));
    }
    if (m_keys.isEmpty())
      addRow({cellText(entry)}, {isJsonCell(entry)}, false);
    else
      addRow(cells, isJson, false);
  }
  fitHeight();
}

void ListField::addRow(const QStringList& cells, const QList<bool>& isJson, bool isFresh)
{
  const int row = m_table->rowCount();
  m_table->insertRow(row);
  for (int column = 0; column < cells.size(); ++column) {
    auto* item = new QTableWidgetItem(cells[column]);
    item->setData(kJsonRole, isJson[column]);
    item->setData(kFreshRole, isFresh);
    item->setToolTip(cells[column]);
    m_table->setItem(row, column, item);
  }
}

void ListField::addFresh()
{
  if (m_stack->currentWidget() != m_table)
    return;
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

QJsonValue ListField::cellValue(int row, int column) const
{
  const QTableWidgetItem* item = m_table->item(row, column);
  const QString text = item ? item->text() : QString();
  if (item && item->data(kJsonRole).toBool()) {
    bool isJson = false;
    QJsonValue value = valueOfJson(text, &isJson);
    if (isJson)
      return value;
  }
  return text;
}

QJsonValue ListField::tableValue() const
{
  QJsonArray list;
  QJsonObject object;
  for (int row = 0; row < m_table->rowCount(); ++row) {
    bool isEmpty = true;
    for (int column = 0; column < m_table->columnCount(); ++column)
      isEmpty = isEmpty && (!m_table->item(row, column) || m_table->item(row, column)->text().isEmpty());
    if (isEmpty && m_table->item(row, 0) && m_table->item(row, 0)->data(kFreshRole).toBool())
      continue;
    QJsonObject entry;
    for (int column = 0; column < m_keys.size(); ++column)
      if (!m_table->item(row, column)->text().isEmpty() || cellValue(row, column) != QJsonValue(QString()))
        entry.insert(m_keys[column], cellValue(row, column));
    if (m_isObject)
      object.insert(m_table->item(row, 0)->text(), cellValue(row, 1));
    else
      list.append(m_keys.isEmpty() ? cellValue(row, 0) : QJsonValue(entry));
  }
  if (m_isObject)
    return object;
  return m_isNull && list.isEmpty() ? QJsonValue() : QJsonValue(list);
}

void ListField::fitHeight()
{
  const bool isRaw = m_stack->currentWidget() == m_raw;
  const int rows = std::clamp(m_table->rowCount(), 1, kMostRows);
  const int head = m_table->columnCount() > 1 ? kRowHeight : 0;
  m_stack->setFixedHeight(isRaw ? 5 * kRowHeight : rows * kRowHeight + head + 4);
}

} // namespace scriptorium
