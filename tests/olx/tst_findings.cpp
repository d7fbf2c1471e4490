#include "olx/coursefeed.h"
#include "support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const QByteArray kVerticalBegin = "<vertical>\n";

/// A course whose only unit holds `content`.
CourseFeed courseWith(const QByteArray& content, const QList<std::pair<QString, QByteArray>>& more = {})
{
  CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                  {"course/r.xml", "<course><chapter url_name='c'/></course>"},
                  {"chapter/c.xml", "<chapter><sequential url_name='s'/></chapter>"},
                  {"sequential/s.xml", "<sequential><vertical url_name='v'/></sequential>"},
                  {"vertical/v.xml", kVerticalBegin + content + "\n</vertical>"}};
  for (const auto& [path, bytes] : more)
    feed.file(u"course/"_s + path, bytes);
  return feed;
}

QByteArray policy(const QByteArray& fields)
{
  return "{\"course/r\": {" + fields + "}}";
}

QByteArray tabs(const QByteArray& list)
{
  return policy("\"tabs\": [" + list + "]");
}

QByteArray partition(const QByteArray& fields)
{
  return policy("\"user_partitions\": [{" + fields + "}]");
}

} // namespace

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
    row("quoted string", "<problem url_name='p' display_name='&quot;Q&quot;'>x</problem>",
        u"string-loses-quotes@problem/p"_s);
    row("quoted string in single quotes", "<problem url_name='p' display_name='\"Q\"'>x</problem>",
        u"string-loses-quotes@problem/p"_s);
    row("a quotation that is no JSON", "<problem url_name='p' display_name='\"Q\" and \"R\"'>x</problem>",
        {});
    row("null", "<problem url_name='p' display_name='null'>x</problem>", u"string-null@problem/p"_s);
    row("markdown null is Studio's own", "<problem url_name='p' markdown='null'>x</problem>", {});
    row("yes", "<problem url_name='p' show_reset_button='Yes'>x</problem>", u"boolean-text@problem/p"_s);
    row("True", "<problem url_name='p' show_reset_button='True'>x</problem>", {});
    row("attempts in words", "<problem url_name='p' max_attempts='three'>x</problem>",
        u"invalid-value@problem/p"_s);
    row("a date in words", "<problem url_name='p' due='2012-10-30T23:00'>x</problem>", {});
    row("no date", "<problem url_name='p' due='soon'>x</problem>", u"invalid-value@problem/p"_s);
    row("a quoted date", "<problem url_name='p' due='&quot;2012-10-30T23:00:00+00:00&quot;'>x</problem>", {});
    row("unknown attribute of an Xml-block stays", "<problem url_name='p' zork='1'>x</problem>", {});
    row("unknown attribute of a pure XBlock", "<poll url_name='p' xblock-family='xblock.v1' zork='1'/>",
        u"unknown-attribute@poll/p"_s);
    row("an old draft's place",
        "<poll url_name='p' xblock-family='xblock.v1' parent_url='x' index_in_children_list='1'/>", {});
    row("a type that is known by name only", "<hastexo url_name='p' xblock-family='xblock.v1' stack='x'/>",
        {});
    row("known attribute of a pure XBlock", "<poll url_name='p' xblock-family='xblock.v1' question='?'/>",
        {});
    row("unknown type", "<zork url_name='z'>x</zork>", u"unknown-type@zork/z"_s);
    row("unknown type with children", "\n<zork url_name='z'><problem url_name='p'/></zork>",
        u"unknown-type@zork/z"_s, 3);
    row("poll without answers", "<poll_question url_name='p'>?</poll_question>",
        u"poll-without-answers@poll_question/p"_s);
    row("poll answer without id", "<poll_question url_name='p'>?<answer>a</answer></poll_question>",
        u"poll-answer-without-id@poll_question/p"_s);
    row("poll", "<poll_question url_name='p'>?<answer id='a'>a</answer></poll_question>", {});
    row("experiment without groups", "<split_test url_name='e' user_partition_id='1'/>",
        u"split-test-groups@split_test/e"_s);
    row("experiment with odd groups", "<split_test url_name='e' group_id_to_child='{'/>",
        u"split-test-groups@split_test/e"_s);
    row("experiment", "<split_test url_name='e' group_id_to_child='{\"0\": \"i4x://o/c/vertical/x\"}'/>", {});
    row("video without an id", "<video url_name='w' html5_sources='[]'/>",
        u"video-default-youtube@video/w"_s);
    row("video", "<video url_name='w' youtube_id_1_0=''/>", {});
    row("inline html", "<html url_name='h'><p>x</p></html>", u"inline-html@html/h"_s);
    row("CDATA", "<problem url_name='p'><![CDATA[x]]></problem>", u"cdata@problem/p"_s);
    row("assessment without parts", "<openassessment url_name='a'><title/></openassessment>",
        u"openassessment-part-missing@openassessment/a"_s);
    row("assessment",
        "<openassessment url_name='a'><title/><assessments/><rubric><criterion><name/><prompt/>"
        "<option points='1'><name/><label/><explanation/></option></criterion></rubric></openassessment>",
        {});
    row("assessment option without points",
        "<openassessment url_name='a'><title/><assessments/><rubric><criterion><name/><prompt/>"
        "<option><name/><explanation/></option></criterion></rubric></openassessment>",
        u"openassessment-part-missing@openassessment/a"_s);
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
    row("link to a file of a course",
        "<problem url_name='p'>\n<img src='/asset-v1:A+B+C+type@asset+block@x'/></problem>",
        u"fixed-link@problem/p"_s, 3);
    row("link to a block of a course",
        "<problem url_name='p'><a href='/jump_to/block-v1:A+B+C+type@x'/></problem>",
        u"fixed-link@problem/p"_s);
    row("old link to a file of another course",
        "<problem url_name='p'><img src='/c4x/A/B/asset/x'/></problem>", u"fixed-link@problem/p"_s);
    row("old link to a file of this course", "<problem url_name='p'><img src='/c4x/o/c/asset/x'/></problem>",
        {});
    row("just words", "<problem url_name='p'>asset-v1: and block-v1:x and /c4x/</problem>", {});
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
    const auto course = courseWith(content).read();
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

  void filesAreRemarkedOn_data()
  {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, QString path, QByteArray bytes, QString rule) {
      QTest::newRow(name) << std::move(path) << std::move(bytes) << std::move(rule);
    };
    const QString policyPath = u"policies/r/policy.json"_s;
    const QString grading = u"policies/r/grading_policy.json"_s;
    row("broken policy", policyPath, "{\n\"a\": 1\n\"b\": 2}", u"policy-bad-json"_s);
    row("policy that is a list", policyPath, "[]", u"policy-bad-json"_s);
    row("policy deeper than sense", policyPath, QByteArray(100'000, '['), u"policy-bad-json"_s);
    row("policy for a block that is not there", policyPath, "{\"problem/zz\": {}}",
        u"policy-unknown-block@problem/zz"_s);
    row("policy of another run", u"policies/_base/policy.json"_s, "{}", u"policy-not-read"_s);
    row("Yes in a policy", policyPath, policy("\"show_calculator\": \"Yes\""), u"boolean-text@course/r"_s);
    row("policy with a date that is none", policyPath, policy("\"start\": \"soon\""),
        u"invalid-value@course/r"_s);
    row("attributes replaced", policyPath, policy("\"xml_attributes\": {\"semester\": \"x\"}"),
        u"policy-xml-attributes@course/r"_s);
    row("the usual xml_attributes", policyPath, policy("\"xml_attributes\": {\"filename\": []}"), {});
    row("a date never exported", policyPath,
        policy("\"certificate_available_date\": \"2024-01-01T00:00:00Z\""), u"field-not-exported@course/r"_s);
    row("tabs in order", policyPath, tabs("{\"type\": \"course_info\"}, {\"type\": \"courseware\"}"), {});
    row("tabs in the other order", policyPath,
        tabs("{\"type\": \"courseware\"}, {\"type\": \"course_info\"}"), {});
    row("wrong first tab", policyPath, tabs("{\"type\": \"wiki\"}"), u"tabs-first@course/r"_s);
    row("tab twice", policyPath,
        tabs("{\"type\": \"courseware\"}, {\"type\": \"wiki\"}, {\"type\": \"wiki\"}"),
        u"tabs-repeated@course/r"_s);
    row("page tab without slug", policyPath,
        tabs("{\"type\": \"courseware\"}, {\"type\": \"static_tab\", \"name\": \"N\"}"),
        u"tabs-keys-missing@course/r"_s);
    row("unknown tab", policyPath, tabs("{\"type\": \"courseware\"}, {\"type\": \"zork\"}"),
        u"tabs-unknown-type@course/r"_s);
    row("page tab without file", policyPath,
        tabs("{\"type\": \"courseware\"}, {\"type\": \"static_tab\", \"name\": \"N\", \"url_slug\": \"s\"}"),
        u"tab-without-file"_s);
    row("page without tab", u"tabs/x.html"_s, "x", u"tab-without-entry"_s);
    row("groups", policyPath,
        partition(
            "\"id\": 100, \"name\": \"N\", \"description\": \"\", \"version\": 3, \"scheme\": \"cohort\", "
            "\"groups\": [{\"id\": 1, \"name\": \"A\", \"version\": 1}]"),
        {});
    row("groups without a scheme", policyPath,
        partition("\"id\": 100, \"name\": \"N\", \"description\": \"\", \"version\": 3, \"groups\": []"),
        u"user-partitions@course/r"_s);
    row("groups of an unknown scheme", policyPath,
        partition("\"id\": 100, \"name\": \"N\", \"description\": \"\", \"version\": 3, \"scheme\": \"x\", "
                  "\"groups\": []"),
        u"user-partitions@course/r"_s);
    row("groups with a reserved id", policyPath,
        partition("\"id\": 50, \"name\": \"N\", \"description\": \"\", \"version\": 3, \"scheme\": "
                  "\"cohort\", \"groups\": []"),
        u"user-partitions-reserved@course/r"_s);
    row("grading without a minimum", grading,
        "{\"GRADE_CUTOFFS\": {}, \"GRADER\": [{\"type\": \"HW\", \"weight\": 1}]}",
        u"grading-no-min-count"_s);
    row("grading without cut-offs", grading, "{\"GRADER\": []}", u"grading-default"_s);
    row("grading with an odd key", grading,
        "{\"GRADE_CUTOFFS\": {}, \"GRADER\": [{\"type\": \"HW\", \"weight\": 1, \"min_count\": 1, \"zork\": "
        "1}]}",
        u"grading-unknown-key"_s);
    row("broken grading", grading, "{", u"grading-bad-json"_s);
    row("grading in the root", u"grading_policy.json"_s, "{", u"grading-bad-json"_s);
    row("what macOS adds to a problem", u"problem/._z.xml"_s, "\0\5\26\7", {});
    row("what macOS adds to an asset", u"static/._x.png"_s, "\0\5\26\7", {});
    row("what macOS adds elsewhere", u"__MACOSX/._y"_s, "\0\5\26\7", {});
    row("skipped asset", u"static/x~"_s, "x", u"asset-skipped"_s);
    row("broken assets.xml", u"assets/assets.xml"_s, "<assets>", u"assets-xml-broken"_s);
    row("a problem nobody points to", u"problem/z.xml"_s, "<problem/>", u"unreferenced-file"_s);
    row("a readme", u"README.md"_s, "x", u"file-not-imported"_s);
    row("a page with a link", u"about/overview.html"_s, "<a href='/asset-v1:A+B+C+type@x'>", u"fixed-link"_s);
    row("a page with a byte order mark", u"about/overview.html"_s, "\xEF\xBB\xBFx", u"byte-order-mark"_s);
    row("a page in Latin-1", u"about/overview.html"_s, "caf\xE9", u"not-utf8"_s);
    row("an overview", u"about/overview.html"_s, "<p>&nbsp;<br>", {});
  }

  void filesAreRemarkedOn()
  {
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, rule);
    const auto course = courseWith("<done url_name='d' xblock-family='xblock.v1'/>", {{path, bytes}}).read();
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
    row("two textbooks", pointer, "<course><textbook title='a'/><textbook title='b'/></course>",
        u"textbooks-lost@course/r"_s);
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
    row("byte order mark", pointer, "\xEF\xBB\xBF<course/>", u"broken-xml@course/r"_s);
    row("document type", pointer, "<!DOCTYPE course><course/>", u"doctype"_s);
    row("document type of course.xml", "<!DOCTYPE course SYSTEM 'course.dtd'>" + pointer, "<course/>",
        u"doctype"_s);
    row("entities", pointer, "<!DOCTYPE course [<!ENTITY x 'y'>]><course/>", u"broken-xml@course/r"_s);
    row("certificate date", pointer, "<course certificate_available_date='2024-01-01T00:00:00Z'/>",
        u"field-not-exported@course/r"_s);
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
        courseWith("<done url_name='d' xblock-family='xblock.v1'/>",
                   {{u"problem/z.xml"_s, "<problem display_name='null'><![CDATA[x]]></problem>"}})
            .read();
    QVERIFY(course.has_value());
    QCOMPARE(rules(*course), QStringList{u"unreferenced-file"_s});
  }

  void assetsOfOneNameAreTold()
  {
    const auto course =
        courseWith("<done url_name='d' xblock-family='xblock.v1'/>",
                   {{u"static/a b.png"_s, "1"}, {u"static/a_b.png"_s, "2"}, {u"static/a/b.png"_s, "3"}})
            .read();
    QVERIFY(course.has_value());
    QCOMPARE(rules(*course).count(u"asset-name-collision"_s), 2);
  }

  void policiesOverrideOnlyWhatDiffers()
  {
    const auto course =
        CourseFeed{
            {"course.xml", "<course url_name='r' org='o' course='c'/>"},
            {"course/r.xml", "<course display_name='A' start='&quot;2024-01-01T00:00:00+00:00&quot;' "
                             "advanced_modules='[\"a\"]' language='en'/>"},
            {"policies/r/policy.json", policy("\"display_name\": \"B\", \"start\": \"2024-01-01T00:00:00Z\", "
                                              "\"advanced_modules\": [\"a\"], \"language\": \"en\"")}}
            .read();
    QVERIFY(course.has_value());
    QCOMPARE(rules(*course), QStringList{u"policy-overrides@course/r"_s});
    QCOMPARE(course->findings[0].place.field, u"display_name"_s);
  }

  void linksThatStudioRefusesAreTold()
  {
    CourseFeed feed = courseWith("<done url_name='d' xblock-family='xblock.v1'/>");
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
    const auto course = courseWith(many).read();
    QVERIFY(course.has_value());
    QCOMPARE(rules(*course).size(), 1001);
    QVERIFY(course->findings.last().message.contains(u"2000"_s));
  }
};

SCRIPTORIUM_TEST(TestFindings)
#include "tst_findings.moc"
