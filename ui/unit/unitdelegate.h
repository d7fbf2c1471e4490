#pragma once

#include <QStyledItemDelegate>

namespace scriptorium {

/// Paints one component of a unit: icon, title, type, badges, and the beginning of its text.
class UnitDelegate : public QStyledItemDelegate
{
  Q_OBJECT

public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace scriptorium
