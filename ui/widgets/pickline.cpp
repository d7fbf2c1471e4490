#include "ui/widgets/pickline.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace scriptorium {
namespace {

constexpr int kMargin = 12;
constexpr int kPicture = 16;
constexpr int kBetween = 12;

} // namespace

void PickLine::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  const Colours& c = colours(option.palette);
  const QFontMetrics& metrics = option.fontMetrics;
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  if (option.state.testFlag(QStyle::State_Selected)) {
    painter->setPen(Qt::NoPen);
    painter->setBrush(c.selected);
    painter->drawRoundedRect(option.rect, 6, 6);
  }
  QRect rect = option.rect.adjusted(kMargin, 0, -kMargin, 0);
  if (const QString picture = index.data(IconRole).toString(); !picture.isEmpty())
    paintIcon(*painter, QRect(rect.left(), rect.center().y() - kPicture / 2, kPicture, kPicture), picture,
              c.muted);
  rect.setLeft(rect.left() + kPicture + kBetween);
  const auto draw = [&](const QString& text, Qt::Alignment side, Qt::TextElideMode cut, int room) {
    const QString shown = metrics.elidedText(text, cut, room);
    painter->drawText(rect, static_cast<int>(Qt::AlignVCenter | side) | Qt::TextSingleLine, shown);
    return shown.isEmpty() ? 0 : metrics.horizontalAdvance(shown) + kBetween;
  };
  const QString end = index.data(EndRole).toString();
  const int most = end.isEmpty()
                       ? rect.width()
                       : qMax(rect.width() * 2 / 3, rect.width() - kBetween - metrics.horizontalAdvance(end));
  painter->setPen(index.flags().testFlag(Qt::ItemIsEnabled) ? c.text : c.muted);
  rect.setLeft(rect.left() + draw(index.data().toString(), Qt::AlignLeft, Qt::ElideRight, most));
  painter->setPen(c.muted);
  rect.setRight(rect.right() - draw(end, Qt::AlignRight, Qt::ElideMiddle, rect.width()));
  draw(index.data(NoteRole).toString(), Qt::AlignLeft, Qt::ElideRight, rect.width());
  painter->restore();
}

QSize PickLine::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
  constexpr int kAround = 14;
  return {0, option.fontMetrics.height() + kAround};
}

} // namespace scriptorium
