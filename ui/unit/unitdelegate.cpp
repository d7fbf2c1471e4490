#include "ui/unit/unitdelegate.h"

#include "ui/document/outlinemodel.h"
#include "ui/unit/unitmodel.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QTextLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kMargin = 4;
constexpr int kPadding = 14;
constexpr int kTile = 36;
constexpr int kLines = 2;

/// What a container holds is said in one line; texts have two.
int excerptLines(const QModelIndex& index)
{
  return index.data(OutlineModel::IsContainerRole).toBool() ? 1 : kLines;
}

void drawExcerpt(QPainter& painter, const QRect& rect, const QString& text, const QFont& font, int lines)
{
  const QFontMetrics metrics(font);
  QTextLayout layout(text, font);
  layout.beginLayout();
  int y = rect.top();
  for (int number = 0; number < lines; ++number) {
    QTextLine line = layout.createLine();
    if (!line.isValid())
      break;
    line.setLineWidth(rect.width());
    const QString words = text.mid(line.textStart(), number == lines - 1 ? -1 : line.textLength());
    painter.drawText(QRect(rect.left(), y, rect.width(), metrics.height()),
                     Qt::AlignLeft | Qt::TextSingleLine,
                     metrics.elidedText(words, Qt::ElideRight, rect.width()));
    y += metrics.lineSpacing();
  }
  layout.endLayout();
}

} // namespace

QSize UnitDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  const int lines = excerptLines(index);
  return {120, 2 * (kMargin + kPadding) + option.fontMetrics.lineSpacing() * (lines + 1) + 4};
}

void UnitDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
  const Colours& c = colours(option.palette);
  const bool isChosen = option.state.testFlag(QStyle::State_Selected);
  const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
  const QRect card = option.rect.adjusted(kMargin, kMargin, -kMargin, -kMargin);
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setPen(QPen(isChosen ? c.accent : c.border, isChosen ? 1.5 : 1));
  painter->setBrush(isChosen ? c.selected : isHovered ? c.hover : c.surface);
  painter->drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);

  const QRect tile(card.left() + kPadding, card.top() + kPadding, kTile, kTile);
  painter->setPen(Qt::NoPen);
  painter->setBrush(isChosen ? c.surface : c.raised);
  painter->drawRoundedRect(tile, 8, 8);
  paintIcon(*painter, tile.adjusted(8, 8, -8, -8),
            blockIconName(index.data(OutlineModel::TypeRole).toString(),
                          index.data(OutlineModel::IconRole).toString()),
            c.accent);

  const int line = option.fontMetrics.lineSpacing();
  QRect text(tile.right() + kPadding, card.top() + kPadding, 0, line);
  text.setRight(card.right() - kPadding);
  QRect head = text;
  head.setRight(head.right() - paintBadges(*painter, head,
                                           index.data(OutlineModel::BadgesRole).value<Badges>(),
                                           option.palette));
  const QString type = index.data(OutlineModel::TypeNameRole).toString();
  QFont small = option.font;
  small.setPointSizeF(small.pointSizeF() * 0.9);
  painter->setFont(small);
  painter->setPen(c.muted);
  const int typeWidth = qMin(QFontMetrics(small).horizontalAdvance(type) + 16, head.width() / 2);
  painter->drawText(head.adjusted(head.width() - typeWidth, 0, -4, 0), Qt::AlignRight | Qt::AlignVCenter,
                    type);
  QFont bold = option.font;
  bold.setWeight(QFont::DemiBold);
  painter->setFont(bold);
  painter->setPen(c.text);
  painter->drawText(
      head, Qt::AlignVCenter | Qt::TextSingleLine,
      QFontMetrics(bold).elidedText(index.data().toString(), Qt::ElideRight, head.width() - typeWidth));
  painter->setFont(option.font);
  painter->setPen(c.muted);
  drawExcerpt(*painter, text.translated(0, line + 4), index.data(UnitModel::ExcerptRole).toString(),
              option.font, excerptLines(index));
  painter->restore();
}

} // namespace scriptorium
