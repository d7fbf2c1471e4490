#include "ui/shell/home/coursecard.h"

#include "ui/shell/home/courselistmodel.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QTextLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kSpine = 120;
constexpr int kFrame = 10; // around the picture
constexpr int kCardPadding = 16;
constexpr int kGap = 8; // also the spacing of the list
constexpr int kNarrowest = 344;

/// A quiet colour that is always the same for the same course.
QColor spineColour(const QString& key, bool dark)
{
  quint32 hash = 2166136261U;
  for (const QChar c : key)
    hash = (hash ^ c.unicode()) * 16777619U;
  const int hue = static_cast<int>(hash % 360);
  return dark ? QColor::fromHsl(hue, 60, 62) : QColor::fromHsl(hue, 70, 205);
}

/// Draws at most two lines and gives the y below them.
int drawTitle(QPainter& painter, const QRect& rect, const QString& text, const QFont& font)
{
  painter.setFont(font);
  QTextLayout layout(text, font);
  layout.beginLayout();
  int y = rect.top();
  const QFontMetrics metrics(font);
  for (int line = 0; line < 2; ++line) {
    QTextLine textLine = layout.createLine();
    if (!textLine.isValid())
      break;
    textLine.setLineWidth(rect.width());
    const bool isLast = line == 1;
    const QString rest = text.mid(textLine.textStart(), isLast ? -1 : textLine.textLength());
    painter.drawText(QRect(rect.left(), y, rect.width(), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(rest, Qt::ElideRight, rect.width()));
    y += metrics.height();
  }
  layout.endLayout();
  return y;
}

QFont smallFont(const QFont& font)
{
  QFont small = font;
  small.setPointSizeF(small.pointSizeF() * 0.9);
  return small;
}

int textWidth(int cardWidth)
{
  return cardWidth - kSpine - 2 * kCardPadding - 2;
}

/// The picture of the course, whole; without one a colour and an emblem.
void paintSpine(QPainter& painter, const QRect& spine, const QModelIndex& index, const Colours& c)
{
  const auto image = index.data(CourseListModel::ImageRole).value<QImage>();
  if (!image.isNull()) {
    const QSize most = spine.size() - QSize(2 * kFrame, 2 * kFrame);
    QRectF place({}, QSizeF(image.size()).scaled(most, Qt::KeepAspectRatio));
    place.moveCenter(QRectF(spine).center());
    painter.fillRect(spine, c.raised);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(place, image);
    return;
  }
  painter.fillRect(spine,
                   spineColour(index.data(CourseListModel::KeyRole).toString(), c.window.lightness() < 128));
  QColor emblem = c.text;
  emblem.setAlphaF(0.65F);
  paintIcon(painter, QRect(spine.center() - QPoint(13, 13), QSize(26, 26)),
            index.data(CourseListModel::ProblemRole).toBool() ? u"triangle-alert"_s : u"graduation-cap"_s,
            emblem);
}

/// All cards are as high as the one with the longest key needs.
int mostKeyLines(const QAbstractItemModel* model, const QFont& font, int width)
{
  qsizetype most = 1;
  for (int row = 0; model && row < model->rowCount(); ++row) {
    const QString key = model->index(row, 0).data(CourseListModel::KeyRole).toString();
    most = qMax(most, keyLines(key, font, width).size());
  }
  return static_cast<int>(most);
}

} // namespace

QStringList keyLines(const QString& key, const QFont& font, int width)
{
  const QFontMetrics metrics(font);
  QStringList lines;
  for (QString rest = key; !rest.isEmpty();) {
    qsizetype fits = rest.size();
    while (fits > 1 && metrics.horizontalAdvance(rest.first(fits)) > width)
      --fits;
    // Between the parts of the key, unless that leaves most of a line empty.
    if (fits < rest.size())
      if (const qsizetype part = rest.first(fits).lastIndexOf(u'+'); part > fits / 3)
        fits = part;
    lines.append(rest.first(fits));
    rest.remove(0, fits);
  }
  return lines;
}

QSize CourseCard::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  // As many columns as fit, as wide as the window allows.
  const auto* view = qobject_cast<const QAbstractItemView*>(option.widget);
  const int available =
      view ? view->width() - view->verticalScrollBar()->sizeHint().width() - 2 * kGap : 2 * kNarrowest;
  const int columns = qMax(1, available / (kNarrowest + kGap));
  const int width = available / columns - kGap;
  const int lines = 4 + mostKeyLines(index.model(), smallFont(option.font), textWidth(width));
  return {width, kCardPadding * 2 + option.fontMetrics.height() * lines + kGap};
}

void CourseCard::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
  const Colours& c = colours(option.palette);
  const QString state = index.data(CourseListModel::StateRole).toString();
  const bool isChosen = option.state.testFlag(QStyle::State_Selected);
  const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
  const QRect card = option.rect.adjusted(1, 1, -1, -1);

  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  QPainterPath outline;
  outline.addRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
  painter->fillPath(outline, isHovered || isChosen ? c.raised : c.surface);
  painter->setClipPath(outline);
  const QRect spine(card.left(), card.top(), kSpine, card.height());
  paintSpine(*painter, spine, index, c);
  painter->setClipping(false);
  painter->setPen(QPen(isChosen ? c.accent : c.border, isChosen ? 2 : 1));
  painter->drawPath(outline);

  QRect text = card.adjusted(kSpine + kCardPadding, kCardPadding, -kCardPadding, -kCardPadding);
  QFont bold = option.font;
  bold.setWeight(QFont::DemiBold);
  const int line = option.fontMetrics.height();
  painter->setPen(c.text);
  const int below = kGap / 2 + drawTitle(*painter, QRect(text.left(), text.top(), text.width(), line * 2),
                                         index.data().toString(), bold);

  const QFont small = smallFont(option.font);
  painter->setFont(small);
  const QFontMetrics metrics(small);
  painter->setPen(c.muted);
  const auto drawLine = [&](int y, int left, const QString& words) {
    painter->drawText(QRect(text.left() + left, y, text.width() - left, line), Qt::AlignVCenter,
                      metrics.elidedText(words, Qt::ElideMiddle, text.width() - left));
  };
  int y = below;
  for (const auto& part :
       keyLines(index.data(CourseListModel::KeyRole).toString(), small, textWidth(card.width() + 2)))
  {
    drawLine(y, 0, part);
    y += line;
  }
  drawLine(y + 2, 0, index.data(CourseListModel::FactsRole).toString());
  if (!state.isEmpty()) {
    const QRect mark(text.left(), card.bottom() - kCardPadding - line + (line - 14) / 2, 14, 14);
    const bool isProblem = index.data(CourseListModel::ProblemRole).toBool();
    paintIcon(*painter, mark, isProblem ? u"circle-alert"_s : u"lock"_s, isProblem ? c.error : c.warning);
    painter->setPen(isProblem ? c.error : c.warning);
    drawLine(card.bottom() - kCardPadding - line, 20, state);
  }
  painter->restore();
}

} // namespace scriptorium
