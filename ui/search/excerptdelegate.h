#pragma once

#include <QStyledItemDelegate>

namespace scriptorium {

/// Draws an excerpt of a hit with what was found marked.
class ExcerptDelegate : public QStyledItemDelegate
{
  Q_OBJECT

public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace scriptorium
