#pragma once

#include <QStyledItemDelegate>

namespace scriptorium {

/// Paints one course of the home page as a card: its picture or a coloured spine made from its key, title,
/// key, facts, and whether it is open elsewhere.
class CourseCard : public QStyledItemDelegate
{
  Q_OBJECT

public:
  using QStyledItemDelegate::QStyledItemDelegate;

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// A course key in as many lines of `width` pixels as it takes: it is what tells courses of one title apart.
QStringList keyLines(const QString& key, const QFont& font, int width);

} // namespace scriptorium
