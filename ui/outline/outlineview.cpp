#include "ui/outline/outlineview.h"

#include "ui/document/coursedocument.h"
#include "ui/outline/outlinedelegate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QContextMenuEvent>
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
  setDragDropMode(document.isReadOnly() ? NoDragDrop : InternalMove);
  setDefaultDropAction(Qt::MoveAction);
  setDropIndicatorShown(true);
  setAutoExpandDelay(600);
  setVerticalScrollMode(ScrollPerPixel);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setExpandsOnDoubleClick(true);
  setAnimated(false);
  auto& selection = document.selection();
  connect(&selection, &Selection::selected, this, &OutlineView::showSelection);
  connect(&selection, &Selection::shown, this, &OutlineView::reveal);
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
    edit(currentIndex());
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
  m_document.selection().select(blocks, OutlineModel::idOf(currentIndex()));
}

void OutlineView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
  QTreeView::selectionChanged(selected, deselected);
  if (m_isFollowing || !selectionModel())
    return;
  const QScopedValueRollback guard(m_isFollowing, true);
  takeSelection();
  if (selectionModel()->selectedRows().size() == 1)
    m_document.selection().open(OutlineModel::idOf(currentIndex()));
}

void OutlineView::showSelection()
{
  if (m_isFollowing)
    return;
  const QScopedValueRollback guard(m_isFollowing, true);
  auto& model = m_document.outlineModel();
  QItemSelection rows;
  for (const BlockId block : m_document.selection().blocks())
    if (const QModelIndex index = model.indexOf(block); index.isValid())
      rows.select(index, index);
  const QModelIndex current = model.indexOf(m_document.selection().current());
  selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
  selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  if (current.isValid())
    scrollTo(current);
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

void OutlineView::startDrag(Qt::DropActions)
{
  // The move is an edit of the course; what the view would do with its rows afterwards must not happen.
  QTreeView::startDrag(Qt::MoveAction);
}

} // namespace scriptorium
