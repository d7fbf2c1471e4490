#include "ui/widgets/rowdrag.h"

#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QCoreApplication>
#include <QDrag>
#include <QMimeData>
#include <QPainter>

namespace scriptorium {
namespace {

struct RowDrag
{
  Q_DECLARE_TR_FUNCTIONS(RowDrag)
};

/// In the colours, font and resolution of the widget.
QPixmap nameCard(const QString& text, const QWidget& widget)
{
  constexpr int kWidest = 260;
  constexpr int kPadding = 10;
  const QFontMetrics metrics = widget.fontMetrics();
  const QString shown = metrics.elidedText(text, Qt::ElideRight, kWidest);
  const QSize size(metrics.horizontalAdvance(shown) + 2 * kPadding, metrics.height() + kPadding);
  QPixmap picture(size * widget.devicePixelRatioF());
  picture.setDevicePixelRatio(widget.devicePixelRatioF());
  picture.fill(Qt::transparent);
  const Colours& c = colours(widget.palette());
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(c.accent, 1));
  painter.setBrush(c.selected);
  painter.drawRoundedRect(QRectF(QPointF(), size).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  painter.setFont(widget.font());
  painter.setPen(c.text);
  painter.drawText(QRect(QPoint(), size), Qt::AlignCenter, shown);
  return picture;
}

} // namespace

void dragRows(QAbstractItemView& view)
{
  QModelIndexList rows = view.selectionModel()->selectedIndexes();
  rows.removeIf([](const QModelIndex& row) { return !row.flags().testFlag(Qt::ItemIsDragEnabled); });
  if (rows.isEmpty())
    return;
  const QPoint belowThePointer(-12, -8);
  auto* drag = new QDrag(&view);
  drag->setMimeData(view.model()->mimeData(rows));
  drag->setPixmap(nameCard(rows.size() == 1
                               ? rows.first().data().toString()
                               : RowDrag::tr("%n block(s)", nullptr, static_cast<int>(rows.size())),
                           view));
  drag->setHotSpot(belowThePointer);
  drag->exec(Qt::MoveAction);
}

} // namespace scriptorium
