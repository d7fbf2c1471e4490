// ctest-labels: fast
#include "grading/processes.h"
#include "grading/scripts/jailtext.h"
#include "grading/scripts/sandboxrunner.h"
#include "support/testmain.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QTest>

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

using namespace scriptorium;
using namespace scriptorium::capa;
using namespace scriptorium::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

/// zipped/__init__.py ("from .part import NAME") and zipped/part.py ("NAME = __file__").
const QByteArray kLibrary = QByteArray::fromBase64(
    "UEsDBBQAAAAAAAAAIVCvxmvvFwAAABcAAAASAAAAemlwcGVkL19faW5pdF9fLnB5ZnJvbSAucGFydCBpbXBvcnQgTkFNRQpQ"
    "SwMEFAAAAAAAAAAhUEWEaH8QAAAAEAAAAA4AAAB6aXBwZWQvcGFydC5weU5BTUUgPSBfX2ZpbGVfXwpQSwECFAMUAAAAAAAA"
    "ACFQr8Zr7xcAAAAXAAAAEgAAAAAAAAAAAAAAgAEAAAAAemlwcGVkL19faW5pdF9fLnB5UEsBAhQDFAAAAAAAAAAhUEWEaH8Q"
    "AAAAEAAAAA4AAAAAAAAAAAAAAIABRwAAAHppcHBlZC9wYXJ0LnB5UEsFBgAAAAACAAIAfAAAAIMAAAAAAA==");

} // namespace

/// The model of codejail: names in, names out, and the words of what fails.
class TestSandboxRunner : public QObject
{
  Q_OBJECT

  std::unique_ptr<SandboxRunner> m_runner;

  ScriptAnswer run(const QString& code, const PyDict& globals = {}, qint64 seed = 1)
  {
    return m_runner->run({code, globals, seed, {}, false});
  }

private Q_SLOTS:
  void initTestCase()
  {
    SandboxOptions options;
    options.courseFiles.insert(u"code/graders.py"_s,
                               "from random import randint\nFIRST = randint(1, 1000)\n");
    options.courseFiles.insert(u"python_lib.zip"_s, kLibrary);
    options.courseFiles.insert(u"lib/python/marks.py"_s, "BEST = 5\n");
    options.courseFiles.insert(u"../outside.py"_s, "X = 1\n");
    options.courseFiles.insert(u"tmp/own.py"_s, "X = 1\n"); // where the room has a folder of its own
    options.courseFiles.insert(QString(300, u'a') + u".py"_s, "X = 1\n");
    m_runner = std::make_unique<SandboxRunner>(options);
    const auto facts = m_runner->probe();
    if (!facts)
      QSKIP(qPrintable(facts.error().detail));
    QVERIFY(facts->python.startsWith(u"3."_s));
  }

  void foldersAreImportedWhereTheyAreNamed()
  {
    const QString code = u"import marks\nx = marks.BEST"_s;
    QCOMPARE(run(code).kind, ScriptAnswer::Kind::Raised);
    const auto answer = m_runner->run({code, {}, 1, {}, false, {u"none"_s, u"lib/python"_s}});
    QCOMPARE(answer.kind, ScriptAnswer::Kind::Done);
    QCOMPARE(PyValue(answer.globals).at(u"x")->toInt(), std::optional<qint64>(5));
  }

  /// Times, flags and locks of what all runs share.
  void nothingPassesToTheNextScript()
  {
    const QString leave =
        u"import fcntl\nos.utime('/tmp', (7, 7))\nos.chmod('/tmp', 0o711)\n"
        "fcntl.fcntl(0, fcntl.F_SETFL, os.O_APPEND | os.O_NONBLOCK)\nfcntl.flock(0, fcntl.LOCK_EX)\n"
        "os.lseek(0, 5, 0)\n"_s;
    const QString look =
        u"import fcntl\ns = os.stat('/tmp')\nx = [s.st_mode, s.st_atime, fcntl.fcntl(0, fcntl.F_GETFL)]\n"
        "fcntl.flock(0, fcntl.LOCK_EX | fcntl.LOCK_NB)\n"_s;
    const auto before = run(look);
    QVERIFY2(before.kind == ScriptAnswer::Kind::Done, qPrintable(before.message));
    run(leave);
    const auto after = run(look);
    QVERIFY2(after.kind == ScriptAnswer::Kind::Done, qPrintable(after.message));
    QCOMPARE(PyValue(after.globals).toJson(), PyValue(before.globals).toJson());
  }

  /// A server's connections are open while a sandbox starts: no script gets at them, and they end when the
  /// server ends them.
  void noOpenFileOfTheProgramIsInherited()
  {
    int ends[2] = {};
    QCOMPARE(::pipe(ends), 0); // inherited, unless somebody sees to it
    SandboxRunner runner{SandboxOptions()};
    QCOMPARE(runner.run({u"x = 1"_s, {}, 1, {}, false}).kind, ScriptAnswer::Kind::Done);
    ::close(ends[1]);
    pollfd reader{ends[0], POLLIN, 0};
    QCOMPARE(::poll(&reader, 1, 0), 1);
    QVERIFY(reader.revents & POLLHUP);
    ::close(ends[0]);
  }

  /// However the program ends: here it is killed while a script sleeps that ignores every signal it can.
  void nothingOutlivesTheProgram()
  {
    const pid_t program = ::fork();
    if (program == 0) {
      SandboxRunner runner{SandboxOptions()};
      runner.run({u"import signal, time\nfor s in range(1, 65):\n    try: signal.signal(s, signal.SIG_IGN)\n"
                  "    except (OSError, ValueError): pass\n"
                  "while True:\n    try: time.sleep(1000)\n    except BaseException: pass"_s,
                  {},
                  1,
                  {},
                  false});
      ::_exit(0);
    }
    QTRY_VERIFY(descendantsOf(program).size() >= 3); // bubblewrap, the worker, the script
    const QList<pid_t> below = descendantsOf(program);
    ::kill(program, SIGKILL);
    ::waitpid(program, nullptr, 0);
    const auto isAlive = [](pid_t pid) {
      return QFile::exists(u"/proc/%1/exe"_s.arg(pid)) && !isZombie(pid);
    };
    QTRY_VERIFY(std::none_of(below.begin(), below.end(), isAlive));
  }

  void whatAScriptLeavesComesBack_data()
  {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QByteArray>("left"); // as JSON, of the name x
    const auto row = [](const char* name, const char* code, const char* left) {
      QTest::newRow(name) << QString::fromUtf8(code) << QByteArray(left);
    };
    row("division is true", "x = 7/2", "3.5");
    row("a name that was given", "x = given + 1", "42");
    row("bytes are decoded", "x = b'ab'", "\"ab\"");
    row("a tuple becomes a list", "x = (1, 2)", "[1, 2]");
    row("keys become strings", "x = {1: 2, None: 3}", R"({"1": 2, "null": 3})");
    row("a whole number of any size", "x = 10**30", "1000000000000000000000000000000");
    row("calc knows the inverse cotangent of complex numbers",
        "x = round(float(abs(calc.evaluator({}, {}, 'arccot(-1+j)'))), 4)", "0.6844");
    row("a function is dropped", "def x(): pass", "");
    row("a complex number is dropped", "x = 3j", "");
    row("a set is dropped", "x = {1}", "");
    row("numpy's float is one", "x = numpy.float64(1.5)", "1.5");
    row("numpy's bool is none", "x = numpy.bool_(True)", "");
    row("a lone surrogate passes JSON", "x = '\\ud800'", "\"\\ud800\"");
    row("math needs no import", "x = math.floor(2.5)", "2");
    row("names of the prolog", "x = len(list(xrange(3))) + len(sys.argv[:0]) + len(os.sep)", "4");
    row("Python 2's sequence", "x = random.randint(1, 100)", "14");
    row("random is seeded however it comes", "from random import randint\nx = randint(1, 100)", "14");
    row("a formula", "x = calc.evaluator({'a': 2}, {}, '-a^2 + 3||6 - 5%')", "-2.05");
    row("the LMS's functions", "from calc import functions\nx = functions.sec(0)", "1.0");
    row("an evaluator of a course's own",
        "from calc import ParseAugmenter, eval_product\nread = ParseAugmenter('a * 3 / b')\n"
        "read.parse_algebra()\nfirst = lambda parts: parts[0]\n"
        "actions = {name: first for name in ('sum', 'parallel', 'power', 'atom', 'function')}\n"
        "actions.update(product=eval_product, number=lambda parts: int(parts[0]), variable=lambda parts: 4)\n"
        "x = [read.reduce_tree(actions), sorted(read.variables_used)]",
        R"([3.0, ["a", "b"]])");
    row("what is printed is lost", "print('hello')\nx = 1", "1");
    row("an own module", "import graders\nx = graders.FIRST", "135");
    row("own modules stand where the script runs", "x = sorted(os.listdir('.'))",
        R"(["code", "lib", "python_lib.zip", "tmp"])");
    row("a module of the library, compiled before",
        "import builtins\ncalls, real = [], compile\n"
        "builtins.compile = lambda *a, **k: calls.append(1) or real(*a, **k)\n"
        "import zipped\nx = [zipped.NAME, len(calls)]",
        R"(["python_lib.zip/zipped/part.py", 0])");
    row("a course's file in a folder of that name", "x = sorted(os.listdir('tmp'))", R"(["own.py"])");
    row("a file of its own", "open('f', 'w').write('abc')\nx = open('f').read()", "\"abc\"");
    row("threads",
        "import threading\nx = []\nt = threading.Thread(target=lambda: x.append(1))\nt.start()\nt.join()",
        "[1]");
  }

  void whatAScriptLeavesComesBack()
  {
    QFETCH(QString, code);
    QFETCH(QByteArray, left);
    const auto answer = run(code, {{u"given"_s, PyValue(41)}});
    QVERIFY2(answer.kind == ScriptAnswer::Kind::Done, qPrintable(answer.message));
    const PyValue all(answer.globals);
    const PyValue* x = all.at(u"x");
    QCOMPARE(x == nullptr ? QByteArray() : x->toJson(), left);
  }

  void aFailureIsToldInCodejailsWords_data()
  {
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("end");
    const auto row = [](const char* name, const char* code, const char* end) {
      QTest::newRow(name) << QString::fromUtf8(code) << QString::fromUtf8(end);
    };
    row("an exception", "1/0", R"(\nZeroDivisionError: division by zero\n', stderr)");
    row("single quotes", "raise Exception(\"it's\")", R"(\nException: it\'s\n)");
    row("other alphabets", "raise Exception('caf\\xe9')", R"(Exception: caf\xc3\xa9\n)");
    row("syntax", "x = (", R"(SyntaxError: \'(\' was never closed\n)");
    row("lines are counted as the LMS counts", "x = '", R"((detected at line 82)\n)");
    row("the file that the LMS runs, by its whole path", "1/0",
        R"(\n  File "/tmp/codejail-00000000/jailed_code", line 19, in <module>\n    exec(code, g_dict)\n)"
        R"(  File "<string>", line 82, in <module>\nZeroDivisionError: division by zero\n', stderr)");
    row("sys.exit with a number", "sys.exit(3)", "stderr: b'' with status code: 3");
    row("sys.exit with words", "sys.exit('no')", R"(stderr: b'no\n' with status code: 1)");
    row("sys.exit without", "sys.exit()", "Expecting value: line 1 column 1 (char 0)");
    row("a future statement stands too late", "from __future__ import division",
        R"(SyntaxError: from __future__ imports must occur at the beginning of the file\n)");
    row("a module that is not there", "import demjson",
        R"(ModuleNotFoundError: No module named \'demjson\'\n)");
    row("memory", "x = 'a' * 10**10", R"(MemoryError\n)");
    row("too long", "while True: pass", "stderr: b'' with status code: -");
    row("its own end", "os._exit(7)", "stderr: b'' with status code: 7");
  }

  void aFailureIsToldInCodejailsWords()
  {
    QFETCH(QString, code);
    QFETCH(QString, end);
    end = end.section(u"', stderr"_s, 0, 0);
    const auto answer = run(code);
    QCOMPARE(answer.kind, ScriptAnswer::Kind::Raised);
    QVERIFY2(answer.message.contains(end), qPrintable(answer.message));
  }

  void requestsDoNotSeeEachOther()
  {
    run(u"import math\nmath.pi = 3\nos.environ['A'] = 'b'\nopen('/tmp/left', 'w').write('x')\nsys.path.append('y')"_s);
    const auto answer =
        run(u"x = [math.pi == 3, 'A' in os.environ, os.path.exists('/tmp/left'), 'y' in sys.path]"_s);
    const PyValue left(answer.globals);
    QVERIFY2(left.at(u"x") != nullptr, qPrintable(answer.message));
    QCOMPARE(left.at(u"x")->toJson(), QByteArray("[false, false, false, false]"));
  }

  void numpyDrawsFromTheSeed()
  {
    const QString code = u"x = float(numpy.random.random())"_s;
    const auto first = m_runner->run({code, {}, 1, {}, false});
    QVERIFY(first.kind == ScriptAnswer::Kind::Done);
    QCOMPARE(m_runner->run({code, {}, 1, {}, false}).globals, first.globals);
    QVERIFY(m_runner->run({code, {}, 2, {}, false}).globals != first.globals);
  }

  /// A fork is cheap only where little is loaded.
  void librariesAreThereForThoseWhoNameThem_data()
  {
    QTest::addColumn<QString>("code");
    QTest::addColumn<PyDict>("globals");
    QTest::addColumn<bool>("isLoaded");
    const auto row = [](const char* name, const char* code, bool isLoaded, const PyDict& globals = {}) {
      QTest::newRow(name) << QString::fromUtf8(code) << globals << isLoaded;
    };
    row("no import", "", false);
    row("what is at hand", "import random, math\nfrom json import dumps, loads", false);
    row("NumPy by its name", "import numpy as np", true);
    row("a name that needs no import", "calc", true);
    row("one of several", "import random, fractions", true);
    row("a module of the course", "import graders", true);
    row("an import that is a call", "__import__('fractions')", true);
    row("NumPy in what it is given", "", true, {{u"ans"_s, PyValue(u"numpy.pi"_s)}});
    row("messages with markup", "def check(e, a): return {'ok': True, 'msg': '<b>yes</b>'}", true);
  }

  void librariesAreThereForThoseWhoNameThem()
  {
    QFETCH(QString, code);
    QFETCH(PyDict, globals);
    QFETCH(bool, isLoaded);
    const auto answer = run(u"was = 'lxml' in sys.modules\n"_s + code, globals);
    QVERIFY2(answer.kind == ScriptAnswer::Kind::Done, qPrintable(answer.message));
    QCOMPARE(PyValue(answer.globals).at(u"was")->isTrue(), isLoaded);
  }

  void bothAnswerAfterOneWasKilled()
  {
    const QString code = u"import fractions\nx = 1"_s;
    QVERIFY(run(code).kind == ScriptAnswer::Kind::Done);
    const pid_t youngest = descendantsOf(static_cast<pid_t>(m_runner->pid())).last();
    ::kill(youngest, SIGKILL);
    QTRY_VERIFY(run(code).kind == ScriptAnswer::Kind::Done);
    QVERIFY(run(u"x = 1"_s).kind == ScriptAnswer::Kind::Done);
  }

  void onlyWhatMayRepeatIsRemembered()
  {
    const QString code = u"import os\nx = os.urandom(8).hex()"_s;
    const ScriptRequest request = {code, {}, 1, {}, true};
    const auto first = m_runner->run(request);
    QCOMPARE(m_runner->run(request).globals, first.globals);
    QVERIFY(m_runner->run({code, {}, 2, {}, true}).globals != first.globals);
    QVERIFY(run(code).globals != first.globals);
  }

  void withoutASandboxNothingRuns_data()
  {
    QTest::addColumn<QString>("bubblewrap");
    QTest::addColumn<QString>("python");
    QTest::addColumn<QString>("words");
    const QString python = u"/usr/bin/python3"_s;
    QTest::newRow("no bubblewrap") << u"/nowhere/bwrap"_s << python << u"Install the package bubblewrap."_s;
    QTest::newRow("a bubblewrap that may not")
        << u"/bin/false"_s << python << u"unprivileged user namespaces"_s;
    QTest::newRow("no Python") << QString() << u"/usr/bin/python2.3"_s << u"Install the package python3."_s;
    QTest::newRow("a Python that does not start")
        << QString() << u"/usr/bin/env"_s << u"which is not possible here"_s;
  }

  void withoutASandboxNothingRuns()
  {
    QFETCH(QString, bubblewrap);
    QFETCH(QString, python);
    QFETCH(QString, words);
    SandboxOptions options;
    options.bubblewrap = bubblewrap;
    options.python = python;
    SandboxRunner runner(options);
    const auto facts = runner.probe();
    QVERIFY(!facts.has_value());
    QCOMPARE(facts.error().kind, Error::Kind::Denied);
    QVERIFY2(facts.error().detail.contains(words), qPrintable(facts.error().detail));
    const auto answer = runner.run({u"x = 1"_s, {}, 1, {}, false});
    QCOMPARE(answer.kind, ScriptAnswer::Kind::Unavailable);
    QCOMPARE(answer.message, facts.error().detail);
  }

  void bytesAreShownAsPythonShowsThem()
  {
    QCOMPARE(bytesRepr(QByteArray("a'b\n\t\\\x01\xc3", 8)),
             QString::fromLatin1("b\"a'b\\n\\t\\\\\\x01\\xc3\""));
    QCOMPARE(bytesRepr("a'b\"c"), QString::fromLatin1("b'a\\'b\"c'"));
  }

  void aKilledProcessIsStartedAgain()
  {
    QVERIFY(run(u"x = 1"_s).kind == ScriptAnswer::Kind::Done);
    ::kill(static_cast<pid_t>(-m_runner->pid()), SIGKILL);
    QTRY_VERIFY(run(u"x = 1"_s).kind == ScriptAnswer::Kind::Done);
  }

  void aProcessKilledWhileItStartsIsStartedAgain()
  {
    SandboxRunner runner;
    QVERIFY(::kill(static_cast<pid_t>(-runner.pid()), SIGKILL) == 0);
    const auto answer = runner.run({u"x = 1"_s, {}, 1, {}, false});
    QVERIFY2(answer.kind == ScriptAnswer::Kind::Done, qPrintable(answer.message));
  }

  void aCheckIsQuick()
  {
    const QString code = u"def chk(e, a):\n    return a == e\ncfn_return = chk(expect, ans)"_s;
    const PyDict globals = {{u"expect"_s, PyValue(u"4"_s)}, {u"ans"_s, PyValue(u"4"_s)}};
    qint64 quickest = 1'000'000; // us; the others may have waited for other work on this machine
    for (int i = 0; i < 50; ++i) {
      QElapsedTimer timer;
      timer.start();
      QVERIFY(run(code, globals).kind == ScriptAnswer::Kind::Done);
      quickest = std::min(quickest, timer.nsecsElapsed() / 1000);
    }
    qInfo("%lld us", static_cast<long long>(quickest));
    QVERIFY(quickest < 20'000);
  }
};

SCRIPTORIUM_TEST(TestSandboxRunner)
#include "tst_sandboxrunner.moc"
