#pragma once

#include "base/ids.h"

#include <QTreeView>

namespace scriptorium {

class CourseDocument;

/// The tree of the course. Follows the document's selection and sets it; drags move blocks.
class OutlineView : public QTreeView
{
  Q_OBJECT

public:
  explicit OutlineView(CourseDocument& document, QWidget* parent = nullptr);

  /// Scrolls to a block and opens what is above it.
  void reveal(BlockId block);
  /// Starts renaming the current row.
  void renameCurrent();
  /// Opens every branch, or, of a large course, those down to units: 50,000 open rows help nobody.
  void expandSensibly();

Q_SIGNALS:
  void menuRequested(const QPoint& globalPos);

protected:
  void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
  void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void startDrag(Qt::DropActions actions) override;

private:
  void takeSelection();
  void showSelection();

  CourseDocument& m_document;
  bool m_isFollowing = false;
};

} // namespace scriptorium
