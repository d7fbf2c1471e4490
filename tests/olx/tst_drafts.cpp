#include "olx/coursefeed.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

QByteArray draft(const QByteArray& parent, const QByteArray& index, const QByteArray& content = {})
{
  return "<vertical display_name='D' parent_url='" + parent + "' index_in_children_list='" + index + "'>" +
         content + "</vertical>";
}

/// A sequential with the published verticals a and b.
CourseFeed course(std::initializer_list<std::pair<const char*, QByteArray>> more)
{
  CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                  {"course/r.xml", "<course><chapter url_name='c'/></course>"},
                  {"chapter/c.xml", "<chapter><sequential url_name='s'/></chapter>"},
                  {"sequential/s.xml",
                   "<sequential><!-- x --><vertical url_name='a'/><vertical url_name='b'/></sequential>"},
                  {"vertical/a.xml", "<vertical><problem url_name='p'/></vertical>"},
                  {"vertical/b.xml", "<vertical/>"},
                  {"problem/p.xml", "<problem>old</problem>"}};
  for (const auto& [path, bytes] : more)
    feed.file(u"course/"_s + QString::fromUtf8(path), bytes);
  return feed;
}

const QByteArray kParent = "block-v1:X+Y+Z+type@sequential+block@s";

} // namespace

class TestDrafts : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void unitsThatExistOnlyAsDraftsArePlaced_data()
  {
    QTest::addColumn<QByteArray>("index");
    QTest::addColumn<QString>("children");
    QTest::newRow("first") << "0"_ba << u"# +vertical/n{} vertical/a(problem/p) vertical/b"_s;
    QTest::newRow("between") << "1"_ba << u"# vertical/a(problem/p) +vertical/n{} vertical/b"_s;
    QTest::newRow("last") << "2"_ba << u"# vertical/a(problem/p) vertical/b +vertical/n{}"_s;
    QTest::newRow("beyond the end") << "99"_ba << u"# vertical/a(problem/p) vertical/b +vertical/n{}"_s;
  }

  void unitsThatExistOnlyAsDraftsArePlaced()
  {
    QFETCH(QByteArray, index);
    QFETCH(QString, children);
    const auto read = course({{"drafts/vertical/n.xml", draft(kParent, index)}}).read();
    QVERIFY(read.has_value());
    QCOMPARE(outline(*read), u"course/r(chapter/c(sequential/s("_s + children + u")))"_s);
    QVERIFY(!block(*read, u"vertical"_s, u"n"_s)->published);
  }

  void severalArePlacedInOrderOfTheirIndex()
  {
    const auto read = course({{"drafts/vertical/z.xml", draft(kParent, "1")},
                              {"drafts/vertical/y.xml", draft(kParent, "0")},
                              {"drafts/vertical/x.xml", draft("i4x://o/c/sequential/s", "3")}})
                          .read();
    QVERIFY(read.has_value());
    QCOMPARE(outline(*read),
             u"course/r(chapter/c(sequential/s(# +vertical/y{} +vertical/z{} vertical/a(problem/p) "
             u"+vertical/x{} vertical/b)))"_s);
  }

  void aDraftOfAPublishedUnitKeepsItsPlaceAndBothStates()
  {
    CourseFeed feed = course({{"drafts/vertical/b.xml", draft(kParent, "0", "<problem url_name='q'/>")},
                              {"drafts/problem/q.xml", "<problem>new</problem>"}});
    const auto read = feed.read();
    QVERIFY(read.has_value());
    QCOMPARE(outline(*read),
             u"course/r(chapter/c(sequential/s(# vertical/a(problem/p) vertical/b{problem/q{}})))"_s);
    const auto* unit = block(*read, u"vertical"_s, u"b"_s);
    QVERIFY(unit->published && unit->draft);
    QCOMPARE(read->text(read->sources[unit->draft->source].path), u"drafts/vertical/b.xml"_s);
    QVERIFY(!block(*read, u"problem"_s, u"q"_s)->published);
  }

  void componentsHaveTwoStates()
  {
    CourseFeed feed = course({{"drafts/vertical/a.xml", draft(kParent, "0", "<problem url_name='p'/>")},
                              {"drafts/problem/p.xml", "<problem>new</problem>"}});
    const auto read = feed.read();
    QVERIFY(read.has_value());
    const auto* problem = block(*read, u"problem"_s, u"p"_s);
    QCOMPARE(feed.bytesOf(problem->published->body), "<problem>old</problem>"_ba);
    QCOMPARE(feed.bytesOf(problem->draft->body), "<problem>new</problem>"_ba);
    QCOMPARE(rules(*read), QStringList{u"comment-lost@sequential/s"_s});
  }

  void aDraftPointsOnlyBelowDrafts()
  {
    const auto read =
        course({{"drafts/vertical/a.xml", draft(kParent, "0", "<problem url_name='p'/>")}}).read();
    QVERIFY(read.has_value());
    QVERIFY(!block(*read, u"problem"_s, u"p"_s)->draft);
    QVERIFY(rules(*read).contains(u"missing-draft-file@problem/p"_s));
  }

  void draftHtmlHasItsOwnText()
  {
    CourseFeed feed = course({{"drafts/vertical/n.xml", draft(kParent, "0", "<html url_name='h'/>")},
                              {"drafts/html/h.xml", "<html filename='h'/>"},
                              {"drafts/html/h.html", "draft"},
                              {"html/h.html", "stray"}});
    const auto read = feed.read();
    QVERIFY(read.has_value());
    const auto* html = block(*read, u"html"_s, u"h"_s);
    QCOMPARE(feed.bytesOf(html->draft->body), "draft"_ba);
    QCOMPARE(html->draft->bodyPath, u"html/h.html"_s);
    QCOMPARE(read->files.size(), 2);
  }

  void theFilesNameIsTheBlocksName()
  {
    const auto read = course({{"drafts/vertical/n.xml",
                               "\n<vertical url_name='other' parent_sequential_url='i4x://A/B/sequential/s' "
                               "index_in_children_list='0'/>"}})
                          .read();
    QVERIFY(read.has_value());
    QVERIFY(block(*read, u"vertical"_s, u"n"_s));
    QVERIFY(!block(*read, u"vertical"_s, u"other"_s));
  }

  void draftsInsideDraftsComeWithTheirParents()
  {
    const auto read = course({{"drafts/vertical/n.xml", draft(kParent, "1", "<vertical url_name='m'/>")},
                              {"drafts/vertical/m.xml", draft("block-v1:o+c+r+type@vertical+block@n", "0")}})
                          .read();
    QVERIFY(read.has_value());
    QCOMPARE(outline(*read), u"course/r(chapter/c(sequential/s(# vertical/a(problem/p) "
                             u"+vertical/n{vertical/m{}} vertical/b)))"_s);
  }

  void whatCannotBePlacedIsKeptAndTold_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("rule");
    QTest::newRow("parent not there")
        << draft("i4x://o/c/sequential/zz", "0") << u"draft-parent-missing@vertical/n"_s;
    QTest::newRow("parent is a leaf")
        << draft("i4x://o/c/problem/p", "0") << u"draft-parent-missing@vertical/n"_s;
    QTest::newRow("no parent") << "<vertical index_in_children_list='0'/>"_ba
                               << u"draft-parent-missing@vertical/n"_s;
    QTest::newRow("no key") << draft("nonsense", "0") << u"draft-parent-missing@vertical/n"_s;
    QTest::newRow("no number") << draft(kParent, "first") << u"draft-index@vertical/n"_s;
    QTest::newRow("broken") << "<vertical index_in_children_list='0'>"_ba << u"draft-broken"_s;
    QTest::newRow("only a mention") << "<vertical><!-- index_in_children_list --></vertical>"_ba
                                    << u"draft-index@vertical/n"_s;
  }

  void whatCannotBePlacedIsKeptAndTold()
  {
    QFETCH(QByteArray, text);
    QFETCH(QString, rule);
    const auto read = course({{"drafts/vertical/n.xml", text}}).read();
    QVERIFY(read.has_value());
    QVERIFY2(rules(*read).contains(rule), qPrintable(rules(*read).join(u' ')));
    QCOMPARE(read->files.last().path, u"drafts/vertical/n.xml"_s);
    QVERIFY(!block(*read, u"vertical"_s, u"n"_s));
  }

  void theSecondDraftOfABlockIsTold()
  {
    const auto read =
        course({{"drafts/vertical/n.xml", draft(kParent, "0")}, {"drafts/other/n.xml", draft(kParent, "1")}})
            .read();
    QVERIFY(read.has_value());
    QVERIFY(rules(*read).contains(u"draft-twice@vertical/n"_s));
  }

  void aDraftOfAUnitThatStandsElsewhereDoesNotMoveIt()
  {
    const auto read = course({{"sequential/t.xml", "<sequential/>"},
                              {"drafts/vertical/a.xml", draft("i4x://o/c/chapter/c", "0")}})
                          .read();
    QVERIFY(read.has_value());
    QVERIFY(rules(*read).contains(u"draft-elsewhere@vertical/a"_s));
    QCOMPARE(outline(*read), u"course/r(chapter/c(sequential/s(# vertical/a(problem/p){} vertical/b)))"_s);
  }
};

SCRIPTORIUM_TEST(TestDrafts)
#include "tst_drafts.moc"
