#pragma once

#include "base/ids.h"
#include "model/changeset.h"

#include <QItemSelection>
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
  /// Scrolls to what is chosen, as far as it can be seen, and marks it again: a filter forgets rows.
  void showChosen();
  /// Opens every branch, or, of a large course, those down to units: 50,000 open rows help nobody.
  void expandSensibly();

Q_SIGNALS:
  void menuRequested(const QPoint& globalPos);
  /// Blocks were let go where they cannot be; the reason, for people.
  void dropRefused(const QString& why);

protected:
  void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
  void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void startDrag(Qt::DropActions actions) override;
  bool edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) override;

private:
  void takeSelection();
  /// What a drop at a point would go into: the row there, or at its edges what holds it.
  QModelIndex dropParent(const QPoint& at) const;
  QItemSelection chosenRows() const;
  /// Marks the rows that are chosen.
  void showSelection();
  /// The same after a change, and scrolls to what moved.
  void follow(const ChangeSet& changes);

  CourseDocument& m_document;
  bool m_isFollowing = false;
};

} // namespace scriptorium
