// ctest-labels: slow
#include "grading/processes.h"
#include "grading/scripts/jailtext.h"
#include "grading/scripts/sandboxrunner.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace scriptorium;
using namespace scriptorium::capa;
using namespace scriptorium::testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr const char* kSecret = "canary-4711";
// In milliseconds.
constexpr qint64 kMostTime = 15'000;
constexpr qint64 kMostTimeOfNext = 3000;
constexpr int kPatience = 60'000; ///< for what the system does when it comes to it

struct Attack
{
  const char* name;
  const char* code; ///< leaves True in `x` when it got what it wanted
};

/// Makes a system call by number; x is True when the kernel granted it.
constexpr const char* kCalls =
    "import ctypes\n"
    "libc = ctypes.CDLL(None, use_errno=True)\n"
    "def call(number, *args):\n"
    "    return libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in args]) >= 0\n"
    "def text(s):\n"
    "    b = ctypes.create_string_buffer(s); keep.append(b); return ctypes.addressof(b)\n"
    "keep = []\n";

const Attack kAttacks[] = {
    // files
    {"the passwords of the system", "x = os.path.exists('/etc/passwd')"},
    {"the homes",
     "x = any(os.path.exists(p) for p in ('/root', '/home', '/var', '/run', '/mnt', '/opt', '/srv'))"},
    {"a file of the user", "x = os.path.exists(canary)"},
    {"a link to a file of the user", "os.symlink(canary, 'l')\nx = 'canary' in open('l').read()"},
    {"a link out by way of /proc", "x = os.path.exists('/proc/1/root' + canary)"},
    {"a link out by the working folder", "x = os.path.exists('/proc/1/cwd/' + canary)"},
    {"writing beside the system",
     "x = any(os.access(p, os.W_OK) for p in ('/', '/usr', '/etc', '/dev', '/proc'))"},
    {"writing over the worker", "open('/scriptorium/worker.py', 'a').write('#')\nx = True"},
    {"writing over a course file", "open('/course/lib.py', 'a').write('#')\nx = True"},
    {"making the worker writable", "os.chmod('/scriptorium', 0o777)\nx = True"},
    {"a hard link to a program", "os.link('/usr/bin/python3', 'p')\nx = True"},
    {"changing a device of the system",
     "x = False\nfor node in ('null', 'zero', 'full', 'random', 'urandom'):\n"
     "    for change in (lambda p: os.chmod(p, 0o666), lambda p: os.utime(p, (1, 1)), lambda p: os.chown(p, "
     "-1, -1)):\n"
     "        try:\n            change('/dev/' + node); x = True\n        except OSError: pass"},
    {"a node beside the devices", "open('/dev/mine', 'w').write('a')\nx = True"},
    {"what the first process holds open", "x = bool(os.listdir('/proc/1/fd'))"},
    {"the memory of the first process", "open('/proc/1/mem', 'rb').read(1)\nx = True"},
    {"shared memory", "open('/dev/shm/a', 'w').write('a')\nx = True"},
    {"a device", "os.mknod('d', 0o60666, os.makedev(8, 0))\nopen('d', 'rb').read(1)\nx = True"},
    {"filling the disk",
     "n = 0\nwhile n < 200:\n    open('f%d' % n, 'wb').write(b'a' * 10000000)\n    n += 1\nx = n >= 100"},
    {"a file without end", "f = open('f', 'wb')\nwhile True: f.write(b'a' * 1000000)"},
    {"files without end", "i = 0\nwhile True:\n    os.close(os.open('f%d' % i, os.O_CREAT)); i += 1"},
    {"folders without bottom", "while True:\n    os.mkdir('d'); os.chdir('d')"},
    {"a folder that cannot be removed",
     "os.mkdir('d'); os.mkdir('d/e'); os.chmod('d/e', 0); os.chmod('d', 0); os.chmod('.', 0)\nx = False"},
    {"a file outside its room", "open('/tmp/kept', 'w').write('a')\nx = False"},
    // secrets
    {"the environment", "x = any('canary' in v for v in os.environ.values())"},
    {"the environments of others", "x = False\nfor p in os.listdir('/proc'):\n    try: x = x or b'canary' in "
                                   "open('/proc/%s/environ' % p, 'rb').read()\n"
                                   "    except OSError: pass"},
    {"other processes", "x = len([p for p in os.listdir('/proc') if p.isdigit()]) > 4"},
    {"the memory of the worker", "open('/proc/%d/mem' % os.getppid(), 'rb').read(1)\nx = True"},
    {"the maps of the worker", "x = len(open('/proc/%d/maps' % os.getppid()).read()) > 0"},
    {"descriptors left open", "x = False\nfor fd in range(3, 64):\n    try: os.write(fd, b'\\0\\0\\0\\2{}'); "
                              "x = True\n    except OSError: pass"},
    // network
    {"the network", "import socket\nsocket.create_connection(('127.0.0.1', 22), 1)\nx = True"},
    {"a socket of the system", "import socket\nsocket.socket(socket.AF_UNIX)\nx = True"},
    {"a page", "import urllib.request\nurllib.request.urlopen('http://127.0.0.1/')\nx = True"},
    {"a raw socket", "import socket\nsocket.socket(socket.AF_PACKET, socket.SOCK_RAW)\nx = True"},
    {"a pair of sockets", "import socket\nsocket.socketpair()\nx = True"},
    // processes
    {"a fork bomb", "while True:\n    os.fork()"},
    {"a fork", "x = os.fork() >= 0"},
    {"a command", "x = os.system('true') == 0"},
    {"a program", "import subprocess\nsubprocess.run(['/usr/bin/true'])\nx = True"},
    {"becoming a program", "os.execv('/usr/bin/true', ['true'])"},
    {"a pool", "import multiprocessing\nmultiprocessing.Process(target=print).start()\nx = True"},
    {"threads without end",
     "import threading, time\nwhile True:\n    threading.Thread(target=time.sleep, args=(60,)).start()"},
    // Below Python and the library's count of threads: the x86 code of clone, and of a thread that only
    // waits.
    {"threads without end, made by hand",
     "import ctypes, mmap\ncode = mmap.mmap(-1, 4096, prot=7)\n"
     "code.write(bytes.fromhex('b83800000031d24531d24531c00f054885c07401c3b8220000000f05ebf7'))\n"
     "make = ctypes.CFUNCTYPE(ctypes.c_long, ctypes.c_ulong, ctypes.c_ulong)(\n"
     "    ctypes.addressof(ctypes.c_char.from_buffer(code)))\n"
     "stack = ctypes.create_string_buffer(65536)\ntop = ctypes.addressof(stack) + 65536 & ~15\nn = 0\n"
     "while n < 30000 and make(0x10f00, top) > 0: n += 1\nx = n > 64"},
    {"killing the worker", "os.kill(os.getppid(), 9)\nx = True"},
    {"killing everybody", "os.kill(-1, 9)\nx = True"},
    {"killing its group", "os.killpg(0, 9)\nx = True"},
    {"a signal by way of a file",
     "import fcntl\nr, w = os.pipe()\nfcntl.fcntl(r, 8, os.getppid())\nfcntl.fcntl(r, 10, 9)\nx = True"},
    {"a new session", "os.setsid()\nx = True"},
    {"tracing the worker", "#calls\nx = call(101, 16, os.getppid(), 0, 0)"},
    {"writing into the worker", "#calls\nx = call(311, os.getppid(), 0, 0, 0, 0, 0)"},
    {"a descriptor of the worker", "#calls\nx = call(434, os.getppid(), 0) or call(438, 3, 0, 0)"},
    // privileges
    {"being root", "os.setuid(0)\nx = True"},
    {"a name space", "#calls\nx = call(272, 0x10000000) or call(272, 0x20000)"},
    {"a process in a name space", "#calls\nx = call(56, 0x10000011, 0, 0, 0, 0)"},
    {"the newer way to make processes",
     "#calls\na = ctypes.create_string_buffer(88)\nx = call(435, ctypes.addressof(a), 88)"},
    {"a mount", "#calls\nx = call(165, text(b'none'), text(b'/tmp'), text(b'tmpfs'), 0, 0)"},
    {"another root", "#calls\nx = call(161, text(b'/tmp')) or call(155, text(b'/tmp'), text(b'/tmp'))"},
    {"the kernel's rings",
     "#calls\na = ctypes.create_string_buffer(120)\nx = call(425, 4, ctypes.addressof(a))"},
    {"a program in the kernel", "#calls\nx = call(321, 0, 0, 0)"},
    {"the keys",
     "#calls\nx = call(250, 0, -3, 0) or call(248, text(b'user'), text(b'a'), text(b'b'), 1, -3)"},
    {"other calls",
     "#calls\nx = any([call(n, 0, 0, 0) for n in (323, 298, 175, 246, 169, 227, 170, 304, 319)])"},
    {"less of a filter", "#calls\nx = call(157, 22, 0, 0) or call(317, 0, 0, 0)"},
    {"more memory than allowed",
     "import resource\nresource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)\nx = True"},
    {"typing into the terminal", "import fcntl\nfcntl.ioctl(0, 0x5412, b'a')\nx = True"},
    // memory and time
    {"much memory at once", "a = bytearray(10**11)\nx = True"},
    {"much memory slowly", "a = []\nwhile True: a.append(bytearray(1000000))"},
    {"much memory mapped", "import mmap\nmmap.mmap(-1, 2 << 30)\nx = True"},
    {"a number that has no end", "a = 9**9**9**9"},
    {"an endless loop", "while True: pass"},
    {"an endless loop that ignores its limit",
     "import signal\nsignal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"},
    {"sleeping", "import time\ntime.sleep(3600)"},
    {"a pattern that has no end", "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"},
    {"endless recursion", "sys.setrecursionlimit(10**9)\ndef f(): f()\nf()"},
    {"a crash", "import ctypes\nctypes.string_at(0)"},
    {"an abort", "os.abort()"},
    // the way back
    {"a flood of output", "while True: os.write(1, b'a' * 65536)"},
    {"a flood of errors", "while True: os.write(2, b'a' * 65536)"},
    {"a flood of names", "for i in range(10**6): globals()['n%d' % i] = 'a' * 100"},
    {"going on in silence", "os.close(0); os.close(1); os.close(2)\nwhile True: pass"},
    {"another answer", "os.write(1, b'{\"x\": false}'); os._exit(0)"},
    {"half an answer", "os.write(1, b'{\"x\": tr'); os._exit(0)"},
    {"an answer of pickles", "import pickle\nos.write(1, pickle.dumps([1])); os._exit(0)"},
    {"a deep answer", "os.write(1, b'[' * 1000000); os._exit(0)"},
    {"a deep value", "a = []\nfor i in range(100000): a = [a]\nx = False"},
    {"a value that holds itself", "a = []; a.append(a)\nx = False"},
    {"a number of a million digits", "a = 1 << 3000000\nx = False"},
    {"a text that cannot be told", "a = '\\ud800' * 10\nx = False"},
    {"broken tools", "import json\njson.dumps = None\nsys.stdout = sys.__stdout__ = None\nx = False"},
    {"an error that is none", "class E(Exception):\n    def __str__(self): os._exit(0)\nraise E()"},
    {"no modules", "sys.modules.clear()\nx = False"},
    {"threads that stay",
     "import threading\nthreading.Thread(target=lambda: [0 for i in iter(int, 1)]).start()\nx = False"},
};

/// What a script must not change of the system's nodes.
QByteArray nodesOfTheSystem()
{
  QByteArray nodes;
  for (const char* path :
       {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/usr", "/tmp"})
  {
    struct stat node
    {};
    if (::stat(path, &node) == 0)
      nodes += QByteArray(path) + ' ' + QByteArray::number(node.st_mode, 8) + ' ' +
               QByteArray::number(node.st_uid) + ' ' +
               (S_ISCHR(node.st_mode) ? QByteArray::number(qint64{node.st_mtim.tv_sec}) : QByteArray()) +
               '\n';
  }
  return nodes;
}

/// Runs a function of this test once more, as an ordinary user; its exit code.
int asOrdinaryUser(const QByteArray& function)
{
  const QByteArray program = QFile::symLinkTarget(u"/proc/self/exe"_s).toLocal8Bit();
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl("/usr/bin/setpriv", "setpriv", "--reuid", "65533", "--regid", "65533", "--clear-groups", "--",
            program.constData(), "tst_hostilescripts", function.constData(), nullptr);
    ::_exit(127);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

/// Scripts that want out, or want the machine for themselves: none gets it, and the next request is answered.
class TestHostileScripts : public QObject
{
  Q_OBJECT

  QByteArray m_nodes = nodesOfTheSystem();
  QTemporaryDir m_folder;
  std::unique_ptr<SandboxRunner> m_runner;
  qint64 m_slowest = 0;
  quint64 m_series = 0;

  QString canary() const { return m_folder.filePath(u"canary.txt"_s); }
  ScriptAnswer run(const QString& code)
  {
    ScriptRequest request = {code, {{u"canary"_s, PyValue(canary())}}, 1, {}, false};
    request.series = ++m_series; // so that none gets into the process that plain scripts share
    return m_runner->run(request);
  }

private Q_SLOTS:
  void initTestCase()
  {
    qputenv("SCRIPTORIUM_SECRET", kSecret);
    QFile file(canary());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(kSecret);
    SandboxOptions options;
    options.courseFiles.insert(u"lib.py"_s, "A = 1\n");
    m_runner = std::make_unique<SandboxRunner>(options);
    if (const auto facts = m_runner->probe(); !facts)
      QSKIP(qPrintable(facts.error().detail));
  }

  void noneGetsOut_data()
  {
    QTest::addColumn<QString>("code");
    for (const auto& attack : kAttacks) {
      const QString code = QString::fromUtf8(attack.code);
      QTest::newRow(attack.name) << (code.startsWith(u"#calls"_s) ? QString::fromUtf8(kCalls) + code : code);
    }
  }

  void noneGetsOut()
  {
    QFETCH(QString, code);
    // What an attack holds up it holds up every time; other work on this machine does not.
    qint64 time = kMostTime;
    qint64 timeOfNext = kMostTimeOfNext;
    for (int tries = 0; tries < 3 && (time >= kMostTime || timeOfNext >= kMostTimeOfNext); ++tries) {
      QElapsedTimer timer;
      timer.start();
      const auto answer = run(code);
      time = timer.restart();
      if (answer.kind == ScriptAnswer::Kind::Done) {
        const PyValue left(answer.globals);
        const PyValue* x = left.at(u"x");
        QVERIFY2(x == nullptr || !x->isTrue(), left.toJson().left(200).constData());
      }
      const auto next = run(u"x = 1 + 1\ny = os.listdir('/tmp')"_s);
      timeOfNext = timer.elapsed();
      QVERIFY2(next.kind == ScriptAnswer::Kind::Done, qPrintable(next.message));
      const PyValue left(next.globals);
      QCOMPARE(*left.at(u"x"), PyValue(2));
      QCOMPARE(left.at(u"y")->list()->size(), 1); // its own room
    }
    QVERIFY2(time < kMostTime, qPrintable(QString::number(time)));
    m_slowest = std::max(m_slowest, timeOfNext);
    QFile file(canary());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(kSecret));
    // Bubblewrap and the workers; no thread of a script.
    QTRY_VERIFY_WITH_TIMEOUT(tasksBelow(::getpid()) <= 8, kPatience);
    QCOMPARE(nodesOfTheSystem(), m_nodes);
  }

  /// As root, who may more, and as a user, whom the kernel gives other limits.
  void noneGetsOutOfAnOrdinaryUsersEither()
  {
    if (::geteuid() != 0)
      QSKIP("This runs as an ordinary user.");
    struct stat program
    {};
    if (::stat("/usr/bin/setpriv", &program) != 0)
      QSKIP("There is no setpriv.");
    const int code = asOrdinaryUser("noneGetsOut");
    if (code == 126 || code == 127)
      QSKIP("An ordinary user may not read the tests.");
    QCOMPARE(code, 0);
  }

  void theNextRequestIsAnsweredSoon()
  {
    qInfo("slowest answer after an attack: %lld ms", static_cast<long long>(m_slowest));
    QVERIFY(m_slowest < kMostTimeOfNext);
  }

  void nothingIsLeftBehind()
  {
    m_runner.reset();
    QTRY_COMPARE_WITH_TIMEOUT(descendantsOf(::getpid()), QList<pid_t>(), kPatience);
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    QVERIFY2(usage.ru_maxrss < 800 << 10, qPrintable(QString::number(usage.ru_maxrss >> 10)));
    SandboxOptions options;
    options.courseFiles.insert(u"lib.py"_s, "A = 1\n");
    m_runner = std::make_unique<SandboxRunner>(options);
  }

  void anyReplyEndsInAnAnswer()
  {
    QRandomGenerator random(20);
    const QByteArray good = "{\"a\": [1, 2.5, -3e10, null, true], \"b\": {\"c\": \"d\\u00e9\"}, \"e\": NaN}";
    for (int i = 0; i < 10'000; ++i) {
      QByteArray reply = good;
      for (int change = random.bounded(1, 6); change > 0; --change) {
        const int at = random.bounded(static_cast<int>(reply.size()) + 1);
        switch (random.bounded(4)) {
        case 0:
          reply.insert(at, QByteArray(1, static_cast<char>(random.bounded(256))));
          break;
        case 1:
          reply.remove(at, random.bounded(1, 5));
          break;
        case 2:
          reply.insert(at, reply.mid(random.bounded(static_cast<int>(reply.size()) + 1), 9));
          break;
        default:
          reply.insert(at, QByteArray(random.bounded(400), "[{\"0:,"[random.bounded(6)]));
        }
      }
      const auto answer = jailAnswer(random.bounded(20) == 0 ? 1 : 0, reply, reply);
      QVERIFY(answer.kind != ScriptAnswer::Kind::Unavailable);
      if (answer.kind == ScriptAnswer::Kind::Done)
        QVERIFY(PyValue::fromJson(PyValue(answer.globals).toJson()).has_value());
    }
  }

  /// Either the right answer or none: no request is graded wrong, and the next one works.
  void aWorkerMayDieAtAnyTime()
  {
    QRandomGenerator random(7);
    int refused = 0;
    for (int i = 0; i < 200; ++i) {
      // Of a process that is being killed one cannot always tell; the second request finds a new one.
      if (run(u"x = 1"_s).kind != ScriptAnswer::Kind::Done)
        QCOMPARE(run(u"x = 1"_s).kind, ScriptAnswer::Kind::Done);
      const auto group = static_cast<pid_t>(-m_runner->pid());
      const int delay = random.bounded(30'000);
      std::thread killer([&] {
        std::this_thread::sleep_for(std::chrono::microseconds(delay));
        ::kill(group, SIGKILL);
      });
      const auto answer = run(u"x = sum(range(100000))"_s);
      killer.join();
      QVERIFY(answer.kind != ScriptAnswer::Kind::Raised);
      if (answer.kind == ScriptAnswer::Kind::Unavailable) {
        ++refused;
        QVERIFY(answer.message.contains(u"submit it again"_s));
        continue;
      }
      const PyValue left(answer.globals);
      QCOMPARE(*left.at(u"x"), PyValue(4999950000LL));
    }
    qInfo("%d of 200 requests were refused", refused);
    QVERIFY(refused > 0);
  }
};

SCRIPTORIUM_TEST(TestHostileScripts)
#include "tst_hostilescripts.moc"
