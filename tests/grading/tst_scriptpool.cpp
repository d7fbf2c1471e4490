// ctest-labels: fast;concurrent
#include "grading/processes.h"
#include "grading/scripts/scriptpool.h"
#include "support/testmain.h"

#include <QTest>

#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace scriptorium::capa;
using namespace scriptorium::testing;

namespace {

constexpr int kSize = 4;
const QString kHangs = u"import time\nwhile True: time.sleep(1)"_s;

ScriptRequest requestOf(const QString& code, bool mayRepeat = false)
{
  return {code, {}, 1, {}, mayRepeat};
}

/// Threads that each run a script once; at the end those that hang are ended.
class Crowd
{
public:
  explicit Crowd(ScriptPool& pool) : m_pool(pool) {}
  ~Crowd() { disperse(); }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;

  void add(const QString& code)
  {
    m_threads.emplace_back([this, code] {
      m_pool.run(requestOf(code));
      ++m_answered;
    });
  }
  int answered() const { return m_answered; }
  void disperse()
  {
    std::atomic<bool> isOver = false;
    std::thread killer([&isOver] { // of scripts that wait still as they come
      while (!isOver)
        killSandboxes();
    });
    for (auto& thread : m_threads)
      thread.join();
    m_threads.clear();
    isOver = true;
    killer.join();
  }

private:
  ScriptPool& m_pool;
  std::vector<std::thread> m_threads;
  std::atomic<int> m_answered = 0;
};

} // namespace

/// Several sandboxes for the scripts of one course.
class TestScriptPool : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    if (const auto facts = SandboxRunner().probe(); !facts)
      QSKIP(qPrintable(facts.error().detail));
  }

  void sandboxesStartAsTheyAreNeeded()
  {
    ScriptPool pool({}, kSize);
    QCOMPARE(pool.size(), 0);
    for (int i = 0; i < 3; ++i)
      QCOMPARE(pool.run(requestOf(u"x = 1"_s)).kind, ScriptAnswer::Kind::Done);
    QCOMPARE(pool.size(), 1);
    QList<int> answers(kSize);
    std::vector<std::thread> threads;
    for (int i = 0; i < kSize; ++i)
      threads.emplace_back([&pool, answer = &answers[i], i] {
        const auto left = pool.run(requestOf(u"import time\ntime.sleep(.2)\nx = %1"_s.arg(i)));
        *answer = int(PyValue(left.globals).at(u"x")->toInt().value_or(-1));
      });
    for (auto& thread : threads)
      thread.join();
    QCOMPARE(answers, QList<int>({0, 1, 2, 3})); // each its own
    QVERIFY2(pool.size() > 1 && pool.size() <= kSize, qPrintable(QString::number(pool.size())));
    pool.dismissIdle(0ms);
    QCOMPARE(pool.size(), 1);
    QTRY_COMPARE(descendantsOf(::getpid()).size(), 2); // bubblewrap and the worker
  }

  /// However many wait for it.
  void oneThatHangsKeepsNobodyWaiting()
  {
    ScriptPool pool(patient(), kSize);
    Crowd crowd(pool);
    for (int i = 0; i < 3 * kSize; ++i)
      crowd.add(kHangs);
    QTRY_COMPARE(pool.size(), kSize / 2);
    QCOMPARE(pool.run(requestOf(u"x = 1"_s)).kind, ScriptAnswer::Kind::Done);
    QCOMPARE(crowd.answered(), 0);
    QVERIFY(pool.size() <= kSize / 2 + 1);
  }

  void thoseKnownToHangKeepNobodyWaiting()
  {
    SandboxOptions options = patient();
    options.limits.wall = 1s;
    ScriptPool pool(options, kSize);
    QStringList slow;
    for (int i = 0; i < kSize; ++i)
      slow.append(kHangs + u"\nx = %1"_s.arg(i));
    for (const QString& code : std::as_const(slow))
      QCOMPARE(pool.run(requestOf(code)).kind, ScriptAnswer::Kind::Raised);
    pool.dismissIdle(0ms);
    Crowd crowd(pool);
    for (const QString& code : std::as_const(slow))
      crowd.add(code);
    QTRY_COMPARE_WITH_TIMEOUT(crowd.answered(), kSize, 60'000);
    QVERIFY(pool.size() <= kSize / 2);
  }

  void equalRequestsOfOthersAreRemembered()
  {
    ScriptPool pool({}, kSize);
    const ScriptRequest request = requestOf(u"x = os.urandom(8).hex()"_s, true);
    ScriptAnswer first;
    std::thread([&] { first = pool.run(request); }).join();
    const auto again = pool.run(request);
    QVERIFY(!first.isRemembered && again.isRemembered);
    QCOMPARE(again.globals, first.globals);
  }

  void aSandboxThatDiedIsReplaced()
  {
    ScriptPool pool({}, 1);
    QCOMPARE(pool.run(requestOf(u"x = 1"_s)).kind, ScriptAnswer::Kind::Done);
    killSandboxes();
    QTRY_COMPARE(pool.run(requestOf(u"x = 1"_s)).kind, ScriptAnswer::Kind::Done);
  }

private:
  static SandboxOptions patient()
  {
    SandboxOptions options;
    options.limits.wall = 100s;
    return options;
  }
};

SCRIPTORIUM_TEST(TestScriptPool)
#include "tst_scriptpool.moc"
