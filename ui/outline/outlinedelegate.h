#pragma once

#include <QStyledItemDelegate>

namespace scriptorium {

/// Paints a row of the outline: the icon of its type, its title, and badges at the right end. Renaming edits
/// the title in place.
class OutlineDelegate : public QStyledItemDelegate
{
  Q_OBJECT

public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option,
                        const QModelIndex& index) const override;
  void setEditorData(QWidget* editor, const QModelIndex& index) const override;
  void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const override;
};

/// Draws the badges of a block from the right end of `rect` leftwards and gives the width they took.
int paintBadges(QPainter& painter, const QRect& rect, int badges, const QPalette& palette);

} // namespace scriptorium
