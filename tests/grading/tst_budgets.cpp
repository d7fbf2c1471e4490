#include "grading/problem/problem.h"
#include "grading/scripts/sandboxrunner.h"
#include "grading/scripts/scriptbudget.h"
#include "support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace scriptorium::capa;

namespace {

/// Leaves what it is told to, and takes as long.
class Leaving final : public ScriptRunner
{
public:
  ScriptAnswer answer{ScriptAnswer::Kind::Done, {}, {}};
  std::chrono::milliseconds time{0};
  int runs = 0;

  ScriptAnswer run(const ScriptRequest&) override
  {
    ++runs;
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
    return answer;
  }
};

PyDict manyNames(int count)
{
  PyDict dict;
  for (int number = 0; number < count; ++number)
    dict.append({u"n%1"_s.arg(number), PyValue(number)});
  return dict;
}

/// With time enough for a busy machine, unless it is time that the test is about.
ScriptBudget smallBudget(std::chrono::milliseconds time = 1h)
{
  return {u"this test"_s, u"Do less."_s, time, 2 << 20, 10, 100};
}

Outcome<std::unique_ptr<Problem>> load(const QString& xml, ScriptRunner* runner = nullptr)
{
  ProblemSurroundings surroundings;
  surroundings.scripts = runner;
  return Problem::load(xml.toUtf8(), u"P"_s, 1, surroundings);
}

qint64 residentBytes()
{
  QFile file(u"/proc/self/statm"_s);
  if (!file.open(QIODevice::ReadOnly))
    return 0;
  return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

/// What scripts and formulas may use together, and what is said when it is used up.
class TestBudgets : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whatIsUsedUpIsTold_data()
  {
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<int>("names");
    QTest::addColumn<qint64>("values");
    QTest::addColumn<int>("answered"); // of five requests
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, int milliseconds, qint64 bytes, int count, qint64 values,
                        int answered, const QString& what) {
      QTest::newRow(name) << milliseconds << bytes << count << values << answered
                          << u"The scripts of this test %1, which is all they may. Do less."_s.arg(what);
    };
    row("time", 25, 0, 0, 0, 1, u"take more than 0 s together"_s);
    row("bytes of replies", 0, 1 << 20, 0, 0, 2, u"leave more than 2 MB together"_s);
    row("names", 0, 0, 5, 5, 2, u"leave more than 10 names together"_s);
    row("names at once", 0, 0, 11, 11, 0, u"leave more than 10 names together"_s);
    row("values", 0, 0, 1, 30, 3, u"leave more than 100 values together"_s);
  }
  void whatIsUsedUpIsTold()
  {
    QFETCH(int, milliseconds);
    QFETCH(qint64, bytes);
    QFETCH(int, names);
    QFETCH(qint64, values);
    QFETCH(int, answered);
    Leaving inner;
    inner.time = std::chrono::milliseconds(milliseconds);
    inner.answer.replyBytes = bytes;
    inner.answer.globals = manyNames(names);
    inner.answer.values = values;
    BudgetedRunner runner(inner, smallBudget(milliseconds > 0 ? 20ms : 1h));
    for (int run = 0; run < answered; ++run)
      QCOMPARE(runner.run({}).kind, ScriptAnswer::Kind::Done);
    QVERIFY(runner.refusal().isEmpty());
    const auto refused = runner.run({});
    QCOMPARE(refused.kind, ScriptAnswer::Kind::Unavailable);
    QVERIFY(refused.isOverBudget && refused.globals.isEmpty());
    QTEST(refused.message, "message");
    QCOMPARE(runner.refusal(), refused.message);
    const int runs = inner.runs;
    QCOMPARE(runner.run({}).kind, ScriptAnswer::Kind::Unavailable);
    QCOMPARE(inner.runs, runs); // nothing was run any more
    runner.renew();
    QCOMPARE(runner.run({}).kind, answered > 0 ? ScriptAnswer::Kind::Done : ScriptAnswer::Kind::Unavailable);
  }

  void whatIsRememberedTakesNoTime()
  {
    Leaving inner;
    inner.time = 8ms;
    inner.answer.isRemembered = true;
    BudgetedRunner runner(inner, smallBudget(20ms));
    for (int run = 0; run < 10; ++run)
      QCOMPARE(runner.run({}).kind, ScriptAnswer::Kind::Done);
  }

  void whoWaitsForASandboxUsesNothing()
  {
    Leaving inner;
    inner.time = 30ms;
    inner.answer.waited = 1h; // however busy this machine is
    BudgetedRunner runner(inner, smallBudget(20ms));
    for (int run = 0; run < 3; ++run)
      QCOMPARE(runner.run({}).kind, ScriptAnswer::Kind::Done);
  }

  void anOuterBudgetHearsOfTheInner()
  {
    Leaving scripts;
    scripts.answer.globals = manyNames(11);
    BudgetedRunner inner(scripts, smallBudget());
    BudgetedRunner outer(inner, ScriptBudget::ofProblem());
    QVERIFY(outer.run({}).isOverBudget);
    QCOMPARE(outer.refusal(), inner.refusal());
  }

  void aBudgetBehindHearsOfTheOneInFront()
  {
    Leaving scripts;
    scripts.answer.globals = manyNames(4);
    BudgetedRunner behind(scripts, ScriptBudget::ofProblem());
    BudgetedRunner inFront(behind, smallBudget());
    while (!inFront.run({}).isOverBudget) {
    }
    QVERIFY(behind.refusal().startsWith(u"The scripts of this test leave more than 10 names"_s));
    inFront.renew();
    const int runs = scripts.runs;
    QVERIFY(inFront.run({}).isOverBudget); // what it was behind of goes no further
    QCOMPARE(scripts.runs, runs);
    behind.renew();
    inFront.renew();
    QCOMPARE(inFront.run({}).kind, ScriptAnswer::Kind::Done);
  }

  void aProblemHasOne()
  {
    Leaving runner;
    runner.answer.globals = manyNames(200'001);
    const auto problem = load(u"<problem><script>x = 1</script></problem>"_s, &runner);
    QVERIFY(!problem.has_value());
    QVERIFY2(problem.error().message.contains(u"The scripts of this problem leave more than 200000 names"_s),
             qPrintable(problem.error().message));
  }

  void eachGradingHasItsOwn()
  {
    Leaving runner;
    const auto problem = load(u"<problem><customresponse><answer>x = 1</answer><textline/></customresponse>"
                              "</problem>"_s,
                              &runner);
    QVERIFY(problem.has_value());
    runner.answer.replyBytes = 20 << 20;
    for (int attempt = 0; attempt < 3; ++attempt)
      QVERIFY((*problem)->grade({{u"P_2_1"_s, QString::number(attempt)}}).has_value());
  }

  void formulasHaveOne_data()
  {
    QTest::addColumn<QString>("samples");
    QTest::addColumn<int>("responses");
    QTest::addColumn<bool>("isGraded");
    const auto variables = [](int count, int samples) {
      QStringList all;
      for (int number = 0; number < count; ++number)
        all += u"x%1"_s.arg(number);
      const QString ends = QString(u"1,"_s).repeated(count).chopped(1);
      return u"%1@%2:%2#%3"_s.arg(all.join(u','), ends).arg(samples);
    };
    QTest::newRow("as courses have it") << variables(5, 10) << 20 << true;
    QTest::newRow("many samples") << variables(9, 1000) << 20 << true;
    QTest::newRow("many variables") << variables(20'000, 1000) << 1 << false;
    QTest::newRow("many responses") << variables(1, 1000) << 300 << false;
  }
  void formulasHaveOne()
  {
    QFETCH(QString, samples);
    QFETCH(int, responses);
    QFETCH(bool, isGraded);
    const QString response =
        u"<formularesponse answer='x0' samples='%1'><formulaequationinput/></formularesponse>"_s.arg(samples);
    const auto problem = load(u"<problem>%1</problem>"_s.arg(response.repeated(responses)));
    QVERIFY(problem.has_value());
    Answers answers;
    for (int number = 0; number < responses; ++number)
      answers.insert(u"P_%1_1"_s.arg(number + 2), u"x0"_s);
    const auto graded = (*problem)->grade(answers);
    QCOMPARE(graded.has_value(), isGraded);
    if (!isGraded)
      QVERIFY2(graded.error().message.contains(u"Take fewer samples"_s), qPrintable(graded.error().message));
    else
      QVERIFY(graded->isCorrect(u"P_2_1"_s) && (*problem)->grade(answers).has_value());
  }

  /// Replies count with what they hold: here seven of four megabytes, each two million numbers.
  void rememberedRepliesAreFew()
  {
    SandboxRunner runner;
    if (const auto facts = runner.probe(); !facts)
      QSKIP(qPrintable(facts.error().detail));
    const auto fill = [&](int number) {
      return runner.run({u"os.write(1, b'{\"x\":[' + b'0,' * 2090000 + b'%1]}'); os._exit(0)"_s.arg(number),
                         {},
                         1,
                         {},
                         true});
    };
    const auto first = fill(0);
    QVERIFY2(first.kind == ScriptAnswer::Kind::Done, qPrintable(first.message.left(200)));
    QCOMPARE(first.replyBytes, qint64(4'180'000 + 9));
    QCOMPARE(first.values, 2'090'002);
    const qint64 before = residentBytes();
    for (int number = 1; number < 7; ++number)
      QCOMPARE(fill(number).kind, ScriptAnswer::Kind::Done);
    QVERIFY2(residentBytes() - before < 400 << 20, qPrintable(QString::number(residentBytes() - before)));
  }
};

SCRIPTORIUM_TEST(TestBudgets)
#include "tst_budgets.moc"
