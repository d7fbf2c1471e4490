#include "grading/problem/input.h"
#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/scripts/scriptrunner.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace {

const QString kChoices =
    u"<choicegroup><choice correct='true'>a</choice><choice correct='false'>b</choice></choicegroup>"_s;

QString choiceProblem(const QString& inside)
{
  return u"<problem><multiplechoiceresponse>%1</multiplechoiceresponse></problem>"_s.arg(inside);
}

Outcome<std::unique_ptr<Problem>> load(const QString& xml, const ProblemSurroundings& surroundings = {})
{
  return Problem::load(xml.toUtf8(), u"P"_s, 1, surroundings);
}

/// Stands for a script that leaves very many names.
class ManyNames final : public ScriptRunner
{
public:
  ScriptAnswer run(const ScriptRequest& request) override
  {
    ScriptAnswer answer{ScriptAnswer::Kind::Done, request.globals, {}};
    for (int number = 0; number < 100'000; ++number)
      answer.globals.append({u"n%1"_s.arg(number), PyValue(u"<%1>"_s.arg(number))});
    answer.globals.append({u"first"_s, PyValue(u"$second"_s)});
    answer.globals.append({u"sec"_s, PyValue(u"third"_s)});
    answer.globals.append({QString(50, u'l'), PyValue(u"long"_s)});
    return answer;
  }
};

} // namespace

class TestProblem : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void gradesWhatWasChosen()
  {
    auto problem = load(choiceProblem(kChoices));
    QVERIFY(problem.has_value());
    QCOMPARE((*problem)->maxScore(), 1.0);
    const auto graded = (*problem)->grade({{u"P_2_1"_s, u"choice_0"_s}});
    QVERIFY(graded.has_value());
    QVERIFY(graded->isCorrect(u"P_2_1"_s));
    QCOMPARE((*problem)->score(), 1.0);
    const auto again = (*problem)->grade({{u"P_2_1"_s, u"choice_1"_s}});
    QVERIFY(again.has_value() && !again->isCorrect(u"P_2_1"_s));
  }

  /// As the LMS: the longest names first, in what others were replaced by too.
  void namesAreReplacedHoweverManyThereAre()
  {
    ManyNames runner;
    ProblemSurroundings surroundings;
    surroundings.scripts = &runner;
    const auto problem =
        load(u"<problem><script type='loncapa/python'>x = 1</script></problem>"_s, surroundings);
    QVERIFY(problem.has_value());
    QCOMPARE((*problem)->contextualised(u"$n5 $n50 $n99999x $first $ $m $"_s + QString(50, u'l')),
             u"<5> <50> <99999>x thirdond $ $m long"_s);
  }

  void doesNotLoad_data()
  {
    QTest::addColumn<QString>("xml");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QString& xml, const QString& message) {
      QTest::newRow(name) << xml << message;
    };
    row("an input outside of a response", u"<problem><textline/></problem>"_s, u"None"_s);
    row("a response without its input", u"<problem><stringresponse answer='x'/></problem>"_s,
        u"list index out of range"_s);
    row("a foreign input", choiceProblem(u"\n<textline/>"_s),
        u"LoncapaProblem Response multiplechoiceresponse: cannot have input field textline\nSee XML source line 1"_s);
    row("two inputs of one", choiceProblem(kChoices + kChoices),
        u"LoncapaProblem Response multiplechoiceresponse: cannot have more than 1 input fields\n"
        "See XML source line 1"_s);
    row("an empty attribute",
        u"<problem>\n<stringresponse answer=''><textline/></stringresponse></problem>"_s,
        u"Error in problem specification: LoncapaProblem Response stringresponse missing required attribute "
        u"answer\n"
        "See XML source line 2"_s);
    row("broken points",
        u"<problem><stringresponse answer='x'><textline points='1.5'/></stringresponse></problem>"_s,
        u"invalid literal for int() with base 10: '1.5'"_s);
    row("two right options",
        u"<problem><optionresponse><optioninput><option correct='True'>a</option><option "
        u"correct='true'>b</option>"
        "</optioninput></optionresponse></problem>"_s,
        u"Dropdown questions can only have one correct answer."_s);
    row("an option that does not say whether it is right, before what else is wrong",
        u"<problem><optionresponse><optioninput><option correct='True'>a</option><option "
        u"correct='true'>b</option>"
        "<option>c</option></optioninput></optionresponse></problem>"_s,
        u"'NoneType' object has no attribute 'upper'"_s);
    row("a missing file", u"<problem><include file='x.xml'/></problem>"_s, u"resource 'x.xml' not found"_s);
    row("an empty script", u"<problem><script/></problem>"_s,
        u"'NoneType' object has no attribute 'replace'"_s);
  }
  void doesNotLoad()
  {
    QFETCH(QString, xml);
    const auto problem = load(xml);
    QVERIFY(!problem);
    QTEST(problem.error().message, "message");
  }

  void pageFollowsTheRules_data()
  {
    QTest::addColumn<QString>("xml");
    QTest::addColumn<QString>("html");
    const auto row = [](const char* name, const QString& inside, const QString& html) {
      QTest::newRow(name) << u"<problem>"_s + inside + u"</problem>"_s << u"<div>"_s + html + u"</div>"_s;
    };
    row("text behind a comment is lost", u"<p>a<!-- c -->b</p>"_s, u"<p>a</p>"_s);
    row("text behind what is hidden is lost", u"<p>a<answer>x</answer>b</p>"_s, u"<p>a</p>"_s);
    row("old text tags", u"<startouttext />Hello<endouttext/> you"_s, u"<span>Hello</span> you"_s);
    row("JavaScript stays, its tail too", u"<script type='text/javascript'>x</script>y"_s,
        u"<script type=\"text/javascript\">x</script>y"_s);
    row("a formula", u"<p><math>$x$</math> y</p>"_s,
        u"<p><html><html>[mathjaxinline]x[/mathjaxinline]</html><html> y</html></html></p>"_s);
    row("a displayed formula", u"<math>$\\displaystyle x$</math>"_s,
        u"<html><html>[mathjax] x[/mathjax]</html><html/></html>"_s);
    row("a solution hides its text, and loses its tail", u"<solution><p>x</p></solution>tail"_s,
        u"<div class=\"solution-span\"><span id=\"solution_P_solution_1\"/></div>"_s);
    row("a clarification", u"a <clarification>b <b>c</b></clarification> d"_s,
        u"a <span class=\"clarification\" tabindex=\"0\" role=\"note\" aria-label=\"Clarification\">\n<span "
        "data-tooltip=\"b &lt;b&gt;c&lt;/b&gt;\" data-tooltip-show-on-click=\"true\" class=\"fa "
        "fa-info-circle\" "
        "aria-hidden=\"true\"/><span class=\"sr\">(b &lt;b&gt;c&lt;/b&gt;)</span></span> d"_s);
    row("namespaces are declared anew",
        u"<svg xmlns='http://s' xmlns:l='http://l' l:href='#a'><path/><b xmlns=''/></svg>"_s,
        u"<ns0:svg xmlns:ns0=\"http://s\" xmlns:ns1=\"http://l\" ns1:href=\"#a\"><ns0:path/><b/></ns0:svg>"_s);
    row("variables go in raw", u"<p t='$seed'>$seed $seeds $none</p>"_s, u"<p t=\"1\">1 1s $none</p>"_s);
  }
  void pageFollowsTheRules()
  {
    QFETCH(QString, xml);
    auto problem = load(xml);
    QVERIFY(problem.has_value());
    const auto html = (*problem)->html();
    QVERIFY(html.has_value());
    QTEST(*html, "html");
  }

  void filesAreIncludedOnce()
  {
    ProblemSurroundings surroundings;
    surroundings.file = [](const QString& path) {
      return path == "a.xml"_L1 ? std::optional<QByteArray>("<p>in<include file='b.xml'/></p>")
                                : std::nullopt;
    };
    auto problem = load(u"<problem>x<include file='a.xml'/>lost</problem>"_s, surroundings);
    QVERIFY(problem.has_value());
    QCOMPARE((*problem)->html().value_or(QString()), u"<div>x<p>in<include file=\"b.xml\"/></p></div>"_s);
  }

  void anOptionMayBeEmpty()
  {
    auto problem = load(u"<problem><optionresponse><optioninput><option correct='True'>a</option>"
                        "<option correct='False'><optionhint>none</optionhint></option>"
                        "</optioninput></optionresponse></problem>"_s);
    QVERIFY(problem.has_value());
    QCOMPARE((*problem)->shownAnswers().value(u"P_2_1"_s), PyValue(u"a"_s));
    QVERIFY((*problem)->html().has_value());
  }

  void labelsComeFromTheRightPlace_data()
  {
    QTest::addColumn<QString>("xml");
    QTest::addColumn<QString>("label");
    QTest::addColumn<bool>("stays");
    const auto row = [](const char* name, const QString& before, const QString& inside, const QString& label,
                        bool stays) {
      QTest::newRow(name) << u"<problem>%1<stringresponse answer='x'>%2</stringresponse></problem>"_s.arg(
                                 before, inside)
                          << label << stays;
    };
    const QString line = u"<textline/>"_s;
    const QString named = u"<textline label='Q'/>"_s;
    row("label inside", {}, u"<label>Q <b>x</b></label>"_s + line, u"Q <b>x</b>"_s, false);
    row("label before", u"<label>Q</label> "_s, line, u"Q"_s, false);
    row("label before, but not next to it", u"<label>Q</label><p/>"_s, line, {}, true);
    row("paragraph that the attribute repeats", u"<p>Q</p>"_s, named, u"Q"_s, false);
    row("another paragraph", u"<p>R</p>"_s, named, {}, true);
    row("attribute alone", {}, named, {}, false);
  }
  void labelsComeFromTheRightPlace()
  {
    QFETCH(QString, xml);
    QFETCH(bool, stays);
    auto problem = load(xml);
    QVERIFY(problem.has_value());
    QTEST((*problem)->labels().value(u"P_2_1"_s), "label");
    const QString html = (*problem)->html().value_or(QString());
    QCOMPARE(html.contains("<label>Q</label>"_L1) || html.contains("<p>R</p>"_L1), stays);
  }

  void anErrorLeavesTheGradesAlone()
  {
    auto problem =
        load(u"<problem><stringresponse answer='x'><textline/></stringresponse><stringresponse answer='x' "
             "type='regexp'><textline/></stringresponse></problem>"_s);
    QVERIFY(problem.has_value());
    QVERIFY((*problem)->grade({{u"P_2_1"_s, u"x"_s}, {u"P_3_1"_s, u"x"_s}}).has_value());
    const CorrectMap before = (*problem)->state().correctMap;
    if ((*problem)->grade({{u"P_2_1"_s, PyList{u"x"_s}}}))
      QSKIP("this answer is graded");
    QCOMPARE((*problem)->state().correctMap, before);
  }

  void targetedFeedbackShowsAgain()
  {
    auto problem =
        load(u"<problem><multiplechoiceresponse targeted-feedback=''><choicegroup type='MultipleChoice'>"
             "<choice correct='true' explanation-id='e0'>a</choice><choice correct='false' "
             "explanation-id='e1'>b</choice></choicegroup></multiplechoiceresponse><targetedfeedbackset>"
             "<targetedfeedback explanation-id='e0'>good</targetedfeedback><targetedfeedback "
             "explanation-id='e1'>bad</targetedfeedback></targetedfeedbackset></problem>"_s);
    QVERIFY(problem.has_value());
    const QString before = (*problem)->html().value_or(QString());
    QVERIFY(!before.contains("good"_L1) && !before.contains("bad"_L1));
    QVERIFY((*problem)->grade({{u"P_2_1"_s, u"choice_1"_s}}).has_value());
    const QString after = (*problem)->html().value_or(QString());
    QVERIFY(!after.contains("good"_L1) && after.contains("bad"_L1));
    QVERIFY((*problem)->grade({{u"P_2_1"_s, u"choice_0"_s}}).has_value());
    QVERIFY((*problem)->html().value_or(QString()).contains("good"_L1));
  }

  void responsesInsideOfRemovedElementsDoNoHarm()
  {
    const QString hidden = u"<stringresponse answer='y'><textline/></stringresponse>"_s;
    auto problem =
        load(u"<problem><optionresponse><label>Q%1</label><optioninput options=\"('a','b')\" correct='a'/>"
             "</optionresponse></problem>"_s.arg(hidden));
    QVERIFY(problem.has_value() || !problem.error().message.isEmpty());
    auto described =
        load(u"<problem><stringresponse answer='x'><description>%1</description></stringresponse>"
             "</problem>"_s.arg(hidden));
    QVERIFY(described.has_value() || !described.error().message.isEmpty());
  }

  void solutionsAreShownWithTheirTails()
  {
    auto problem = load(u"<problem>%1<solution>é $seed</solution> tail</problem>"_s.arg(
        u"<multiplechoiceresponse>"_s + kChoices + u"</multiplechoiceresponse>"_s));
    QVERIFY(problem.has_value());
    QCOMPARE((*problem)->shownAnswers().value(u"P_solution_1"_s).str(),
             u"<solution id=\"P_solution_1\">&#233; 1</solution> tail"_s);
  }
};

SCRIPTORIUM_TEST(TestProblem)
#include "tst_problem.moc"
