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
    row("experiment without a configuration", "<split_test url_name='e' group_id_to_child='{}'/>",
        u"experiment-unknown-partition@split_test/e"_s);
    row("experiment with one that is not there",
        "<split_test url_name='e' user_partition_id='555' group_id_to_child='{}'/>",
        u"experiment-unknown-partition@split_test/e"_s);
    row("condition on a block that is not there",
        "<conditional url_name='q' sources='i4x://o/c/problem/gone' correct='True'/>",
        u"conditional-source-missing@conditional/q"_s);
    row("condition that shows what is not there",
        "<conditional url_name='q' sources='i4x://o/c/sequential/s'>"
        "<show sources=\"i4x://o/c/sequential/s;block-v1:o+c+r+type@html+block@gone\"/></conditional>",
        u"conditional-source-missing@conditional/q"_s);
    row("condition on what is no key", "<conditional url_name='q' sources='zork'/>",
        u"conditional-source-missing@conditional/q"_s);
    row("condition on blocks of any form of key",
        "<conditional url_name='q' sources='i4x://o/c/vertical/v; block-v1:o+c+r+type@sequential+block@s'/>",
        {});
    row("access for a configuration that is not there",
        "<problem url_name='p' group_access='{\"7\": [1]}'>x</problem>", u"group-access-unknown@problem/p"_s);
    row("access for one of a pure XBlock",
        "<poll url_name='p' xblock-family='xblock.v1' group_access='{\"7\": [1]}'/>",
        u"group-access-unknown@poll/p"_s);
    row("access that restricts nothing", "<problem url_name='p' group_access='{\"7\": []}'>x</problem>", {});
    row("access by enrolment track", "<problem url_name='p' group_access='{\"50\": [1]}'>x</problem>", {});
    row("a link to a block that is not there",
        "<problem url_name='p'>\n<a href='/jump_to_id/gone?x=1'>x</a></problem>",
        u"jump-link-missing@problem/p"_s, 3);
    row("links to blocks of any type",
        "<problem url_name='p'><a href='/jump_to_id/s'/> x <a href=\"/jump_to_id/v#x\"/></problem>", {});
    row("words about links", "<problem url_name='p'><code>/jump_to_id/name</code></problem>", {});
    row("a link that a script makes", "<problem url_name='p'><a href='/jump_to_id/$x'/></problem>", {});
    row("customtag without template", "<customtag url_name='t' impl='none'/>",
        u"customtag-without-template@customtag/t"_s);
    row("customtag that names none", "<customtag url_name='t' page='3'/>",
        u"customtag-without-template@customtag/t"_s);
    row("customtag in the old form", "<customtag url_name='t'><impl>none</impl></customtag>",
        u"customtag-without-template@customtag/t"_s);
    row("its own tag is the template", "<slides url_name='t' page='3'/>",
        u"customtag-without-template@slides/t"_s);
    row("neighbours that Studio parts", "<problem url_name='p'>\n<p><b>Hel</b><i>lo</i></p></problem>",
        u"white-space-shows@problem/p"_s, 3);
    row("neighbours that Studio joins", "<problem url_name='p'><p><b>a</b> <i>b</i> c</p></problem>",
        u"white-space-shows@problem/p"_s);
    row("lines in pre", "<problem url_name='p'><pre><b>one</b><i>two</i></pre></problem>",
        u"white-space-shows@problem/p"_s);
    row("one element in a text area", "<problem url_name='p'><textarea><b>one</b></textarea></problem>",
        u"white-space-shows@problem/p"_s);
    row("a nested one within a word", "<problem url_name='p'><p>x<b><i>y</i></b>z</p></problem>", {});
    row("a nested one beside another", "<problem url_name='p'><p><b><i>y</i></b><i>z</i></p></problem>",
        u"white-space-shows@problem/p"_s);
    row("neighbours with a blank between", "<problem url_name='p'><p><b>a</b> <i>b</i></p></problem>", {});
    row("text between neighbours", "<problem url_name='p'><p>x <b>a</b>, <i>b</i> y</p></problem>", {});
    row("text in pre", "<problem url_name='p'><pre>a\n  <b>b</b> c</pre></problem>", {});
    row("blocks beside each other",
        "<problem url_name='p'><p>a</p><p>b</p><div><span>c</span></div></problem>", {});
    row("a start tag of three lines", "<problem\n url_name='p'\n>\n<a href='/jump_to_id/gone'/></problem>",
        u"jump-link-missing@problem/p"_s, 5);
    row("a link behind a start tag of two lines",
        "<problem\nurl_name='p'><img src='/asset-v1:A+B+C+type@asset+block@x'/></problem>",
        u"fixed-link@problem/p"_s, 3);
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
    row("assessment without title", "<openassessment url_name='a'><assessments/><rubric/></openassessment>",
        u"openassessment-part-missing@openassessment/a"_s);
    row("assessment without parts", "<openassessment url_name='a'><title/></openassessment>", {});
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
    row("policy with a number beyond all", policyPath, "{\"course/r\": {\"a\": [1e999]}}",
        u"policy-bad-json"_s);
    row("policy with a number of very many digits", policyPath, "{\"a\": " + QByteArray(5000, '9') + "}",
        u"policy-bad-json"_s);
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
    row("two configurations of one id", policyPath, policy(R"("user_partitions": [
          {"id": 100, "name": "A", "description": "", "version": 3, "scheme": "random", "groups": []},
          {"id": 100, "name": "B", "description": "", "version": 3, "scheme": "random", "groups": []}])"),
        u"user-partitions-id-twice@course/r"_s);
    row("two groups of one id", policyPath,
        partition(R"("id": 100, "name": "A", "description": "", "version": 3, "scheme": "random", "groups": [
          {"id": 1, "name": "A", "version": 1}, {"id": 1, "name": "B", "version": 1}])"),
        u"user-partitions-id-twice@course/r"_s);
    row("one group id in two configurations", policyPath, policy(R"("user_partitions": [
          {"id": 100, "name": "A", "description": "", "version": 3, "scheme": "random", "groups":
            [{"id": 1, "name": "A", "version": 1}]},
          {"id": 101, "name": "B", "description": "", "version": 3, "scheme": "random", "groups":
            [{"id": 1, "name": "A", "version": 1}]}])"),
        {});
    row("a textbook that is not there", policyPath,
        policy(
            R"("pdf_textbooks": [{"tab_title": "T", "chapters": [{"title": "c", "url": "/static/gone.pdf"}]}])"),
        u"textbook-file-missing@course/r"_s);
    row("an html textbook that is not there", policyPath,
        policy(R"("html_textbooks": [{"tab_title": "T", "url": "/static/gone.html"}])"),
        u"textbook-file-missing@course/r"_s);
    row("a textbook of another server", policyPath,
        policy(R"("pdf_textbooks": [{"tab_title": "T", "chapters": [{"title": "c", "url": "asset-v1:x"}]}])"),
        {});
    row("proctoring", policyPath,
        policy(R"("enable_proctored_exams": true, "proctoring_provider": "proctortrack")"),
        u"proctoring-provider@course/r"_s);
    row("proctoring that is off", policyPath,
        policy(R"("enable_proctored_exams": false, "proctoring_provider": "proctortrack")"), {});
    row("tags without a column", u"tags.csv"_s, "\"Name\",\"Type\",\"tax\"\n\"V\",\"vertical\",\"x\"\n",
        u"tags-columns"_s);
    row("tags in small letters", u"tags.csv"_s, "name,type,id,tax\nV,vertical,v,x\n", u"tags-columns"_s);
    row("tags of no taxonomy", u"tags.csv"_s, "Name,Type,ID\nV,vertical,v\n", u"tags-columns"_s);
    row("tags in Latin-1", u"tags.csv"_s, "Name,Type,ID,tax\nV,vertical,v,Bl\xFCte\n", u"tags-columns"_s);
    row("tags of nothing", u"tags.csv"_s, "Name,Type,ID,tax\nV,vertical,gone,x\n", u"tags-rows"_s);
    row("tags with a row cut short", u"tags.csv"_s, "Name,Type,ID,tax\nV,vertical\n", u"tags-rows"_s);
    row("tags", u"tags.csv"_s,
        "\"Name\",\"Type\",\"ID\",\"tax\"\n\"C\",\"course\",\"course-v1:o+c+r\",\"\"\n"
        "\"U\",\"vertical\",\"v\",\"Biology;Cells; \"\"quoted\"\", x\"\n",
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

  void experimentsAreHeldAgainstTheirConfiguration_data()
  {
    QTest::addColumn<QByteArray>("experiment");
    QTest::addColumn<QStringList>("rules");
    const auto row = [](const char* name, QByteArray attributes, QByteArray children, QStringList rules) {
      QTest::newRow(name) << "<split_test url_name='e' user_partition_id='100' group_id_to_child='" +
                                 attributes + "'>" + children + "</split_test>"
                          << std::move(rules);
    };
    const QByteArray both =
        R"({"0": "block-v1:o+c+r+type@vertical+block@a", "1": "block-v1:o+c+r+type@vertical+block@b"})";
    const QByteArray units = "<vertical url_name='a'><html url_name='h1'>x</html></vertical>"
                             "<vertical url_name='b'><html url_name='h2'>x</html></vertical>";
    row("whole", both, units, {});
    row("a unit deleted", both, "<vertical url_name='a'><html url_name='h1'>x</html></vertical>",
        {u"experiment-group-without-unit"_s});
    row("a unit that stands elsewhere",
        R"({"0": "block-v1:o+c+r+type@vertical+block@v", "1": "block-v1:o+c+r+type@vertical+block@b"})",
        units, {u"experiment-group-without-unit"_s});
    row("a group without an entry", R"({"0": "block-v1:o+c+r+type@vertical+block@a"})", units,
        {u"experiment-group-without-unit"_s});
    row("a group that is not there",
        R"({"0": "block-v1:o+c+r+type@vertical+block@a", "1": "block-v1:o+c+r+type@vertical+block@b", "7": "block-v1:o+c+r+type@vertical+block@b"})",
        units, {u"experiment-unknown-group"_s});
  }

  void experimentsAreHeldAgainstTheirConfiguration()
  {
    QFETCH(QByteArray, experiment);
    QFETCH(QStringList, rules);
    CourseFeed feed =
        unitWith(experiment,
                 {{u"policies/r/policy.json"_s,
                   partition(R"("id": 100, "name": "N", "description": "", "version": 3, "scheme": "random",
            "groups": [{"id": 0, "name": "A", "version": 1}, {"id": 1, "name": "B", "version": 1}])")}});
    QStringList found;
    for (const auto& finding : judged(feed))
      if (finding.rule.startsWith(u"experiment"_s))
        found.append(finding.rule);
    QCOMPARE(found, rules);
  }

  void groupsOfAccessMustBeThere()
  {
    CourseFeed feed =
        unitWith("<problem url_name='p' group_access='{\"100\": [1, 9]}'>x</problem>"
                 "<problem url_name='q' group_access='{\"100\": [1]}'>x</problem>",
                 {{u"policies/r/policy.json"_s,
                   partition(R"("id": 100, "name": "N", "description": "", "version": 3, "scheme": "cohort",
            "groups": [{"id": 1, "name": "A", "version": 1}])")}});
    const Findings found = judged(feed);
    QCOMPARE(named(found), QStringList{u"group-access-unknown@problem/p"_s});
    QVERIFY(found[0].message.contains(u"group 9"_s));
  }

  void aFileThatDiffersInCaseOnlyIsNamed()
  {
    CourseFeed feed =
        unitWith("<problem url_name='p'><img src='/static/Map.PNG'/><img src='/static/none.png'/></problem>"
                 "<video url_name='w' youtube_id_1_0='' transcripts='{\"de\": \"Talk.srt\"}'/>"
                 "<customtag url_name='t' impl='Book'/>",
                 {{u"static/map.png"_s, "1"},
                  {u"static/talk.SRT"_s, "1"},
                  {u"static/Logo.png"_s, "1"},
                  {u"custom_tags/book"_s, "x"},
                  {u"policies/r/policy.json"_s, policy(R"("course_image": "logo.png")")}});
    QStringList there;
    for (const auto& finding : judged(feed))
      if (finding.rule.endsWith(u"missing"_s) || finding.rule.startsWith(u"customtag"_s))
        there.append(finding.rule + u' ' + finding.message.section(u"There is "_s, 1).section(u',', 0, 0));
    QCOMPARE(there, (QStringList{u"static-file-missing static/map.png"_s, u"static-file-missing "_s,
                                 u"transcript-missing static/talk.SRT"_s,
                                 u"customtag-without-template custom_tags/book"_s,
                                 u"course-image-missing static/Logo.png"_s}));
  }

  void filesAreOnlyMissedWhereThereAreSome()
  {
    CourseFeed feed = unitWith("<problem url_name='p'><img src='/static/none.png'/></problem>");
    QCOMPARE(named(judged(feed)), QStringList());
    CourseFeed other = unitWith("<problem url_name='p'><img src='/static/a_b.png'/></problem>",
                                {{u"static/a b.png"_s, "x"}});
    QCOMPARE(named(judged(other)), QStringList());
  }

  void transcriptsMustBeReadable()
  {
    CourseFeed feed = unitWith("<video url_name='w' youtube_id_1_0='' sub='x' "
                               "transcripts='{\"de\": \"de.srt\", \"fr\": \"fr.srt\"}'/>",
                               {{u"static/de.srt"_s, "1\nGr\xFC\xDF"},
                                {u"static/fr.srt"_s, "1\nGr\xC3\xBC"},
                                {u"static/subs_x.srt.sjson"_s, "\xFF"}});
    const Findings found = judged(feed);
    QCOMPARE(named(found), (QStringList{u"transcript-not-utf8@video/w"_s, u"transcript-not-utf8@video/w"_s}));
    QVERIFY(found[0].message.contains(u"(de)"_s) && found[1].message.contains(u"(en)"_s));
  }

  void controlCharactersOfTextsAreTold()
  {
    CourseFeed feed = unitWith("<html url_name='h'/><html url_name='g'/>",
                               {{u"html/h.xml"_s, "<html filename='h'/>"},
                                {u"html/h.html"_s, "<p>a</p>\n<p>b\x0B\x02</p>"},
                                {u"html/g.xml"_s, "<html filename='g'/>"},
                                {u"html/g.html"_s, "<p>a\tb\r\n\xC3\xBC</p>"}});
    const Findings found = judged(feed);
    QCOMPARE(named(found), QStringList{u"control-characters@html/h"_s});
    QCOMPARE(found[0].place.file, u"html/h.html"_s);
    QCOMPARE(found[0].place.line, 2);
    QVERIFY(found[0].message.contains(u"U+000B"_s));
  }

  void prerequisitesAreJudged_data()
  {
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QString>("rule");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("there") << QByteArray("required_prereq='b' min_score='50'") << QString();
    QTest::newRow("there, by its key")
        << QByteArray("required_content='block-v1:o+c+r+type@sequential+block@b' min_score='100'")
        << QString();
    QTest::newRow("not there") << QByteArray("required_prereq='gone' min_score='50'")
                               << u"prerequisite-missing@sequential/a"_s;
    QTest::newRow("holds nobody back") << QByteArray("required_prereq='b' min_score='0' min_completion='100'")
                                       << u"prerequisite-never-gates@sequential/a"_s;
    QTest::newRow("a score without a prerequisite") << QByteArray("min_score='0'") << QString();
  }

  void prerequisitesAreJudged()
  {
    QFETCH(QByteArray, attributes);
    QFETCH(QString, rule);
    CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                    {"course/r.xml",
                     "<course><chapter url_name='c' display_name='C'><sequential url_name='a' " + attributes +
                         "/><sequential url_name='b' format='Homework'/>"
                         "</chapter></course>"}};
    QCOMPARE(named(judged(feed)), rule.isEmpty() ? QStringList() : QStringList{rule});
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
