#include "grading/block/problemblock.h"
#include "grading/scripts/sandboxrunner.h"
#include "support/testmain.h"

#include <QTest>

#include <chrono>
#include <csignal>
#include <functional>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::capa;

namespace {

const QByteArray kXml = "<problem><script type='loncapa/python'>\n"
                        "def check(expect, answer):\n"
                        "    while answer == 'without end': pass\n"
                        "    return answer == '5'\n"
                        "</script><customresponse cfn='check'><textline/></customresponse></problem>";
const QString kWhy = u"The answer could not be graded: the grader ended early. Please submit it again."_s;

/// Answers as long as it lives.
class DyingRunner final : public ScriptRunner
{
public:
  explicit DyingRunner(ScriptRunner* real = nullptr) : m_real(real) {}

  bool isDead = false;
  std::function<void()> before;

  ScriptAnswer run(const ScriptRequest& request) override
  {
    if (before)
      before();
    if (isDead)
      return {ScriptAnswer::Kind::Unavailable, {}, kWhy};
    return m_real != nullptr ? m_real->run(request)
                             : ScriptAnswer{ScriptAnswer::Kind::Done, request.globals, {}};
  }

private:
  ScriptRunner* m_real;
};

ProblemBlock blockOn(ScriptRunner& runner, const Clock& clock, bool isStaff = false)
{
  BlockPlace place;
  place.usageKey = u"block-v1:O+C+R+type@problem+block@p1"_s;
  place.htmlId = u"p1"_s;
  place.isStaff = isStaff;
  place.surroundings.scripts = &runner;
  return {kXml, BlockSettings::fromFields({{u"max_attempts"_s, 2}}), std::move(place), BlockState(), clock};
}

const ProblemBlock::Form kRight = {{u"input_p1_2_1"_s, u"5"_s}};

} // namespace

/// A grader that dies while it grades: the learner is told, and no attempt is used.
class TestBlockScripts : public QObject
{
  Q_OBJECT

  SystemClock m_clock;

private Q_SLOTS:
  void aDeadRunnerUsesNoAttempt();
  void aDeadRunnerBeforeTheProblemLoads();
  void aKilledWorkerUsesNoAttempt();
};

void TestBlockScripts::aDeadRunnerUsesNoAttempt()
{
  for (const bool isStaff : {false, true}) {
    DyingRunner runner;
    ProblemBlock block = blockOn(runner, m_clock, isStaff);
    QVERIFY(block.page());
    int runs = 0;
    runner.before = [&] { runner.isDead = ++runs > 1; }; // the problem loads, the check does not end
    const BlockReply reply = block.handle(u"problem_check"_s, kRight);
    QCOMPARE(reply.kind, BlockReply::Kind::Json);
    const PyValue said(reply.json);
    QVERIFY2(said.at(u"success")->str().contains(kWhy), qPrintable(said.at(u"success")->str()));
    QCOMPARE(*said.at(u"attempts_used"), PyValue(0));
    QVERIFY(!reply.grade);
    QVERIFY(!reply.eventNames().contains(u"problem_check"_s));
    QCOMPARE(block.state().attempts, 0);
    QVERIFY(!block.state().isDone);
    QVERIFY(block.state().scoreHistory.isEmpty());
    QVERIFY(block.state().correctMap.entries.isEmpty());
    QCOMPARE(block.state().answers.value(u"p1_2_1"_s), PyValue(u"5"_s)); // to be submitted again
  }
}

void TestBlockScripts::aDeadRunnerBeforeTheProblemLoads()
{
  DyingRunner runner;
  ProblemBlock block = blockOn(runner, m_clock);
  runner.isDead = true;
  const BlockReply reply = block.handle(u"problem_check"_s, kRight);
  QCOMPARE(reply.kind, BlockReply::Kind::Broken);
  QVERIFY2(reply.cause.message.contains(kWhy), qPrintable(reply.cause.message));
  QCOMPARE(block.state().attempts, 0);
  QVERIFY(block.state().answersHistory.isEmpty());
}

void TestBlockScripts::aKilledWorkerUsesNoAttempt()
{
  SandboxRunner worker;
  if (const auto facts = worker.probe(); !facts)
    QSKIP(qPrintable(facts.error().detail));
  DyingRunner runner(&worker);
  ProblemBlock block = blockOn(runner, m_clock);
  std::thread killer;
  int runs = 0;
  runner.before = [&] {
    if (++runs != 2) // the problem has been loaded; its check is about to run
      return;
    killer = std::thread([group = static_cast<pid_t>(-worker.pid())] {
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
      ::kill(group, SIGKILL);
    });
  };
  const BlockReply refused = block.handle(u"problem_check"_s, {{u"input_p1_2_1"_s, u"without end"_s}});
  QVERIFY(killer.joinable());
  killer.join();
  QCOMPARE(refused.kind, BlockReply::Kind::Json);
  const QString said = PyValue(refused.json).at(u"success")->str();
  QVERIFY2(said.contains(u"submit it again"_s), qPrintable(said));
  QCOMPARE(block.state().attempts, 0);
  QVERIFY(!block.state().isDone);

  const BlockReply again = block.handle(u"problem_check"_s, kRight);
  QCOMPARE(PyValue(again.json).at(u"success")->str(), u"correct"_s);
  QCOMPARE(block.state().attempts, 1);
}

SCRIPTORIUM_TEST(TestBlockScripts)
#include "tst_blockscripts.moc"
