#include "ui/widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QHash>
#include <QPointer>
#include <QSet>
#include <QStyleFactory>
#include <QStyledItemDelegate>
#include <QWidget>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool isDark(const QPalette& palette)
{
  // Not the background: style sheets make that of some views transparent.
  return palette.color(QPalette::Text).lightness() > 128;
}

QPalette makePalette(const Colours& c)
{
  QPalette palette;
  palette.setColor(QPalette::Window, c.window);
  palette.setColor(QPalette::WindowText, c.text);
  palette.setColor(QPalette::Base, c.surface);
  palette.setColor(QPalette::AlternateBase, c.raised);
  palette.setColor(QPalette::Text, c.text);
  palette.setColor(QPalette::PlaceholderText, c.muted);
  palette.setColor(QPalette::Button, c.raised);
  palette.setColor(QPalette::ButtonText, c.text);
  palette.setColor(QPalette::BrightText, c.error);
  palette.setColor(QPalette::ToolTipBase, c.text);
  palette.setColor(QPalette::ToolTipText, c.surface);
  palette.setColor(QPalette::Highlight, c.accent);
  palette.setColor(QPalette::HighlightedText, c.onAccent);
  palette.setColor(QPalette::Link, c.accent);
  palette.setColor(QPalette::LinkVisited, c.accent);
  palette.setColor(QPalette::Light, c.raised);
  palette.setColor(QPalette::Midlight, c.hover);
  palette.setColor(QPalette::Mid, c.border);
  palette.setColor(QPalette::Dark, c.border);
  palette.setColor(QPalette::Shadow, c.border);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, c.muted);
  return palette;
}

QString styleSheetOf(const Colours& c)
{
  QFile file(u":/scriptorium/styles/scriptorium.qss"_s);
  if (!file.open(QIODevice::ReadOnly))
    return {};
  QString sheet = QString::fromUtf8(file.readAll());
  sheet.replace("@look"_L1, c.window.lightness() < 128 ? "dark"_L1 : "light"_L1);
  const QList<QPair<QString, QColor>> names{
      {u"@window"_s, c.window},     {u"@surface"_s, c.surface},   {u"@raised"_s, c.raised},
      {u"@hover"_s, c.hover},       {u"@selected"_s, c.selected}, {u"@border"_s, c.border},
      {u"@text"_s, c.text},         {u"@muted"_s, c.muted},       {u"@accent"_s, c.accent},
      {u"@onAccent"_s, c.onAccent}, {u"@warning"_s, c.warning},   {u"@error"_s, c.error},
      {u"@good"_s, c.good}};
  for (const auto& [name, colour] : names)
    sheet.replace(name + u';', colour.name() + u';');
  return sheet;
}

/// The desktop's font, unless the system has none to offer and Qt fell back to a plain one.
QFont applicationFont()
{
  QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
  const bool isFallback = font.family().startsWith("DejaVu"_L1) || font.family().startsWith("Sans"_L1);
  if (isFallback && QFontDatabase::hasFamily(u"Inter"_s))
    font.setFamily(u"Inter"_s);
  if (font.pointSizeF() > 0)
    font.setPointSizeF(qMax(font.pointSizeF(), 10.0));
  return font;
}

/// Styles what is visible when the sheet changes, and what was hidden then when it is shown: most of a window
/// is hidden, and Qt itself styles a widget for its first showing alone.
class LateStyler : public QObject
{
public:
  using QObject::QObject;

  void apply(QApplication& application, const QString& sheet)
  {
    const QWidgetList all = QApplication::allWidgets();
    for (QWidget* widget : all)
      widget->setAttribute(Qt::WA_WState_Polished, false);
    // Without a sheet in between Qt styles each widget once for itself and once for each widget above it.
    const bool isFirst = application.styleSheet().isEmpty(); // the font is another one as well
    m_told = isFirst ? Told::All : Told::Nobody;
    application.setStyleSheet({});
    for (QWidget* widget : all)
      widget->setAttribute(Qt::WA_WState_Polished, widget->isVisible());
    m_late.clear();
    m_told = isFirst ? Told::All : Told::Visible;
    application.setStyleSheet(sheet);
    m_told = Told::All;
  }

  bool eventFilter(QObject* watched, QEvent* event) override
  {
    if (event->type() == QEvent::StyleChange && m_told != Told::All)
      return holdBack(watched);
    if (event->type() == QEvent::Polish)
      makeListRoomy(qobject_cast<QComboBox*>(watched));
    if (event->type() == QEvent::Show && watched->isWidgetType())
      catchUp(static_cast<QWidget*>(watched));
    return false;
  }

private:
  /// Who hears that the style is another one. Each widget computes its sizes anew then.
  enum class Told
  {
    All,
    Visible,
    Nobody
  };

  bool holdBack(QObject* watched)
  {
    if (m_told == Told::Nobody)
      return true;
    const auto* widget = qobject_cast<const QWidget*>(watched);
    if (!widget || widget->isVisible())
      return false;
    m_late.insert(widget);
    return true;
  }

  /// A style sheet gives room to items of this delegate alone.
  static void makeListRoomy(QComboBox* combo)
  {
    if (!combo || combo->property("hasRoomyList").toBool())
      return;
    combo->setProperty("hasRoomyList", true);
    combo->setItemDelegate(new QStyledItemDelegate(combo));
  }

  void catchUp(QWidget* widget)
  {
    if (!widget->testAttribute(Qt::WA_WState_Polished)) {
      QEvent polish(QEvent::Polish);
      QCoreApplication::sendEvent(widget, &polish);
    }
    if (m_late.remove(widget)) {
      QEvent change(QEvent::StyleChange);
      QCoreApplication::sendEvent(widget, &change);
    }
  }

  Told m_told = Told::All;
  QSet<const QWidget*> m_late; ///< who has yet to hear; one that has gone meanwhile does no harm
};

/// The application's, made for the first look.
LateStyler& lateStyler(QApplication& application)
{
  static QPointer<LateStyler> styler;
  if (!styler) {
    styler = new LateStyler(&application);
    application.installEventFilter(styler);
  }
  return *styler;
}

} // namespace

const Colours& colours(bool dark)
{
  static const Colours light{.window = QColor(0xf4f2ee),
                             .surface = QColor(0xffffff),
                             .raised = QColor(0xfbfaf8),
                             .hover = QColor(0xf1eeea),
                             .selected = QColor(0xdfecea),
                             .border = QColor(0xe0dcd5),
                             .text = QColor(0x22262b),
                             .muted = QColor(0x636972),
                             .accent = QColor(0x17695f),
                             .onAccent = QColor(0xffffff),
                             .warning = QColor(0x94600b),
                             .error = QColor(0xb02f25),
                             .good = QColor(0x2b7448)};
  static const Colours night{.window = QColor(0x18191b),
                             .surface = QColor(0x202225),
                             .raised = QColor(0x282a2e),
                             .hover = QColor(0x2c2f33),
                             .selected = QColor(0x233d3a),
                             .border = QColor(0x36393e),
                             .text = QColor(0xe5e3de),
                             .muted = QColor(0xa0a4ab),
                             .accent = QColor(0x6fc9bc),
                             .onAccent = QColor(0x0d2421),
                             .warning = QColor(0xe2b562),
                             .error = QColor(0xf28b7f),
                             .good = QColor(0x80cb9b)};
  return dark ? night : light;
}

const Colours& colours(const QPalette& palette)
{
  return colours(isDark(palette));
}

QColor toneColour(Tone tone, const Colours& c)
{
  switch (tone) {
  case Tone::Text:
    break;
  case Tone::Muted:
    return c.muted;
  case Tone::Accent:
    return c.accent;
  case Tone::Warning:
    return c.warning;
  case Tone::Error:
    return c.error;
  case Tone::Good:
    return c.good;
  }
  return c.text;
}

bool systemIsDark()
{
  static const bool dark = isDark(QApplication::palette());
  return dark;
}

void applyLook(QApplication& application, Look look)
{
  const bool dark = look == Look::Dark || (look == Look::System && systemIsDark());
  const Colours& chosen = colours(dark);
  if (!application.property("hasLook").toBool()) {
    application.setProperty("hasLook", true);
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setFont(applicationFont());
  }
  const QString sheet = styleSheetOf(chosen);
  if (sheet == application.styleSheet())
    return;
  QApplication::setPalette(makePalette(chosen));
  lateStyler(application).apply(application, sheet);
}

QString lookName(Look look)
{
  switch (look) {
  case Look::System:
    break;
  case Look::Light:
    return u"light"_s;
  case Look::Dark:
    return u"dark"_s;
  }
  return u"system"_s;
}

Look lookNamed(const QString& name)
{
  if (name == "light"_L1)
    return Look::Light;
  return name == "dark"_L1 ? Look::Dark : Look::System;
}

} // namespace scriptorium
