#include "ui/widgets/icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QHash>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QString pathOf(const QString& name)
{
  const QString path = u":/scriptorium/icons/%1.svg"_s.arg(name);
  return QFile::exists(path) ? path : u":/scriptorium/icons/box.svg"_s;
}

QPixmap draw(const QString& name, const QSize& size, const QColor& colour)
{
  const QString key = u"scriptorium/%1/%2x%3/%4"_s.arg(name)
                          .arg(size.width())
                          .arg(size.height())
                          .arg(colour.name(QColor::HexArgb));
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap))
    return pixmap;
  pixmap = QPixmap(size);
  pixmap.fill(Qt::transparent);
  QFile file(pathOf(name));
  if (file.open(QIODevice::ReadOnly)) {
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name().toLatin1());
    svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
    QSvgRenderer renderer(svg);
    QPainter painter(&pixmap);
    painter.setOpacity(colour.alphaF());
    renderer.render(&painter);
  }
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

/// Draws at paint time, so that the colour is that of the palette in force.
class TintedEngine final : public QIconEngine
{
public:
  TintedEngine(QString name, Tone tone) : m_name(std::move(name)), m_tone(tone) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
  {
    const QPalette palette = QGuiApplication::palette();
    QColor colour =
        m_tone == Tone::Text ? palette.color(QPalette::WindowText) : toneColour(m_tone, colours(palette));
    if (mode == QIcon::Disabled)
      colour.setAlphaF(0.4F);
    paintIcon(*painter, rect, m_name, colour);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
  {
    QPixmap result(size);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return result;
  }

  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override
  {
    return pixmap(size, mode, state);
  }

  QIconEngine* clone() const override { return new TintedEngine(*this); }

private:
  QString m_name;
  Tone m_tone;
};

} // namespace

QIcon icon(const QString& name, Tone tone)
{
  return QIcon(new TintedEngine(name, tone));
}

void paintIcon(QPainter& painter, const QRect& rect, const QString& name, const QColor& colour)
{
  const int side = qMin(rect.width(), rect.height());
  if (side <= 0)
    return;
  const qreal ratio = painter.device()->devicePixelRatioF();
  QRect target(0, 0, side, side);
  target.moveCenter(rect.center());
  QPixmap pixmap = draw(name, QSize(qRound(side * ratio), qRound(side * ratio)), colour);
  pixmap.setDevicePixelRatio(ratio);
  painter.drawPixmap(target.topLeft(), pixmap);
}

QString blockIconName(const QString& type, const QString& named)
{
  if (!named.isEmpty() && QFile::exists(u":/scriptorium/icons/%1.svg"_s.arg(named)))
    return named;
  static const QHash<QString, QString> kIcons{{u"course"_s, u"graduation-cap"_s},
                                              {u"library"_s, u"library"_s},
                                              {u"chapter"_s, u"folder"_s},
                                              {u"sequential"_s, u"layout-list"_s},
                                              {u"vertical"_s, u"file-text"_s},
                                              {u"html"_s, u"type"_s},
                                              {u"problem"_s, u"circle-help"_s},
                                              {u"video"_s, u"video"_s},
                                              {u"discussion"_s, u"messages-square"_s},
                                              {u"library_content"_s, u"shuffle"_s},
                                              {u"itembank"_s, u"shuffle"_s},
                                              {u"randomize"_s, u"shuffle"_s},
                                              {u"split_test"_s, u"split"_s},
                                              {u"conditional"_s, u"split"_s},
                                              {u"poll"_s, u"chart-column"_s},
                                              {u"poll_question"_s, u"chart-column"_s},
                                              {u"survey"_s, u"clipboard-list"_s},
                                              {u"word_cloud"_s, u"sparkles"_s},
                                              {u"lti"_s, u"plug"_s},
                                              {u"lti_consumer"_s, u"plug"_s},
                                              {u"openassessment"_s, u"users-round"_s},
                                              {u"drag-and-drop-v2"_s, u"move"_s},
                                              {u"about"_s, u"info"_s},
                                              {u"annotatable"_s, u"pen-line"_s},
                                              {u"google-document"_s, u"globe"_s},
                                              {u"google-calendar"_s, u"calendar-days"_s},
                                              {u"static_tab"_s, u"file"_s},
                                              {u"problemset"_s, u"layout-list"_s},
                                              {u"videosequence"_s, u"layout-list"_s},
                                              {u"done"_s, u"circle-check"_s},
                                              {u"unit"_s, u"file-text"_s}};
  return kIcons.value(type, u"puzzle"_s);
}

} // namespace scriptorium
