#include "grading/problem/problem.h"
#include "grading/scripts/scriptrunner.h"
#include "support/testmain.h"

#include <QTest>

using namespace scriptorium;
using namespace scriptorium::capa;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Gives prepared answers, in turn; the first is what the load asks for.
class FakeRunner final : public ScriptRunner
{
public:
  ScriptAnswer run(const ScriptRequest& request) override
  {
    asked.append(request);
    return answers.isEmpty() ? ScriptAnswer{ScriptAnswer::Kind::Done, {}, {}} : answers.takeFirst();
  }
  QList<ScriptRequest> asked;
  QList<ScriptAnswer> answers;
};

ScriptAnswer returned(const char* json, const char* cleaned = "{}")
{
  return {
      ScriptAnswer::Kind::Done,
      {{u"cfn_return"_s, *PyValue::fromJson(json)}, {u"cleaned_cfn_messages"_s, *PyValue::fromJson(cleaned)}},
      {}};
}

constexpr const char* kOne =
    "<problem><script>def chk(e, a): pass</script>"
    "<customresponse cfn='chk' expect='4'><textline points='2'/></customresponse></problem>";
constexpr const char* kTwo =
    "<problem><script>def chk(e, a): pass</script><customresponse cfn='chk'><textline/>"
    "</customresponse><customresponse cfn='chk'><textline/></customresponse></problem>";

} // namespace

/// What customresponse makes of what its script gives back.
class TestCustomResponse : public QObject
{
  Q_OBJECT

  FakeRunner m_runner;

  std::unique_ptr<Problem> load(const char* xml, int attempt = 0)
  {
    m_runner.answers = {{ScriptAnswer::Kind::Done, {}, {}}};
    m_runner.asked.clear();
    ProblemSurroundings surroundings;
    surroundings.scripts = &m_runner;
    ProblemState state;
    state.attempts = attempt;
    auto problem = Problem::load(xml, u"p"_s, 1, surroundings, state);
    return problem ? *std::move(problem) : nullptr;
  }

private Q_SLOTS:
  void scriptsAreToldTheAttempt()
  {
    for (const int attempt : {0, 3}) {
      const auto problem =
          load("<problem><script>def chk(e, a, attempt): pass</script><customresponse cfn='chk' "
               "cfn_extra_args='attempt'><textline/></customresponse></problem>",
               attempt);
      QVERIFY(problem);
      m_runner.answers = {returned("true")};
      QVERIFY(problem->grade({{u"p_2_1"_s, PyValue(u"4"_s)}}));
      const PyValue given(m_runner.asked.last().globals);
      QVERIFY(given.at(u"attempt"));
      QCOMPARE(*given.at(u"attempt"), attempt == 0 ? PyValue() : PyValue(attempt));
    }
  }

  void readsWhateverACheckGivesBack_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("correctness"); // or the message of the error
    QTest::addColumn<double>("points");
    const auto row = [](const char* json, const char* correctness, double points = 0) {
      QTest::newRow(json) << QByteArray(json) << QString::fromUtf8(correctness) << points;
    };
    row("true", "correct", 2);
    row("\"no\"", "correct", 2);
    row("\" False \"", "incorrect");
    row("\"a partial one\"", "partially-correct", 1);
    row("[]", "incorrect");
    row("NaN", "correct", 2);
    row("{\"ok\": true, \"grade_decimal\": \"0.25\"}", "correct", 0.5);
    row("{\"ok\": \"\", \"grade_decimal\": 1}", "incorrect", 2);
    row("{\"ok\": true, \"grade_decimal\": \"x\"}", "could not convert string to float: 'x'");
    row("{\"input_list\": [{\"ok\": 1}]}", "correct", 0);
    row("{\"input_list\": [{\"ok\": \"TRUE\"}]}", "correct", 2);
    row("{\"input_list\": [{\"ok\": true, \"grade_decimal\": \"1\"}]}", "unsupported operand type(s) for *");
    row("{\"input_list\": []}", "list index out of range");
    row("{\"input_list\": [{}]}", "'ok'");
    row("{}", "CustomResponse: check function returned an invalid dictionary!");
  }

  void readsWhateverACheckGivesBack()
  {
    QFETCH(QByteArray, json);
    QFETCH(QString, correctness);
    QFETCH(double, points);
    const auto problem = load(kOne);
    QVERIFY(problem);
    m_runner.answers = {returned(json)};
    const auto graded = problem->grade({{u"p_2_1"_s, PyValue(u"a"_s)}});
    if (!graded) {
      QCOMPARE(graded.error().message, correctness);
      return;
    }
    QCOMPARE(graded->entries[u"p_2_1"_s].correctness, correctness);
    QCOMPARE(graded->points(u"p_2_1"_s), points);
  }

  void aRefusedRunIsToldAndChangesNothing()
  {
    const auto problem = load(kOne);
    QVERIFY(problem);
    const auto before = problem->state().correctMap;
    m_runner.answers = {{ScriptAnswer::Kind::Unavailable, {}, u"The Python process ended."_s}};
    const auto graded = problem->grade({{u"p_2_1"_s, PyValue(u"a"_s)}});
    QVERIFY(!graded);
    QCOMPARE(graded.error(), responseError(u"The Python process ended."_s));
    QCOMPARE(problem->state().correctMap, before);
  }

  void theCheckSeesOnlyWhatItAskedFor()
  {
    const auto problem =
        load("<problem><script>def chk(e, a, **k): pass</script><customresponse cfn='k.chk' "
             "cfn_extra_args='options zork options' options='o'><textline/></customresponse></problem>");
    QVERIFY(problem);
    m_runner.answers = {returned("true")};
    QVERIFY(problem->grade({{u"p_2_1"_s, PyValue(u"a"_s)}}));
    const auto& asked = m_runner.asked.last();
    QVERIFY2(asked.code.contains(u"\ncfn_return = k.chk(expect, ans, options=options, zork=zork)\n"_s),
             qPrintable(asked.code));
    QCOMPARE(asked.globals, (PyDict{{u"expect"_s, PyValue()},
                                    {u"ans"_s, PyValue(u"a"_s)},
                                    {u"options"_s, PyValue(u"o"_s)},
                                    {u"zork"_s, PyValue()}}));
    QVERIFY(!asked.mayRepeat);
  }

  /// As in the LMS: the responses of a problem share their context.
  void gradesOfOneResponseReachTheNext()
  {
    const auto problem = load(kTwo);
    QVERIFY(problem);
    m_runner.answers = {returned("{\"ok\": true, \"grade_decimal\": 0.5}"), returned("true")};
    const auto graded = problem->grade({{u"p_2_1"_s, PyValue(u"a"_s)}, {u"p_3_1"_s, PyValue(u"b"_s)}});
    QVERIFY(graded);
    QCOMPARE(graded->points(u"p_2_1"_s), 0.5);
    QCOMPARE(graded->points(u"p_3_1"_s), 0.5);
  }

  void anEmptyAnswerIsNotChecked()
  {
    const auto problem = load(kOne);
    QVERIFY(problem);
    const auto asked = m_runner.asked.size();
    const auto graded = problem->grade({{u"p_2_1"_s, PyValue(QString())}});
    QVERIFY(graded);
    QCOMPARE(graded->entries[u"p_2_1"_s].correctness, u"incorrect"_s);
    QCOMPARE(m_runner.asked.size(), asked);
  }
};

SCRIPTORIUM_TEST(TestCustomResponse)
#include "tst_customresponse.moc"
