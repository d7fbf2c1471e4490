// ctest-labels: fast
#include "grading/problem/problem.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace {

const QString kAnnotation =
    u"<annotationresponse><annotationinput><title>%1</title><text>t</text><comment>c</comment><options>"
    "<option choice='correct'>o</option></options></annotationinput></annotationresponse>"_s;

ProblemState graded(const PyValue& answer, const QString& correctness, const QString& message = {})
{
  ProblemState state;
  state.answers.insert(u"P_2_1"_s, answer);
  auto& entry = state.correctMap.entries[u"P_2_1"_s];
  entry.correctness = correctness;
  entry.msg = message;
  return state;
}

ProblemState stored(const PyDict& kept)
{
  ProblemState state;
  state.inputState.insert(u"P_2_1"_s, kept);
  return state;
}

QString choices(const QString& group, const QString& first)
{
  return u"<%1response><%2><choice correct='true'>%3</choice><choice correct='false'>z</choice></%2></%1response>"_s
      .arg(group == "choicegroup"_L1 ? u"multiplechoice"_s : u"choice"_s, group, first);
}

} // namespace

/// What inputs show, beyond the cases of the LMS.
class TestInputs : public QObject
{
  Q_OBJECT

  static Outcome<std::unique_ptr<Problem>> load(const QString& inside, const ProblemState& state)
  {
    return Problem::load(u"<problem>%1</problem>"_s.arg(inside).toUtf8(), u"P"_s, 1, {}, state);
  }

private Q_SLOTS:
  void shows_data()
  {
    QTest::addColumn<QString>("xml");
    QTest::addColumn<ProblemState>("state");
    QTest::addColumn<QString>("part");
    const auto row = [](const char* name, const QString& xml, const ProblemState& state,
                        const QString& part) { QTest::newRow(name) << xml << state << part; };
    row("no verdict at all", u"<stringresponse answer='x'><textline/></stringresponse>"_s, graded(u"y"_s, {}),
        u"<span class=\"status None\" id=\"status_P_2_1\""_s);
    row("one button of ten and more", choices(u"choicegroup"_s, u"a"_s), graded(u"choice_10"_s, u"correct"_s),
        u"class=\"field-input input-radio\" value=\"choice_1\"/>\n"
        "<label id=\"P_2_1-choice_1-label\" for=\"input_P_2_1_choice_1\" class=\"response-label field-label "
        "label-inline choicegroup_correct\""_s);
    row("a list is no button", choices(u"radiogroup"_s, u"a"_s),
        graded(PyList{PyValue(u"choice_0"_s)}, u"correct"_s),
        u"class=\"field-input input-radio\" value=\"choice_0\"/>"_s);
    row("an ampersand in a choice", choices(u"choicegroup"_s, u"a &amp;amp; b &amp; c"_s), {},
        u"<div>a &amp; b &amp; c</div>"_s);
    row("less than in a choice opens an element", choices(u"choicegroup"_s, u"x&lt;y"_s), {},
        u"<div>x<yU0003C div=\"\">"_s);
    row("an ampersand in an annotation", kAnnotation.arg(u"A &amp; B"_s), {},
        u"annotationinput.js\">\n<div class=\"annotation-header\"> A &amp; B "_s);
    row("an annotation's message", kAnnotation.arg(u"A"_s), graded(u"{}"_s, u"correct"_s, u"<b>m</b>"_s),
        u"<span class=\"message\" aria-describedby=\"label_P_2_1\" tabindex=\"-1\"><b>m</b></span>"_s);
    row("a file that waits", u"<coderesponse queuename='q'><filesubmission/><codeparam/></coderesponse>"_s,
        graded(QString(), u"queued"_s),
        u"class=\"xqueue\" id=\"P_2_1\">0</span>\n<p class=\"debug\">queued</p>"_s);
    const QString matlab = u"<coderesponse queuename='q'><matlabinput/><codeparam/></coderesponse>"_s;
    row("MATLAB's words are cleaned", matlab, graded(u"x"_s, u"correct"_s, u"<i>m</i><script>n</script>"_s),
        u"aria-live=\"polite\"><i>m</i></div>"_s);
    row("the server's result", matlab, stored({{u"queue_msg"_s, u"<b>r</b>"_s}}),
        u"class=\"ungraded-matlab-result\" aria-live=\"polite\"><b>r</b></div>"_s);
    row("a result that no page can hold", matlab, stored({{u"queue_msg"_s, u"\u0002"_s}}),
        u"<span>Error running code.</span>"_s);
    row("a run that waits", matlab, stored({{u"queuestate"_s, u"queued"_s}, {u"queuetime"_s, 9e12}}),
        u"class=\"xqueue\" id=\"P_2_1\">1</span>"_s);
    row("a run that waited too long", matlab, stored({{u"queuestate"_s, u"queued"_s}, {u"queuetime"_s, 9.0}}),
        u">No response from Xqueue within 35 seconds. Aborted.</div>"_s);
    row("what is said instead of a verdict",
        u"<multiplechoiceresponse><choicegroup show_correctness='never' "
        u"submitted_message='&lt;i&gt;S&lt;/i&gt;'>"
        "<choice correct='true'>a</choice></choicegroup></multiplechoiceresponse>"_s,
        graded(u"choice_0"_s, u"correct"_s), u"<div class=\"capa_alert\"><i>S</i></div>"_s);
  }
  void shows()
  {
    QFETCH(QString, xml);
    QFETCH(ProblemState, state);
    QFETCH(QString, part);
    auto problem = load(xml, state);
    QVERIFY(problem.has_value());
    const auto html = (*problem)->html();
    QVERIFY(html.has_value());
    if (!html->contains(part))
      QCOMPARE(*html, part);
  }

  void matlabAsksItsQueue()
  {
    ProblemSurroundings around;
    around.queue = [](const PyValue&, const PyValue& body) {
      return std::pair(body.at(u"student_response")->str() == "x"_L1 ? 0 : 1, u"words"_s);
    };
    const auto problem = Problem::load(
        "<problem><coderesponse><matlabinput/><codeparam/></coderesponse></problem>", u"P"_s, 1, around);
    QVERIFY(problem.has_value());
    const PyDict asked = {{u"input_id"_s, u"P_2_1"_s}, {u"dispatch"_s, u"plot"_s}, {u"submission"_s, u"x"_s}};
    const PyDict wanted = {{u"success"_s, true}, {u"message"_s, u"words"_s}};
    QCOMPARE((*problem)->inputAjax(asked), PyValue(wanted));
  }

  void imagesShowNoMessage()
  {
    auto problem = load(
        u"<imageresponse><imageinput src='a' width='1' height='2' rectangle='(0,0)-(1,1)'/></imageresponse>"_s,
        graded(u"[1,1]"_s, u"correct"_s, u"lost"_s));
    QVERIFY(problem.has_value());
    const auto html = (*problem)->html();
    QVERIFY(html.has_value() && !html->contains("lost"_L1));
  }

  void anAnnotationIsReadWhenItLoads()
  {
    const auto problem = load(kAnnotation.arg(u"A"_s), graded(u"no JSON"_s, u"correct"_s));
    QVERIFY(!problem.has_value());
    QCOMPARE(problem.error().exception, u"Exception"_s);
  }
};

SCRIPTORIUM_TEST(TestInputs)
#include "tst_inputs.moc"
