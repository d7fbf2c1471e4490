#include "support/testmain.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QImage>
#include <QLabel>
#include <QPainter>
#include <QRegularExpression>
#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

double luminance(const QColor& colour)
{
  const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

/// As WCAG 2: 1 to 21.
double contrast(const QColor& a, const QColor& b)
{
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

bool hasInk(const QImage& image)
{
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x)
      if (qAlpha(image.pixel(x, y)) > 0)
        return true;
  return false;
}

QImage drawn(const QIcon& icon)
{
  return icon.pixmap(QSize(24, 24)).toImage();
}

/// Counts how often it is styled anew.
class StyleCounter : public QLabel
{
public:
  using QLabel::QLabel;
  int changes = 0;

protected:
  void changeEvent(QEvent* event) override
  {
    changes += event->type() == QEvent::StyleChange ? 1 : 0;
    QLabel::changeEvent(event);
  }
};

} // namespace

/// The looks, the icons and the badges.
class TestTheme : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void cleanupTestCase() { applyLook(*qApp, Look::System); }

  void wordsCanBeReadOnEverySurface_data();
  void wordsCanBeReadOnEverySurface();
  void aLookKeepsItsName();
  void theLookReachesThePalette();
  void noColourNameIsLeftInTheStyleSheet();
  void anIconFollowsTheLook();
  void aMessageKeepsItsIconInTheLook();
  void aWidgetIsStyledOnceHoweverDeepItLies();
  void whatIsHiddenIsStyledWhenItIsShown();
  void whatIsHiddenHearsOfTheLookWhenItIsShown();
  void aStrongLabelStaysStrong();
  void anUnknownIconIsABox();
  void everyTypeHasAnIcon();
  void badgesTakeTheRoomTheyNeed_data();
  void badgesTakeTheRoomTheyNeed();
};

void TestTheme::wordsCanBeReadOnEverySurface_data()
{
  QTest::addColumn<bool>("dark");
  QTest::newRow("light") << false;
  QTest::newRow("dark") << true;
}

void TestTheme::wordsCanBeReadOnEverySurface()
{
  QFETCH(bool, dark);
  const Colours& c = colours(dark);
  const QList<QColor> surfaces{c.window, c.surface, c.raised, c.hover, c.selected};
  for (const auto& surface : surfaces)
    for (const auto& words : {c.text, c.muted})
      QVERIFY2(contrast(words, surface) >= 4.5,
               qPrintable(u"%1 on %2: %3"_s.arg(words.name(), surface.name()).arg(contrast(words, surface))));
  for (const auto& words : {c.accent, c.warning, c.error, c.good})
    QVERIFY2(contrast(words, c.surface) >= 4.5, qPrintable(words.name()));
  QVERIFY(contrast(c.onAccent, c.accent) >= 4.5);
}

void TestTheme::aLookKeepsItsName()
{
  for (const Look look : {Look::System, Look::Light, Look::Dark})
    QCOMPARE(lookNamed(lookName(look)), look);
  QCOMPARE(lookNamed(u"purple"_s), Look::System);
}

void TestTheme::theLookReachesThePalette()
{
  for (const bool dark : {true, false}) {
    applyLook(*qApp, dark ? Look::Dark : Look::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), colours(dark).window);
    QCOMPARE(&colours(QApplication::palette()), &colours(dark));
  }
}

void TestTheme::noColourNameIsLeftInTheStyleSheet()
{
  applyLook(*qApp, Look::Light);
  QVERIFY(qApp->styleSheet().size() > 100);
  static const QRegularExpression kComment(u"/\\*.*?\\*/"_s, QRegularExpression::DotMatchesEverythingOption);
  const QString sheet = qApp->styleSheet().remove(kComment);
  QVERIFY2(!sheet.contains(u'@'), qPrintable(sheet.section(u'@', 1).left(40)));
}

void TestTheme::anIconFollowsTheLook()
{
  const QIcon followed = icon(u"pencil"_s);
  const QIcon warning = icon(u"pencil"_s, Tone::Warning);
  applyLook(*qApp, Look::Light);
  const QImage light = drawn(followed);
  const QImage lightWarning = drawn(warning);
  QVERIFY(lightWarning != light);
  applyLook(*qApp, Look::Dark);
  QVERIFY(hasInk(light));
  QVERIFY(drawn(followed) != light);
  QVERIFY(drawn(warning) != lightWarning);
  QVERIFY(drawn(warning) != drawn(followed));
}

void TestTheme::aMessageKeepsItsIconInTheLook()
{
  applyLook(*qApp, Look::Light);
  MessageBar bar;
  bar.showMessage(MessageBar::Kind::Warning, u"Title"_s);
  const auto pictured = [&bar] {
    for (const auto* label : bar.findChildren<QLabel*>())
      if (!label->pixmap().isNull())
        return label->pixmap().toImage();
    return QImage();
  };
  const QImage light = pictured();
  QVERIFY(hasInk(light));
  applyLook(*qApp, Look::Dark);
  QVERIFY(pictured() != light);
}

void TestTheme::aWidgetIsStyledOnceHoweverDeepItLies()
{
  applyLook(*qApp, Look::Light);
  QWidget top;
  QWidget* deepest = &top;
  for (int depth = 0; depth < 12; ++depth)
    deepest = new QWidget(deepest);
  auto* label = new StyleCounter(deepest);
  top.show();
  label->changes = 0;
  applyLook(*qApp, Look::Dark);
  QCOMPARE(label->changes, 1);
  label->changes = 0;
  applyLook(*qApp, Look::Dark); // as it is already
  QCOMPARE(label->changes, 0);
}

void TestTheme::whatIsHiddenIsStyledWhenItIsShown()
{
  applyLook(*qApp, Look::Light);
  QWidget top;
  auto* page = new QWidget(&top);
  QLabel* label = makeLabel(u"Words"_s, u"muted"_s, page);
  top.show();
  QCOMPARE(label->palette().color(QPalette::WindowText), colours(false).muted);
  page->hide();
  applyLook(*qApp, Look::Dark);
  QVERIFY(!label->testAttribute(Qt::WA_WState_Polished));
  page->show();
  QCOMPARE(label->palette().color(QPalette::WindowText), colours(true).muted);
  page->hide();
  applyLook(*qApp, Look::Light);
  page->show();
  QCOMPARE(label->palette().color(QPalette::WindowText), colours(false).muted);
}

void TestTheme::whatIsHiddenHearsOfTheLookWhenItIsShown()
{
  applyLook(*qApp, Look::Light);
  QWidget top;
  auto* page = new QWidget(&top);
  auto* label = new StyleCounter(page);
  top.show();
  page->hide();
  label->changes = 0;
  applyLook(*qApp, Look::Dark);
  applyLook(*qApp, Look::Light);
  QCOMPARE(label->changes, 0);
  page->show();
  QCOMPARE(label->changes, 1);
  page->hide();
  page->show();
  QCOMPARE(label->changes, 1);
}

void TestTheme::aStrongLabelStaysStrong()
{
  applyLook(*qApp, Look::Light);
  QWidget top;
  auto* label = new ElidedLabel(u"field"_s, &top);
  auto* hidden = new ElidedLabel(u"field"_s, &top);
  label->setStrong(true);
  hidden->setStrong(true);
  top.show();
  hidden->hide();
  for (const Look look : {Look::Dark, Look::Light}) {
    applyLook(*qApp, look);
    QCOMPARE(label->font().weight(), int(QFont::DemiBold));
    hidden->show();
    QCOMPARE(hidden->font().weight(), int(QFont::DemiBold));
    hidden->hide();
  }
  label->setStrong(false);
  QCOMPARE(label->font().weight(), int(QFont::Normal));
}

void TestTheme::anUnknownIconIsABox()
{
  QVERIFY(hasInk(drawn(icon(u"box"_s))));
  QCOMPARE(drawn(icon(u"no such icon"_s)), drawn(icon(u"box"_s)));
}

void TestTheme::everyTypeHasAnIcon()
{
  QCOMPARE(blockIconName(u"html"_s, {}), u"type"_s);
  QCOMPARE(blockIconName(u"html"_s, u"video"_s), u"video"_s);
  QCOMPARE(blockIconName(u"html"_s, u"no such icon"_s), u"type"_s);
  QCOMPARE(blockIconName(u"nobody-knows"_s, {}), u"puzzle"_s);
}

void TestTheme::badgesTakeTheRoomTheyNeed_data()
{
  QTest::addColumn<Badges>("badges");
  QTest::addColumn<int>("marks");
  QTest::newRow("none") << Badges() << 0;
  QTest::newRow("a draft") << Badges(Badge::Draft) << 1;
  QTest::newRow("changed") << Badges(Badge::Changed) << 1;
  QTest::newRow("broken and a draft") << (Badge::Broken | Badge::Draft) << 2;
  QTest::newRow("a draft that is changed too is a draft") << (Badge::Draft | Badge::Changed) << 1;
}

void TestTheme::badgesTakeTheRoomTheyNeed()
{
  QFETCH(Badges, badges);
  QFETCH(int, marks);
  QImage image(100, 20, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  const int width = paintBadges(painter, image.rect(), badges, QApplication::palette());
  painter.end();
  QCOMPARE(width, 18 * marks);
  QCOMPARE(hasInk(image), marks > 0);
  QVERIFY(!hasInk(image.copy(0, 0, 99 - width, 20)));
}

SCRIPTORIUM_TEST(TestTheme)
#include "tst_theme.moc"
