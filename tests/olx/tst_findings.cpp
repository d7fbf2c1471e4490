#include "olx/coursefeed.h"
#include "support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestFindings : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void elementsAreRemarkedOn_data()
  {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("rule");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, QByteArray content, QString rule, int line = 2) {
      QTest::newRow(name) << std::move(content) << std::move(rule) << line;
    };
    row("nothing to say", "<problem url_name='p' weight='1.0' max_attempts='2'><p>x</p></problem>", {});
    row("text first", "text<poll url_name='p' xblock-family='xblock.v1'/>",
        u"text-in-container@vertical/v"_s);
    row("text behind a child", "<poll url_name='p' xblock-family='xblock.v1'/>text",
        u"tail-text@vertical/v"_s);
    row("comment", "\n<!-- c -->", u"comment-lost@vertical/v"_s, 3);
    row("meta", "<meta>{}</meta>", u"meta-element@vertical/v"_s);
    row("no name", "<poll xblock-family='xblock.v1' question='?'/>", u"made-up-name@poll/poll_"_s);
    row("bad name", "<poll url_name='a b' xblock-family='xblock.v1'/>", u"invalid-url-name@poll/a b"_s);
    row("bare pure XBlock", "<done url_name='d'/>", u"bare-xblock@done/d"_s);
    row("missing file", "<problem url_name='p'/>", u"missing-file@problem/p"_s);
    row("repeated pointer", "<done url_name='d' xblock-family='xblock.v1'/><vertical url_name='v'/>",
        u"duplicate-pointer@vertical/v"_s);
    row("repeated name", "<done url_name='d' align='1'/><done url_name='d' align='1'/>",
        u"duplicate-name@done/d"_s);
  }

  void elementsAreRemarkedOn()
  {
    QFETCH(QByteArray, content);
    QFETCH(QString, rule);
    QFETCH(int, line);
    const auto course = unitWith(content).read();
    QVERIFY(course.has_value());
    if (rule.isEmpty()) {
      QVERIFY2(rules(*course).isEmpty(), qPrintable(rules(*course).join(u' ')));
      return;
    }
    const auto found = std::ranges::find_if(course->findings, [&](const Finding& finding) {
      return (finding.rule + u'@' + finding.place.blockType + u'/' + finding.place.blockId).startsWith(rule);
    });
    QVERIFY2(found != course->findings.end(), qPrintable(rules(*course).join(u' ')));
    QCOMPARE(found->place.line, line);
    QCOMPARE(found->place.file, u"vertical/v.xml"_s);
    QVERIFY(found->message.endsWith(u'.') || found->message.endsWith(u'"'));
    QVERIFY(found->advice.endsWith(u'.'));
  }

  void aMadeUpNameSaysOfWhat_data()
  {
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<QString>("words");
    QTest::newRow("slug") << QByteArray("<problem slug='sl'>x</problem>") << u"of its slug; when that"_s;
    QTest::newRow("name") << QByteArray("<problem name='Hello, World!'>x</problem>")
                          << u"\"Hello_World_\" of its name; when that"_s;
    QTest::newRow("title") << QByteArray("<problem display_name='A b'>x</problem>")
                           << u"\"A_b\" of its display_name; when that"_s;
    QTest::newRow("hash") << QByteArray("<problem>x</problem>") << u"whenever the element does"_s;
  }

  void aMadeUpNameSaysOfWhat()
  {
    QFETCH(QByteArray, element);
    QFETCH(QString, words);
    const auto course = unitWith(element).read();
    QVERIFY(course.has_value());
    const auto found = std::ranges::find(course->findings, u"made-up-name"_s, &Finding::rule);
    QVERIFY(found != course->findings.end());
    QVERIFY2(found->message.contains(words), qPrintable(found->message));
  }

  void aMissingFileNamesTheOneOfAnotherCase()
  {
    const auto course = unitWith("<problem url_name='Quiz'/><html url_name='h'/><html url_name='g'/>",
                                 {{u"problem/quiz.xml"_s, "<problem/>"},
                                  {u"html/h.xml"_s, "<html filename='H1'/>"},
                                  {u"html/h1.HTML"_s, "x"},
                                  {u"html/g.xml"_s, "<html filename='gone'/>"}})
                            .read();
    QVERIFY(course.has_value());
    QStringList there;
    for (const auto& finding : course->findings)
      if (finding.rule.startsWith(u"missing"_s))
        there.append(finding.message.section(u"There is "_s, 1).section(u',', 0, 0));
    QCOMPARE(there, (QStringList{u"problem/quiz.xml"_s, u"html/h1.HTML"_s, u""_s}));
  }

  void filesAreRemarkedOn_data()
  {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, QString path, QByteArray bytes, QString rule) {
      QTest::newRow(name) << std::move(path) << std::move(bytes) << std::move(rule);
    };
    row("what macOS adds to a problem", u"problem/._z.xml"_s, "\0\5\26\7", {});
    row("what macOS adds to an asset", u"static/._x.png"_s, "\0\5\26\7", {});
    row("what macOS adds elsewhere", u"__MACOSX/._y"_s, "\0\5\26\7", {});
    row("broken assets.xml", u"assets/assets.xml"_s, "<assets>", u"assets-xml-broken"_s);
    row("a problem nobody points to", u"problem/z.xml"_s, "<problem/>", u"unreferenced-file"_s);
    row("a readme", u"README.md"_s, "x", u"file-not-imported"_s);
    row("a page with a byte order mark", u"about/overview.html"_s, "\xEF\xBB\xBFx", u"byte-order-mark"_s);
    row("a page in Latin-1", u"about/overview.html"_s, "caf\xE9", u"not-utf8"_s);
  }

  void filesAreRemarkedOn()
  {
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, rule);
    const auto course = unitWith("<done url_name='d' xblock-family='xblock.v1'/>", {{path, bytes}}).read();
    QVERIFY(course.has_value());
    if (rule.isEmpty())
      QVERIFY2(rules(*course).isEmpty(), qPrintable(rules(*course).join(u' ')));
    else
      QVERIFY2(rules(*course).contains(rule), qPrintable(rules(*course).join(u' ')));
  }

  void theCourseFileIsRemarkedOn_data()
  {
    QTest::addColumn<QByteArray>("root");
    QTest::addColumn<QByteArray>("run");
    QTest::addColumn<QString>("rule");
    const QByteArray pointer = "<course url_name='r' org='o' course='c'/>";
    const auto row = [](const char* name, QByteArray root, QByteArray run, QString rule) {
      QTest::newRow(name) << std::move(root) << std::move(run) << std::move(rule);
    };
    row("fine", pointer, "<course/>", {});
    row("one textbook", pointer, "<course><textbook title='a'/><wiki slug='w'/></course>", {});
    row("a pointer with another attribute", "<course url_name='r' org='o' course='c' display_name='x'/>",
        "<course/>", u"possible-pointer@course/r"_s);
    row("no org", "<course url_name='r' course='c'><chapter url_name='c'/></course>", "<course/>",
        u"org-missing"_s);
    row("no name", "<course org='o' course='c' display_name='x'><chapter url_name='c'/></course>",
        "<course/>", u"run-missing"_s);
    row("bad org", "<course url_name='r' org='o o' course='c'/>", "<course/>", u"invalid-course-key"_s);
    row("another tag", pointer, "<chapter/>", u"tag-mismatch@course/r"_s);
    row("another name", pointer, "<course url_name='other'/>", u"other-url-name@course/r"_s);
    row("a pointer again", pointer, pointer, u"pointer-again@course/r"_s);
    row("Windows line ends", pointer, "<course>\r\n</course>", u"carriage-returns"_s);
    row("Latin-1 declared", "<?xml version='1.0' encoding='ISO-8859-1'?>" + pointer, "<course/>",
        u"declared-encoding"_s);
    row("Latin-1 declared in the run file", pointer, "<?xml version='1.0' encoding='ISO-8859-1'?><course/>",
        u"declared-encoding"_s);
    row("comment before the root", pointer, "<!-- c --><course/>", u"comment-outside-root"_s);
    row("comment behind the root", pointer, "<course/><!-- c -->", u"comment-outside-root"_s);
    row("byte order mark", pointer, "\xEF\xBB\xBF<course/>", {});
    row("document type", pointer, "<!DOCTYPE course><course/>", u"doctype"_s);
    row("document type of course.xml", "<!DOCTYPE course SYSTEM 'course.dtd'>" + pointer, "<course/>",
        u"doctype"_s);
    row("entities", pointer, "<!DOCTYPE course [<!ENTITY x 'y'>]><course/>", u"broken-xml@course/r"_s);
  }

  void theCourseFileIsRemarkedOn()
  {
    QFETCH(QByteArray, root);
    QFETCH(QByteArray, run);
    QFETCH(QString, rule);
    const auto course = CourseFeed{{"course.xml", root}, {"course/r.xml", run}}.read();
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    if (rule.isEmpty())
      QVERIFY2(rules(*course).isEmpty(), qPrintable(rules(*course).join(u' ')));
    else
      QVERIFY2(rules(*course).contains(rule), qPrintable(rules(*course).join(u' ')));
  }

  void filesOutsideTheTreeSayNothing()
  {
    const auto course =
        unitWith("<done url_name='d' xblock-family='xblock.v1'/>",
                 {{u"problem/z.xml"_s, "<problem display_name='null'><![CDATA[x]]></problem>"}})
            .read();
    QVERIFY(course.has_value());
    QCOMPARE(rules(*course), QStringList{u"unreferenced-file"_s});
  }

  void linksThatStudioRefusesAreTold()
  {
    CourseFeed feed = unitWith("<done url_name='d' xblock-family='xblock.v1'/>");
    feed.link(u"course/static/a"_s, u"../x"_s).link(u"course/static/b"_s, u"c/../d"_s);
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QCOMPARE(rules(*course), QStringList{u"link-refused"_s});
    QCOMPARE(course->findings[0].place.file, u"static/a"_s);
  }

  void whatIsReadThroughLinksIsRead()
  {
    CourseFeed feed{{"roots/r.xml", "<course url_name='r' org='o' course='c'/>"},
                    {"course/r.xml", "<course/>"},
                    {"policies/_base/policy.json", "{}"},
                    {"policies/_base/grading_policy.json", "{\"GRADE_CUTOFFS\": {}, \"GRADER\": []}"}};
    feed.link(u"course/course.xml"_s, u"roots/r.xml"_s).link(u"course/policies/r"_s, u"_base"_s);
    const auto course = feed.read();
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    QVERIFY2(rules(*course).isEmpty(), qPrintable(rules(*course).join(u' ')));
  }

  void aCrowdedRuleIsCutShort()
  {
    QByteArray many;
    for (int i = 0; i < 3000; ++i)
      many += "<problem url_name='p" + QByteArray::number(i) + "'/>\n";
    const auto course = unitWith(many).read();
    QVERIFY(course.has_value());
    QCOMPARE(rules(*course).size(), 1001);
    QVERIFY(course->findings.last().message.contains(u"2000"_s));
  }
};

SCRIPTORIUM_TEST(TestFindings)
#include "tst_findings.moc"
