#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/files/filespanel.h"
#include "ui/outline/outlineview.h"
#include "ui/panels/panels.h"
#include "ui/quickopen/fuzzymatch.h"
#include "ui/quickopen/places.h"
#include "ui/quickopen/quickopen.h"
#include "ui/widgets/messagebar.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Going somewhere by the keyboard: quick open, the outline's filter, and Enter on a button.
class TestQuickOpen : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void closerMatchesScoreHigher_data();
  void closerMatchesScoreHigher();
  void lettersFindBlocksFilesAndPages();
  void nothingTypedOffersWhatWasOpenLast();
  void enterBeforeTheOutcomeOpensItsFirst();
  void aFileOpensInItsPanel();
  void nothingFoundIsSaid();
  void fromTheFilterDownAndEnterOpenTheFirstMatch();
  void enterInTheFilterOpensTheFirstMatch();
  void enterPressesTheFocusedButton();

private:
  QuickOpen* open();
  QStringList offered(const QuickOpen* quick);
  BlockId id(const QString& name) { return m_desk->block(name.section(u'/', 0, 0), name.section(u'/', 1)); }
  BlockId opened() { return m_desk->document().selection().opened(); }

  std::unique_ptr<Desk> m_desk;
};

void TestQuickOpen::init()
{
  m_desk = std::make_unique<Desk>();
  const QString course = writeCourse(m_desk->folder() + u"/course"_s);
  const QList<QPair<QString, QByteArray>> files{
      {u"static/forest.png"_s, "\x89PNG"},
      {u"tabs/syll.html"_s, "<p>Syllabus</p>"},
      {u"policies/R1/policy.json"_s,
       R"({"course/R1": {"tabs": [{"type": "static_tab", "name": "Reading list", "url_slug": "syll"}]}})"}};
  for (const auto& [path, bytes] : files) {
    QVERIFY(QDir().mkpath(QFileInfo(course + u'/' + path).path()));
    QFile file(course + u'/' + path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }
  QVERIFY(m_desk->importAndOpen(course));
  m_desk->window().activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

void TestQuickOpen::cleanup()
{
  m_desk.reset();
}

QuickOpen* TestQuickOpen::open()
{
  m_desk->trigger(u"quick-open"_s);
  const auto all = m_desk->window().findChildren<QuickOpen*>();
  return all.isEmpty() ? nullptr : all.last();
}

QStringList TestQuickOpen::offered(const QuickOpen* quick)
{
  QStringList titles;
  const auto* list = quick->findChild<QListWidget*>();
  for (int row = 0; row < list->count(); ++row)
    titles.append(list->item(row)->text());
  return titles;
}

void TestQuickOpen::closerMatchesScoreHigher_data()
{
  QTest::addColumn<QString>("typed");
  QTest::addColumn<QString>("better");
  QTest::addColumn<QString>("worse");
  const auto row = [](const char* name, const QString& typed, const QString& better, const QString& worse) {
    QTest::newRow(name) << typed << better << worse;
  };
  row("the whole text", u"unit"_s, u"unit"_s, u"unit 1"_s);
  row("the beginning", u"for"_s, u"forest"_s, u"a forest"_s);
  row("a word's beginning", u"for"_s, u"the forest"_s, u"before"_s);
  row("letters together", u"ore"_s, u"forest"_s, u"our reeds"_s);
  row("beginnings of words", u"wt"_s, u"week two"_s, u"swift"_s);
  row("letters at all", u"frt"_s, u"forest"_s, u"tree"_s);
}

void TestQuickOpen::closerMatchesScoreHigher()
{
  QFETCH(QString, typed);
  QFETCH(QString, better);
  QFETCH(QString, worse);
  QVERIFY(fuzzyScore(better, typed) > fuzzyScore(worse, typed));
  QVERIFY(fuzzyScore(better, typed) > 0);
}

void TestQuickOpen::lettersFindBlocksFilesAndPages()
{
  QuickOpen* quick = open();
  QVERIFY(quick);
  auto* text = quick->findChild<QLineEdit*>();
  const auto first = [&](const QString& typed) {
    text->setText(typed);
    return QTest::qWaitFor([&] { return !offered(quick).isEmpty() && quick->isCurrent(); })
               ? offered(quick).first()
               : QString();
  };
  QCOMPARE(first(u"hlo"_s), u"Hello"_s);
  QCOMPARE(first(u"problem sum"_s), u"Sum"_s);
  QCOMPARE(first(u"forest"_s), u"forest.png"_s);
  QCOMPARE(first(u"reading"_s), u"Reading list"_s);
  text->setText(u"hello"_s);
  QTest::keyClick(text, Qt::Key_Return);
  QTRY_COMPARE(opened(), id(u"html/hello"_s));
}

void TestQuickOpen::nothingTypedOffersWhatWasOpenLast()
{
  for (const char* name : {"vertical/u3", "problem/sum", "html/hello"})
    m_desk->document().selection().show(id(QString::fromLatin1(name)));
  const QuickOpen* quick = open();
  QTRY_VERIFY(!offered(quick).isEmpty());
  QCOMPARE(offered(quick).mid(0, 2), QStringList({u"Sum"_s, u"Unit 3"_s})); // Hello is open now
  m_desk->window().page()->flush();
  m_desk->restart();
  QVERIFY(m_desk->waitForOutline());
  quick = open();
  QTRY_VERIFY(!offered(quick).isEmpty());
  QCOMPARE(offered(quick).first(), u"Sum"_s);
}

void TestQuickOpen::enterBeforeTheOutcomeOpensItsFirst()
{
  const QuickOpen* quick = open();
  auto* text = quick->findChild<QLineEdit*>();
  QTest::keyClicks(text, u"unit 3"_s);
  QTest::keyClick(text, Qt::Key_Return);
  QTRY_COMPARE(opened(), id(u"vertical/u3"_s));
}

void TestQuickOpen::aFileOpensInItsPanel()
{
  const QuickOpen* quick = open();
  auto* text = quick->findChild<QLineEdit*>();
  text->setText(u"forest"_s);
  QTest::keyClick(text, Qt::Key_Return);
  QTRY_VERIFY(m_desk->window().page()->panels().files()->isVisible());
}

void TestQuickOpen::nothingFoundIsSaid()
{
  const QuickOpen* quick = open();
  QTRY_VERIFY(!offered(quick).isEmpty());
  auto* text = quick->findChild<QLineEdit*>();
  text->setText(u"zzqqxx"_s);
  QTRY_VERIFY(quick->findChild<QLabel*>(u"quickOpenNothing"_s)->isVisible());
  QTest::keyClick(text, Qt::Key_Return);
  QVERIFY(quick->isVisible());
}

void TestQuickOpen::fromTheFilterDownAndEnterOpenTheFirstMatch()
{
  QVERIFY(m_desk->trigger(u"filter"_s));
  auto* filter = m_desk->find<QLineEdit>(u"outlineFilter"_s);
  QVERIFY(filter->hasFocus());
  QTest::keyClicks(filter, u"unit 3"_s);
  QTest::keyClick(filter, Qt::Key_Down); // at once: the filter has not caught up yet
  auto* view = m_desk->find<OutlineView>(u"outlineView"_s);
  QVERIFY(view->hasFocus());
  QCOMPARE(OutlineModel::idOf(view->currentIndex()), id(u"vertical/u3"_s));
  QTest::keyClick(view, Qt::Key_Return);
  QCOMPARE(opened(), id(u"vertical/u3"_s));
}

void TestQuickOpen::enterInTheFilterOpensTheFirstMatch()
{
  QVERIFY(m_desk->trigger(u"filter"_s));
  auto* filter = m_desk->find<QLineEdit>(u"outlineFilter"_s);
  QTest::keyClicks(filter, u"sum"_s);
  QTest::keyClick(filter, Qt::Key_Return);
  QCOMPARE(opened(), id(u"problem/sum"_s));
  QVERIFY(m_desk->trigger(u"filter"_s));
  QTest::keyClicks(filter, u"nowhere"_s);
  QTest::keyClick(filter, Qt::Key_Return);
  QVERIFY(filter->hasFocus());
}

void TestQuickOpen::enterPressesTheFocusedButton()
{
  m_desk->window().messages().showMessage(MessageBar::Kind::Info, u"Question"_s, {}, {{u"Yes"_s, [] {}}});
  auto* button = m_desk->window().messages().findChild<QPushButton*>();
  button->setFocus();
  QVERIFY(button->hasFocus());
  QTest::keyClick(button, Qt::Key_Return);
  QVERIFY(!m_desk->window().messages().isVisible());
}

SCRIPTORIUM_TEST(TestQuickOpen)
#include "tst_quickopen.moc"
