#include "checks/coursechecks.h"
#include "olx/parsedview.h"
#include "support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

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

QString named(const Finding& finding)
{
  return finding.place.blockType.isEmpty()
             ? finding.rule
             : u"%1@%2/%3"_s.arg(finding.rule, finding.place.blockType, finding.place.blockId);
}

QStringList named(const Findings& findings)
{
  QStringList names;
  for (const auto& finding : findings)
    names.append(named(finding));
  return names;
}

/// What the rules about its meaning say of a course.
Findings judged(CourseFeed& feed)
{
  const auto course = feed.read();
  const BlockTypes types = BlockTypes::builtIn();
  if (!course)
    return {{Finding::Severity::Error, u"not read"_s, course.error().toString(), {}, {}}};
  const FakeCourse view = viewOf(*course, feed);
  checks::CourseChecks checks(view, types, {.withProblems = false});
  Progress progress;
  if (const auto run = checks.run(progress); !run)
    return {{Finding::Severity::Error, u"not run"_s, run.error().toString(), {}, {}}};
  return checks.all();
}

} // namespace

/// Each rule on the smallest course that breaks it, and on one beside it that does not.
class TestCourseRules : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void blocksAreJudged_data()
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
    row("quotes within quotes", "<problem url_name='p' display_name='\"\\\"Q\\\"\"'>x</problem>", {});
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
    row("video with an empty list of ids", "<video url_name='w' youtube='1.00:,1.25:'/>",
        u"video-default-youtube@video/w"_s);
    row("video with an id", "<video url_name='w' youtube='1.00:abc'/>", {});
    row("video with files and no ids", "<video url_name='w' youtube='' html5_sources='[\"a.mp4\"]'/>", {});
    row("video with a transcript that is not there",
        "<video url_name='w' youtube_id_1_0='' transcripts='{\"de\": \"a.srt\"}'/>",
        u"transcript-missing@video/w"_s);
    row("video with old subtitles that are not there", "<video url_name='w' youtube_id_1_0='' sub='abc'/>",
        u"transcript-missing@video/w"_s);
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
    row("a bare element is the reader's", "<done url_name='d'/>", {});
  }

  void blocksAreJudged()
  {
    QFETCH(QByteArray, content);
    QFETCH(QString, rule);
    QFETCH(int, line);
    CourseFeed feed = unitWith(content);
    const Findings findings = judged(feed);
    if (rule.isEmpty()) {
      QVERIFY2(findings.isEmpty(), qPrintable(named(findings).join(u' ')));
      return;
    }
    QCOMPARE(named(findings), QStringList{rule});
    QCOMPARE(findings[0].place.line, line);
    QCOMPARE(findings[0].place.file, u"vertical/v.xml"_s);
    QVERIFY(findings[0].message.endsWith(u'.') || findings[0].message.endsWith(u'"'));
    QVERIFY(findings[0].advice.endsWith(u'.'));
  }

  void filesAreJudged_data()
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
    row("weights of 90 %", grading,
        R"({"GRADE_CUTOFFS": {}, "GRADER": [{"type": "HW", "weight": 0.9, "min_count": 1}]})",
        u"grading-weights"_s);
    row("weights of thirds", grading,
        R"({"GRADE_CUTOFFS": {}, "GRADER": [{"type": "A", "weight": 0.3333, "min_count": 1},
            {"type": "B", "weight": 0.3333, "min_count": 1}, {"type": "C", "weight": 0.3334, "min_count": 1}]})",
        {});
    row("two types of one name", grading,
        R"({"GRADE_CUTOFFS": {}, "GRADER": [{"type": "A", "weight": 0.5, "min_count": 1},
            {"type": "A", "weight": 0.5, "min_count": 1}]})",
        u"grading-type-twice"_s);
    row("grades out of order", grading, R"({"GRADER": [], "GRADE_CUTOFFS": {"A": 0.5, "B": 0.6}})",
        u"grading-cutoffs"_s);
    row("a grade above all", grading, R"({"GRADER": [], "GRADE_CUTOFFS": {"Pass": 50}})",
        u"grading-cutoffs"_s);
    row("grades in order", grading, R"({"GRADER": [], "GRADE_CUTOFFS": {"A": 0.9, "B": 0.6, "Pass": 0.7}})",
        {});
    row("broken updates", u"info/updates.items.json"_s, "[{]", u"updates-bad-json"_s);
    row("updates", u"info/updates.items.json"_s, "[]", {});
    row("a picture that is not there", policyPath, policy(R"("course_image": "a b.png")"),
        u"course-image-missing@course/r"_s);
    row("the picture that need not be there", policyPath,
        policy(R"("course_image": "images_course_image.jpg")"), {});
    row("a policy with a byte order mark", policyPath, "\xEF\xBB\xBF{}", u"policy-bad-json"_s);
    row("a link without its address", policyPath,
        tabs(R"({"type": "courseware"}, {"type": "external_link", "name": "N"})"),
        u"tabs-keys-missing@course/r"_s);
    row("grading in the root", u"grading_policy.json"_s, "{", u"grading-bad-json"_s);
    row("skipped asset", u"static/x~"_s, "x", u"asset-skipped"_s);
    row("a page with a link", u"about/overview.html"_s, "<a href='/asset-v1:A+B+C+type@x'>", u"fixed-link"_s);
    row("an overview", u"about/overview.html"_s, "<p>&nbsp;<br>", {});
    row("what macOS adds to an asset", u"static/._x.png"_s, "\0\5\26\7", {});
  }

  void filesAreJudged()
  {
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, rule);
    CourseFeed feed = unitWith("<done url_name='d' xblock-family='xblock.v1'/>", {{path, bytes}});
    const QStringList found = named(judged(feed));
    if (rule.isEmpty())
      QVERIFY2(found.isEmpty(), qPrintable(found.join(u' ')));
    else
      QVERIFY2(found.contains(rule), qPrintable(found.join(u' ')));
  }

  void theCourseBlockIsJudged_data()
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
    row("certificate date", pointer, "<course certificate_available_date='2024-01-01T00:00:00Z'/>",
        u"field-not-exported@course/r"_s);
    row("one textbook", pointer, "<course><textbook title='a'/><wiki slug='w'/></course>", {});
  }

  void theCourseBlockIsJudged()
  {
    QFETCH(QByteArray, root);
    QFETCH(QByteArray, run);
    QFETCH(QString, rule);
    CourseFeed feed{{"course.xml", root}, {"course/r.xml", run}};
    QCOMPARE(named(judged(feed)), rule.isEmpty() ? QStringList() : QStringList{rule});
  }

  void filesOutsideTheTreeSayNothing()
  {
    CourseFeed feed =
        unitWith("<done url_name='d' xblock-family='xblock.v1'/>",
                 {{u"problem/z.xml"_s, "<problem display_name='null'><![CDATA[x]]></problem>"}});
    QCOMPARE(named(judged(feed)), QStringList());
  }

  void aFormatMustBeAnAssignmentType()
  {
    CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                    {"course/r.xml", "<course><chapter url_name='c' display_name='C'>"
                                     "<sequential url_name='a' format='Homework'/>"
                                     "<sequential url_name='b' format='Quiz'/></chapter></course>"}};
    QCOMPARE(named(judged(feed)), QStringList{u"grading-unknown-format@sequential/b"_s});
  }

  void assetsOfOneNameAreTold()
  {
    CourseFeed feed =
        unitWith("<done url_name='d' xblock-family='xblock.v1'/>",
                 {{u"static/a b.png"_s, "1"}, {u"static/a_b.png"_s, "2"}, {u"static/a/b.png"_s, "3"}});
    QCOMPARE(named(judged(feed)).count(u"asset-name-collision"_s), 2);
  }

  void policiesOverrideOnlyWhatDiffers()
  {
    CourseFeed feed{
        {"course.xml", "<course url_name='r' org='o' course='c'/>"},
        {"course/r.xml", "<course display_name='A' start='&quot;2024-01-01T00:00:00+00:00&quot;' "
                         "advanced_modules='[\"a\"]' language='en'/>"},
        {"policies/r/policy.json", policy("\"display_name\": \"B\", \"start\": \"2024-01-01T00:00:00Z\", "
                                          "\"advanced_modules\": [\"a\"], \"language\": \"en\"")}};
    const Findings found = judged(feed);
    QCOMPARE(named(found), QStringList{u"policy-overrides@course/r"_s});
    QCOMPARE(found[0].place.field, u"display_name"_s);
  }

  void aDraftIsJudgedBesideWhatIsPublished()
  {
    CourseFeed feed =
        unitWith("<problem url_name='p' display_name='null'>x</problem>",
                 {{u"drafts/vertical/v.xml"_s, "<vertical url_name='v' parent_url='i4x://o/c/sequential/s' "
                                               "index_in_children_list='0'><problem url_name='p' "
                                               "show_reset_button='Yes'>x</problem></vertical>"}});
    const Findings found = judged(feed);
    QCOMPARE(named(found), (QStringList{u"string-null@problem/p"_s, u"boolean-text@problem/p"_s}));
    QCOMPARE(found[0].place.file, u"vertical/v.xml"_s);
    QCOMPARE(found[1].place.file, u"drafts/vertical/v.xml"_s);
  }

  void everyRuleSaysWhatItIs()
  {
    QSet<QString> ids;
    for (const auto& rule : checks::allRules()) {
      QVERIFY(!rule.title.isEmpty() && rule.explanation.endsWith(u'.'));
      QVERIFY2(rule.problem || rule.block || rule.policy || (rule.course && rule.reads), qPrintable(rule.id));
      QVERIFY2(!ids.contains(rule.id), qPrintable(rule.id));
      ids.insert(rule.id);
    }
  }

  void aCrowdedRuleIsCutShort()
  {
    const Finding one{Finding::Severity::Info, u"x"_s, u"m"_s, u"a"_s, {}};
    const Findings cut = checks::shortened(Findings(3000, one));
    QCOMPARE(cut.size(), 1001);
    QVERIFY(cut.last().message.contains(u"2000"_s));
  }
};

SCRIPTORIUM_TEST(TestCourseRules)
#include "tst_courserules.moc"
