#include "checks/problemundertest.h"
#include "checks/rules.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

/// Stands for scripts that leave more than a problem may.
class LargeReplies final : public capa::ScriptRunner
{
public:
  capa::ScriptAnswer run(const capa::ScriptRequest& request) override
  {
    capa::ScriptAnswer answer{capa::ScriptAnswer::Kind::Done, request.globals, {}};
    answer.replyBytes = 40 << 20;
    return answer;
  }
};

} // namespace

/// Each rule on the smallest problem that breaks it, and on one beside it that does not.
class TestRules : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void findings_data()
  {
    QTest::addColumn<QString>("olx");
    QTest::addColumn<QStringList>("found"); ///< rule:line
    const auto row = [](const char* name, const QString& inner, const QStringList& found) {
      QTest::newRow(name) << u"<problem>\n"_s + inner + u"\n</problem>"_s << found;
    };
    row("a good numerical problem",
        u"<numericalresponse answer=\"5\"><formulaequationinput/></numericalresponse>"_s, {});
    row("not XML", u"<numericalresponse>"_s, {u"problem-load-error:3"_s});
    row("an input that its response does not take",
        u"<numericalresponse answer=\"5\"><textbox/></numericalresponse>"_s, {u"problem-load-error:2"_s});
    row("a swapped range",
        u"<numericalresponse answer=\"[5,3]\"><formulaequationinput/></numericalresponse>"_s,
        {u"answer-out-of-range:2"_s});
    row("a range", u"<numericalresponse answer=\"[3,5]\"><formulaequationinput/></numericalresponse>"_s, {});
    row("a tolerance over everything",
        u"<numericalresponse answer=\"5\"><responseparam type=\"tolerance\" default=\"1e9\"/>"
        "<formulaequationinput/></numericalresponse>"_s,
        {u"accepts-anything:2"_s});
    row("a pattern over everything",
        u"<stringresponse answer=\".*\" type=\"regexp\"><textline/></stringresponse>"_s,
        {u"accepts-anything:2"_s});
    row("no right choice",
        u"<multiplechoiceresponse>\n<choicegroup><choice correct=\"false\">a</choice><choice "
        "correct=\"false\">b</choice></choicegroup></multiplechoiceresponse>"_s,
        {u"no-right-choice:3"_s});
    row("a right choice",
        u"<multiplechoiceresponse><choicegroup><choice correct=\"true\">a</choice><choice "
        "correct=\"false\">b</choice><choice correct=\"false\">c</choice></choicegroup></multiplechoiceresponse>"_s,
        {});
    row("a rectangle with its corners the wrong way round",
        u"<imageresponse><imageinput src=\"/static/a.png\" width=\"100\" height=\"100\" "
        "rectangle=\"(50,50)-(20,20)\"/></imageresponse>"_s,
        {u"answer-out-of-range:2"_s});
    row("a rectangle outside the picture",
        u"<imageresponse><imageinput src=\"/static/a.png\" width=\"100\" height=\"100\" "
        "rectangle=\"(150,50)-(180,60)\"/></imageresponse>"_s,
        {u"answer-out-of-range:2"_s});
    row("a drop-down whose right option is not offered",
        u"<optionresponse><optioninput options=\"('a','b')\" correct=\"c\"/></optionresponse>"_s,
        {u"no-right-choice:2"_s});
    row("a drop-down whose right option a script decides",
        u"<optionresponse><optioninput options=\"('a','b')\" correct=\"$c\"/></optionresponse>"_s, {});
    row("a pattern that does not compile",
        u"<stringresponse answer=\"(abc\" type=\"ci regexp\"><textline/></stringresponse>"_s,
        {u"pattern-does-not-compile:2"_s});
    row("a second pattern that does not compile",
        u"<stringresponse answer=\"abc\" type=\"regexp\">\n<additional_answer answer=\"[a\"/>"
        "<textline/></stringresponse>"_s,
        {u"pattern-does-not-compile:2"_s});
    row("a hint's pattern that does not compile",
        u"<stringresponse answer=\"abc\"><regexphint answer=\"*\">x</regexphint>"
        "<textline/></stringresponse>"_s,
        {u"pattern-does-not-compile:2"_s});
    row("the same as a text", u"<stringresponse answer=\"(abc\"><textline/></stringresponse>"_s, {});
    row("a pattern", u"<stringresponse answer=\"^a.*b$\" type=\"regexp\"><textline/></stringresponse>"_s, {});
    row("options that read the same once their markup is cut",
        u"<optionresponse><optioninput><option correct=\"True\">H<sub>2</sub>O</option>"
        "<option correct=\"False\">H<sub>2</sub></option></optioninput></optionresponse>"_s,
        {u"dropdown-options:2"_s});
    row("an option that is markup only",
        u"<optionresponse><optioninput><option correct=\"True\"><b>x</b></option>"
        "<option correct=\"False\">b</option></optioninput></optionresponse>"_s,
        {u"dropdown-options:2"_s});
    row("an option twice in the short form",
        u"<optionresponse><optioninput options=\"('a','a')\" correct=\"a\"/></optionresponse>"_s,
        {u"dropdown-options:2"_s});
    row("options with a hint",
        u"<optionresponse><optioninput><option correct=\"True\">a<optionhint>x</optionhint></option>"
        "<option correct=\"False\">b</option></optioninput></optionresponse>"_s,
        {});
    row("a drop-down without a right option",
        u"<optionresponse><optioninput options=\"('a','b')\"/></optionresponse>"_s, {u"no-right-choice:2"_s});
  }

  void findings()
  {
    QFETCH(QString, olx);
    QFETCH(QStringList, found);
    const Place place{u"problem/p.xml"_s, 1, u"problem"_s, u"p"_s, {}};
    checks::ProblemUnderTest problem(olx.toUtf8(), place, {});
    QStringList actual;
    for (const auto& finding : checks::checkProblem(problem)) {
      QCOMPARE(finding.place.file, u"problem/p.xml"_s);
      QCOMPARE(finding.place.blockId, u"p"_s);
      actual.append(u"%1:%2"_s.arg(finding.rule).arg(finding.place.line));
    }
    QCOMPARE(actual, found);
  }

  /// Of the check function alone: a problem whose script is refused when it loads says so by itself.
  void scriptsThatUseTooMuchAreNamed_data()
  {
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("when they grade") << QString() << QStringList{u"script-budget"_s};
    QTest::newRow("when they load") << u"<script>x = 1</script>"_s << QStringList{u"problem-load-error"_s};
  }
  void scriptsThatUseTooMuchAreNamed()
  {
    QFETCH(QString, script);
    LargeReplies runner;
    capa::ProblemSurroundings around;
    around.scripts = &runner;
    const QString olx =
        u"<problem>%1<customresponse expect='x'><answer>correct = ['correct']</answer><textline/>"
        "</customresponse></problem>"_s.arg(script);
    checks::ProblemUnderTest problem(olx.toUtf8(), {u"problem/p.xml"_s, 1, u"problem"_s, u"p"_s, {}}, around);
    const Findings findings = checks::checkProblem(problem);
    QStringList found;
    for (const auto& finding : findings) {
      found.append(finding.rule);
      QVERIFY2(finding.message.contains(u"The scripts of this problem leave more than 32 MB together"_s),
               qPrintable(finding.message));
      QVERIFY(finding.message.endsWith(u"split it into several problems."_s));
      QCOMPARE(finding.place.file, u"problem/p.xml"_s);
      QCOMPARE(finding.place.blockId, u"p"_s);
    }
    QTEST(found, "found");
  }
};

SCRIPTORIUM_TEST(TestRules)
#include "tst_rules.moc"
