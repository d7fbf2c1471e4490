#include "ui/outline/outlineview.h"

#include "ui/document/coursedocument.h"
#include "ui/document/refuseddrop.h"
#include "ui/outline/outlinedelegate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/rowdrag.h"
#include "ui/widgets/theme.h"

#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QPainter>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kExpandAllLimit = 3000;

} // namespace

OutlineView::OutlineView(CourseDocument& document, QWidget* parent) : QTreeView(parent), m_document(document)
{
  setObjectName(u"outlineView"_s);
  setAccessibleName(tr("Course outline"));
  setModel(&document.outlineModel());
  setItemDelegate(new OutlineDelegate(this));
  setHeaderHidden(true);
  setUniformRowHeights(true);
  setIndentation(18);
  setMouseTracking(true);
  setSelectionMode(ExtendedSelection);
  setEditTriggers(EditKeyPressed | SelectedClicked);
  setDragDropMode(document.isReadOnly() ? NoDragDrop : DragDrop);
  setDefaultDropAction(Qt::MoveAction);
  setDropIndicatorShown(true);
  setAutoExpandDelay(600);
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setExpandsOnDoubleClick(true);
  setAnimated(false);
  auto& selection = document.selection();
  connect(&selection, &Selection::selected, this, [this] {
    if (!m_isFollowing)
      showChosen();
  });
  connect(&document, &CourseDocument::changed, this, &OutlineView::follow);
  connect(&document, &CourseDocument::reloaded, this, &OutlineView::showChosen);
  connect(&selection, &Selection::shown, this, &OutlineView::reveal);
  auto* refusedDrop = new RefusedDrop(document.outlineModel(), *this, [this](const QPoint& at) {
    return RefusedDrop::Target{OutlineModel::idOf(indexAt(at)), OutlineModel::idOf(dropParent(at))};
  });
  connect(refusedDrop, &RefusedDrop::refused, this, &OutlineView::dropRefused);
}

QModelIndex OutlineView::dropParent(const QPoint& at) const
{
  const QModelIndex row = indexAt(at);
  if (!row.isValid() || !row.flags().testFlag(Qt::ItemIsDropEnabled))
    return row.parent();
  const QRect rect = visualRect(row);
  const int edge = qBound(2, qRound(rect.height() / 5.5), 12); // as QAbstractItemView
  return at.y() - rect.top() < edge || rect.bottom() - at.y() < edge ? row.parent() : row;
}

void OutlineView::reveal(BlockId block)
{
  const QModelIndex index = m_document.outlineModel().indexOf(block);
  if (index.isValid())
    scrollTo(index);
}

void OutlineView::renameCurrent()
{
  if (currentIndex().isValid())
    QTreeView::edit(currentIndex());
}

void OutlineView::expandSensibly()
{
  if (m_document.outline().size() <= kExpandAllLimit)
    expandAll();
  else
    expandToDepth(1);
}

void OutlineView::takeSelection()
{
  QList<const Outline::Node*> nodes;
  for (const auto& index : selectionModel()->selectedRows())
    if (const auto* node = m_document.outline().find(OutlineModel::idOf(index)))
      nodes.append(node);
  // In the order of the course, so that what is moved or copied keeps it.
  std::ranges::sort(nodes, Outline::isBefore);
  QList<BlockId> blocks;
  for (const auto* node : std::as_const(nodes))
    blocks.append(node->row.id);
  {
    const QScopedValueRollback guard(m_isFollowing, true);
    if (blocks.size() == 1)
      m_document.selection().open(blocks.first());
    else
      m_document.selection().select(blocks, OutlineModel::idOf(currentIndex()));
  }
  const Selection& taken = m_document.selection();
  if (taken.blocks() != blocks || taken.current() != OutlineModel::idOf(currentIndex()))
    showSelection(); // something is always chosen, and the current block among it
}

void OutlineView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
  QTreeView::selectionChanged(selected, deselected);
  if (m_isFollowing || !selectionModel() || m_document.selection().isSettling())
    return;
  takeSelection();
}

/// Neighbours share a range: what a selection costs grows with the square of its ranges.
QItemSelection OutlineView::chosenRows() const
{
  QItemSelection rows;
  const auto add = [&](const QModelIndex& index) {
    if (!rows.isEmpty() && rows.last().parent() == index.parent() && rows.last().bottom() + 1 == index.row())
      rows.last() = QItemSelectionRange(rows.last().topLeft(), index);
    else if (index.isValid())
      rows.select(index, index);
  };
  for (const BlockId block : m_document.selection().blocks())
    add(m_document.outlineModel().indexOf(block));
  return rows;
}

void OutlineView::follow(const ChangeSet& changes)
{
  showSelection();
  const BlockId chosen = m_document.selection().current();
  const auto isMoved = [chosen](const ChangeSet::Entry& entry) {
    return entry.block == chosen && entry.aspects.testFlag(Aspect::Place);
  };
  if (std::ranges::any_of(changes.blocks, isMoved))
    reveal(chosen);
}

void OutlineView::showChosen()
{
  showSelection();
  reveal(m_document.selection().current());
}

void OutlineView::showSelection()
{
  const QScopedValueRollback guard(m_isFollowing, true);
  const QModelIndex current = m_document.outlineModel().indexOf(m_document.selection().current());
  if (currentIndex() != current)
    selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
  if (const QItemSelection rows = chosenRows(); rows != selectionModel()->selection())
    selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
}

void OutlineView::drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
  const Colours& c = colours(palette());
  const bool isSelected = selectionModel()->isSelected(index);
  const bool isHovered = !isSelected && option.rect.contains(viewport()->mapFromGlobal(QCursor::pos())) &&
                         viewport()->underMouse();
  if (isSelected || isHovered) {
    const QRect rect = option.rect.adjusted(4, 1, -6, -1);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(isSelected ? c.selected : c.hover);
    painter->drawRoundedRect(rect, 6, 6);
    if (index == currentIndex() && hasFocus()) {
      painter->setPen(QPen(c.accent, 1));
      painter->setBrush(Qt::NoBrush);
      painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    painter->restore();
  }
  drawBranches(painter,
               QRect(option.rect.left(), option.rect.top(), visualRect(index).left(), option.rect.height()),
               index);
  QStyleOptionViewItem item = option;
  item.rect = visualRect(index);
  itemDelegate()->paint(painter, item, index);
}

void OutlineView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
  if (!model()->hasChildren(index))
    return;
  const QRect arrow(rect.right() - indentation() + 7, rect.center().y() - 5, 12, 12);
  paintIcon(*painter, arrow, isExpanded(index) ? u"chevron-down"_s : u"chevron-right"_s,
            colours(palette()).muted);
}

void OutlineView::contextMenuEvent(QContextMenuEvent* event)
{
  const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
  const QRect row = visualRect(currentIndex());
  Q_EMIT menuRequested(byKey ? viewport()->mapToGlobal(row.bottomLeft()) : event->globalPos());
}

/// A second click on the only chosen row renames it; among several a press begins a drag, and with Ctrl it
/// takes the row out.
bool OutlineView::edit(const QModelIndex& index, EditTrigger trigger, QEvent* event)
{
  const bool isChoosing =
      QGuiApplication::keyboardModifiers() != Qt::NoModifier || m_document.selection().blocks().size() > 1;
  if (trigger == SelectedClicked && isChoosing)
    return false;
  return QTreeView::edit(index, trigger, event);
}

void OutlineView::startDrag(Qt::DropActions)
{
  dragRows(*this);
}

} // namespace scriptorium
