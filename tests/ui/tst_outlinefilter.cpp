#include "support/testmain.h"
#include "ui/document/outlinefilter.h"
#include "ui/opencourse.h"
#include "ui/outline/outlinepane.h"
#include "ui/outline/outlineview.h"

#include <QLineEdit>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Which blocks the words above the outline leave there.
class TestOutlineFilter : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void keepsWhatMatches_data();
  void keepsWhatMatches();
  void thePaneShowsOnlyMatchesAndWhatIsAbove();
  void nothingThatMatchesIsSaid();
  void escapeTakesTheFilterAway();

private:
  OpenCourse m_course;
};

void TestOutlineFilter::keepsWhatMatches_data()
{
  QTest::addColumn<QString>("filter");
  QTest::addColumn<QString>("matches"); // letters of the rows below
  const auto row = [](const char* name, const QString& filter, const QString& matches) {
    QTest::newRow(name) << filter << matches;
  };
  row("a word of the title, in any case", u"QUIZ"_s, u"p"_s);
  row("two words in any order", u"draft text"_s, u"d"_s);
  row("an id", u"h77"_s, u"h"_s);
  row("a type by its beginning", u"type:prob"_s, u"p"_s);
  row("one of two types", u"type:problem type:html"_s, u"phdb"_s);
  row("never published", u"is:draft"_s, u"d"_s);
  row("changed or never published", u"is:changed"_s, u"hd"_s);
  row("broken", u"is:broken"_s, u"b"_s);
  row("a type and a word", u"type:html hello"_s, u"h"_s);
  row("two states at once", u"is:changed is:broken"_s, u""_s);
  row("a state that is none is a word", u"is:new"_s, u""_s);
}

void TestOutlineFilter::keepsWhatMatches()
{
  QFETCH(QString, filter);
  QFETCH(QString, matches);
  QHash<QChar, OutlineRow> rows;
  const auto add = [&](QChar letter, const QString& type, const QString& urlName, const QString& title) {
    OutlineRow& row = rows[letter];
    row.type = type;
    row.urlName = urlName;
    row.title = title;
  };
  add(u'p', u"problem"_s, u"p1"_s, u"Quiz"_s);
  add(u'h', u"html"_s, u"h77"_s, u"Hello"_s);
  add(u'd', u"html"_s, u"h2"_s, u"Text of a draft"_s);
  add(u'b', u"html"_s, u"h3"_s, u"Damaged"_s);
  rows[u'h'].hasDraftChanges = true;
  rows[u'd'].isDraft = true;
  rows[u'b'].isBroken = true;
  const OutlineFilter tested(filter);
  for (auto it = rows.cbegin(); it != rows.cend(); ++it)
    QVERIFY2(tested.matches(*it, it->title) == matches.contains(it.key()), qPrintable(it->title));
}

void TestOutlineFilter::thePaneShowsOnlyMatchesAndWhatIsAbove()
{
  OutlinePane pane(m_course.document());
  pane.show();
  auto* line = pane.findChild<QLineEdit*>(u"outlineFilter"_s);
  QTest::keyClicks(line, u"quiz"_s);
  const OutlineModel& model = m_course.document().outlineModel();
  QTRY_COMPARE(model.matchCount(), 1);
  const QModelIndex quiz = model.indexOf(m_course.block(u"problem/p1"_s));
  QVERIFY(quiz.isValid());
  QVERIFY(model.indexOf(m_course.block(u"vertical/v1"_s)).isValid());
  QVERIFY(!model.indexOf(m_course.block(u"html/h1"_s)).isValid());
  QVERIFY(pane.view()->isExpanded(quiz.parent()));
}

void TestOutlineFilter::nothingThatMatchesIsSaid()
{
  OutlinePane pane(m_course.document());
  pane.show();
  auto* line = pane.findChild<QLineEdit*>(u"outlineFilter"_s);
  line->setText(u"nowhere to be found"_s);
  QTRY_VERIFY(!pane.view()->isVisible());
  line->setText(u"quiz"_s);
  QTRY_VERIFY(pane.view()->isVisible());
}

void TestOutlineFilter::escapeTakesTheFilterAway()
{
  OutlinePane pane(m_course.document());
  pane.show();
  auto* line = pane.findChild<QLineEdit*>(u"outlineFilter"_s);
  QTest::keyClicks(line, u"quiz"_s);
  QTRY_VERIFY(m_course.document().outlineModel().isFiltered());
  QTest::keyClick(line, Qt::Key_Escape);
  QCOMPARE(line->text(), QString());
  QTRY_VERIFY(!m_course.document().outlineModel().isFiltered());
  QVERIFY(m_course.document().outlineModel().indexOf(m_course.block(u"html/h1"_s)).isValid());
}

SCRIPTORIUM_TEST(TestOutlineFilter)
#include "tst_outlinefilter.moc"
