#include "ui/policy/grouptable.h"

#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QTableWidgetItem* fixedItem(const QString& text, const QColor& colour, Qt::Alignment alignment)
{
  auto* item = new QTableWidgetItem(text);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
  item->setForeground(colour);
  item->setTextAlignment(alignment | Qt::AlignVCenter);
  return item;
}

} // namespace

GroupTable::GroupTable(QWidget* parent) : QTableWidget(0, 3, parent)
{
  setObjectName(u"groupTable"_s);
  setAccessibleName(tr("Groups"));
  setHorizontalHeaderLabels({tr("Group"), tr("Used by"), tr("Id")});
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(34);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
  horizontalHeader()->setSectionResizeMode(UsersColumn, QHeaderView::Stretch);
  horizontalHeader()->setSectionResizeMode(IdColumn, QHeaderView::ResizeToContents);
  for (const int column : {NameColumn, UsersColumn, IdColumn})
    horizontalHeaderItem(column)->setTextAlignment(Qt::AlignVCenter |
                                                   (column == IdColumn ? Qt::AlignRight : Qt::AlignLeft));
  setShowGrid(false);
  setWordWrap(false);
  setSelectionBehavior(QAbstractItemView::SelectRows);
  setSelectionMode(QAbstractItemView::SingleSelection);
  setTabKeyNavigation(false);
  connect(this, &QTableWidget::itemChanged, this, [this](const QTableWidgetItem* item) {
    if (!m_isFilling && item->column() == NameColumn)
      Q_EMIT renamed(item->row(), item->text().trimmed());
  });
}

void GroupTable::showGroups(const QList<UserGroup>& groups, const std::optional<QList<QStringList>>& users,
                            int current)
{
  const QScopedValueRollback guard(m_isFilling, true);
  const QColor muted = colours(palette()).muted;
  setRowCount(static_cast<int>(groups.size()));
  for (int row = 0; row < rowCount(); ++row) {
    auto* name = new QTableWidgetItem(groups[row].name);
    name->setToolTip(groups[row].name);
    setItem(row, NameColumn, name);
    const QStringList own = users ? (*users)[row] : QStringList();
    const QString text = !users            ? tr("…")
                         : own.isEmpty()   ? tr("nobody")
                         : own.size() == 1 ? own.first()
                                           : tr("%n block(s)", nullptr, static_cast<int>(own.size()));
    QTableWidgetItem* used = fixedItem(text, muted, Qt::AlignLeft);
    used->setToolTip(own.join(u'\n'));
    setItem(row, UsersColumn, used);
    setItem(row, IdColumn, fixedItem(QString::number(groups[row].id), muted, Qt::AlignRight));
  }
  if (rowCount() > 0)
    setCurrentCell(std::clamp(current, 0, rowCount() - 1), NameColumn);
}

void GroupTable::editName(int row)
{
  if (QTableWidgetItem* name = item(row, NameColumn); name && editTriggers() != NoEditTriggers)
    editItem(name);
}

void GroupTable::keyPressEvent(QKeyEvent* event)
{
  const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (isEnter && currentRow() >= 0)
    editName(currentRow());
  else if (event->key() == Qt::Key_Delete)
    Q_EMIT removalRequested();
  else
    QTableWidget::keyPressEvent(event);
}

} // namespace scriptorium
