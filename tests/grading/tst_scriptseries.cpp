// ctest-labels: fast
#include "grading/processes.h"
#include "grading/scripts/sandboxrunner.h"
#include "grading/scripts/scriptpool.h"
#include "grading/scripts/seriesrunner.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QTest>

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <thread>

using namespace scriptorium;
using namespace scriptorium::capa;
using namespace scriptorium::testing;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kCheck = u"import random\nx = random.randint(1, 100)\ntotal = []\ndef check(expect, ans):\n"
                       "    total.append(ans)\n    return float(ans) == x and len(total) == 1\n"_s;

QByteArray textOf(const ScriptAnswer& answer)
{
  return QByteArray::number(int(answer.kind)) + PyValue(answer.globals).toJson() + answer.message.toUtf8();
}

QString manyNames()
{
  QString code;
  for (int i = 0; i < 300; ++i)
    code += u"v%1 = %1\n"_s.arg(i);
  return code;
}

QList<pid_t> sorted(QList<pid_t> pids)
{
  std::ranges::sort(pids);
  return pids;
}

} // namespace

/// Runs that belong together may share a process, and nobody can tell.
class TestScriptSeries : public QObject
{
  Q_OBJECT

  std::unique_ptr<SandboxRunner> m_runner;
  SandboxRunner m_alone;

  /// Of the processes below ours, the children of the worker.
  QList<pid_t> children() const
  {
    const QList<pid_t> below = descendantsOf(static_cast<pid_t>(m_runner->pid()));
    return below.mid(1);
  }

  static ScriptRequest request(const QString& code, qint64 seed = 1, const QString& ans = u"14"_s)
  {
    return {code, {{u"expect"_s, PyValue(u"a"_s)}, {u"ans"_s, PyValue(ans)}}, seed, {}, false};
  }

private Q_SLOTS:
  void initTestCase()
  {
    m_runner = std::make_unique<SandboxRunner>();
    if (const auto facts = m_runner->probe(); !facts)
      QSKIP(qPrintable(facts.error().detail));
  }

  void plainScriptsOfASeriesShareAProcess()
  {
    SeriesRunner one(*m_runner);
    SeriesRunner other(*m_runner);
    one.run(request(kCheck));
    const QList<pid_t> child = children();
    QCOMPARE(child.size(), 1);
    one.run(request(kCheck + u"cfn_return = check(expect, ans)"_s, 2));
    QCOMPARE(children(), child);
    other.run(request(kCheck));
    QCOMPARE(children().size(), 1);
    QVERIFY(children() != child);
    m_runner->run(request(kCheck)); // of none
    QCOMPARE(children().size(), 0);
  }

  void whateverIsInDoubtHasAProcessForItself_data()
  {
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* code) {
      QTest::newRow(name) << QString::fromUtf8(code);
    };
    row("the system", "x = os.getpid()");
    row("a name of the system in a function", "def f():\n    return sys.path\nf()");
    row("another module", "import json");
    row("a part of a module", "from os import path");
    row("more of a module of ours", "from messagehtml import json as x");
    row("an attribute that is set", "x = math\nx.pi = 3");
    row("an attribute that is deleted", "del math.pi");
    row("an attribute in a function", "def f(g):\n    g.x = 1\n    return f\nf(f)");
    row("an attribute in a comprehension", "class_ = [f for f in [math]]\nfor class_[0].pi in [3]: pass");
    row("a class", "class A: pass");
    row("what is inside", "x = str((lambda: 0).__globals__)");
    row("the frame of a generator", "x = (i for i in []).gi_frame");
    row("code in a text", "exec('x = 1')");
    row("the same by another name", "f = eval\nx = f('1')");
    row("the builtins", "__builtins__['abs'] = 1");
    row("a file", "x = open('f', 'w')");
    row("a name of the system as its own", "sys = 1");
    row("what does not compile", "x = (");
    row("it asks for the libraries", "x = numpy.pi");
  }

  void whateverIsInDoubtHasAProcessForItself()
  {
    QFETCH(QString, code);
    SeriesRunner series(*m_runner);
    series.run(request(kCheck));
    const QList<pid_t> shared = children();
    QCOMPARE(series.run(request(code)).kind, m_alone.run(request(code)).kind);
    const QList<pid_t> left = children(); // the process that has the libraries, once there is one
    QVERIFY(!left.contains(shared.last()));
    series.run(request(kCheck));
    QCOMPARE(children(), left); // nor does it get one again
  }

  void theAnswersAreThoseOfAProcessForEach_data()
  {
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const QString& code) { QTest::newRow(name) << code; };
    row("numbers from the seed", kCheck);
    row("a check", kCheck + u"\ncfn_return = check(expect, ans)\n"_s);
    row("a message", kCheck + u"\nfrom messagehtml import cleaned_messages\n"
                              "y = cleaned_messages({'ok': check(expect, ans), 'msg': 'No > that'})\n"_s);
    row("names are not kept", u"try:\n    n = n + 1\nexcept NameError as error:\n    n = str(error)"_s);
    row("a list as a default", u"def f(a=[]):\n    a.append(1)\n    return len(a)\nx = f()"_s);
    row("constants are not changed", u"x = [1, [2]]\nx[1].append(3)\nx += [4]\ny = {'a': x}\ndel x[0]"_s);
    row("the next number of the same generator",
        u"from random import random as f\nx = [f(), random.gauss(0, 1)]"_s);
    row("seeds of its own", u"import random\nrandom.seed(5)\nx = random.random()"_s);
    row("everything of a module", u"from math import *\nx = sin(pi / 4)"_s);
    row("lists and texts", u"x = ['%.2f' % v for v in sorted({3, 1, 2})]\ny = '{0:>{1}}'.format(1, 5)"_s);
    row("more names than a byte can count", manyNames() + u"import math\nx = math.pi"_s);
    row("an exception of a function", kCheck + u"\ncfn_return = check(expect, expect)\n"_s);
    row("one while another is handled",
        u"try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise ValueError('caf\\xe9')"_s);
    row("a name that is not there", u"x = nobody"_s);
    row("an attribute that is not there", u"x = math.nothing"_s);
    row("without end in itself", u"def f(x):\n    return f(x)\nf(1)"_s);
    row("more memory than there is", u"x = 'a' * 10**10"_s);
    row("nothing at all", u""_s);
  }

  void theAnswersAreThoseOfAProcessForEach()
  {
    QFETCH(QString, code);
    SeriesRunner series(*m_runner);
    series.run(request(kCheck, 9));
    for (const auto& [seed, ans] : QList<std::pair<int, QString>>{{1, u"14"_s}, {2, u"x"_s}, {1, u"14"_s}}) {
      const QByteArray alone = textOf(m_alone.run(request(code, seed, ans)));
      QCOMPARE(textOf(series.run(request(code, seed, ans))), alone);
    }
  }

  void whatTakesLongHasItsWholeTime()
  {
    const QString code = u"x = 0\nwhile True: x += 1"_s;
    SandboxOptions options;
    options.limits.wall = 1500ms;
    SandboxRunner runner(options);
    SeriesRunner series(runner);
    series.run(request(kCheck));
    QElapsedTimer timer;
    timer.start();
    const auto slow = series.run(request(code));
    QVERIFY(timer.elapsed() >= 1500);
    QCOMPARE(textOf(slow), textOf(runner.run(request(code))));
    QCOMPARE(series.run(request(kCheck)).kind, ScriptAnswer::Kind::Done);
  }

  void aProcessThatIsKilledIsReplaced()
  {
    SeriesRunner series(*m_runner);
    const auto first = series.run(request(kCheck));
    ::kill(children().last(), SIGKILL);
    QCOMPARE(textOf(series.run(request(kCheck))), textOf(first));
  }

  /// Where several sandboxes are free.
  void aSeriesStaysWhereItBegan()
  {
    ScriptPool pool({}, 2);
    const auto sleep = [&pool](int i) {
      return std::thread([&pool, i] { pool.run(request(u"import time\ntime.sleep(.3)\nx = %1"_s.arg(i))); });
    };
    std::thread first = sleep(1);
    sleep(2).join();
    first.join();
    QCOMPARE(pool.size(), 2);
    SeriesRunner one(pool);
    SeriesRunner other(pool);
    one.run(request(kCheck));
    other.run(request(kCheck));
    const auto running = sorted(descendantsOf(::getpid()));
    one.run(request(kCheck));
    one.run(request(kCheck));
    other.run(request(kCheck));
    QCOMPARE(sorted(descendantsOf(::getpid())), running);
  }
};

SCRIPTORIUM_TEST(TestScriptSeries)
#include "tst_scriptseries.moc"
