#include "ui/shell/window/dropoverlay.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QMimeData>
#include <QPainter>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

DropOverlay::DropOverlay(QWidget* parent) : QWidget(parent)
{
  setAttribute(Qt::WA_TransparentForMouseEvents);
  hide();
}

QStringList DropOverlay::paths(const QMimeData* data)
{
  QStringList paths;
  const QList<QUrl> urls = data ? data->urls() : QList<QUrl>();
  for (const QUrl& url : urls)
    if (url.isLocalFile())
      paths.append(url.toLocalFile());
  return paths;
}

void DropOverlay::cover()
{
  setGeometry(parentWidget()->rect());
  raise();
  show();
}

void DropOverlay::paintEvent(QPaintEvent*)
{
  const Colours& c = colours(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor veil = c.window;
  veil.setAlphaF(0.88F);
  painter.fillRect(rect(), veil);
  painter.setPen(QPen(c.accent, 2, Qt::DashLine));
  painter.drawRoundedRect(rect().adjusted(24, 24, -24, -24), 16, 16);
  paintIcon(painter, QRect(rect().center() - QPoint(24, 56), QSize(48, 48)), u"download"_s, c.accent);
  QFont font = this->font();
  font.setPointSizeF(14);
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(c.text);
  painter.drawText(rect().adjusted(24, 40, -24, 40), Qt::AlignCenter, tr("Drop to import"));
}

} // namespace scriptorium
