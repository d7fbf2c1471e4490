// ctest-labels: slow
#include "program.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

namespace {

const QString kCalls = u"write,pwrite64,fsync,fdatasync,ftruncate,rename,renameat,renameat2,syncfs"_s;

/// How many system calls are tried per command and fault; SCRIPTORIUM_SYSCALLS raises it (0 in it: all of
/// them).
int wantedPoints()
{
  return qEnvironmentVariableIsSet("SCRIPTORIUM_SYSCALLS")
             ? qEnvironmentVariableIntValue("SCRIPTORIUM_SYSCALLS")
             : 25;
}

struct Stage
{
  QTemporaryDir folder;
  Program program{folder.path() + u"/store"_s};
  QString id;
  QString target() const { return folder.path() + u"/out.tar.gz"_s; }

  void prepare(const QString& command)
  {
    if (command == u"import")
      return;
    QCOMPARE(program.run({u"import"_s, sampleCourse()}).exitCode, 0);
    id = program.run({u"list"_s}).objects().first()[u"id"_s].toString();
    QFile old(target());
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("the export of yesterday");
  }

  QStringList arguments(const QString& command) const
  {
    if (command == u"import")
      return {command, sampleCourse()};
    if (command == u"set")
      return {command, id, u"course"_s, u"display_name=Faulty"_s};
    return {command, id, u"--out"_s, target()};
  }
};

/// The write-class system calls of one undisturbed run.
int callsOf(const QString& command)
{
  Stage stage;
  stage.prepare(command);
  const QString log = stage.folder.path() + u"/trace"_s;
  stage.program.runUnder({u"strace"_s, u"-f"_s, u"-qq"_s, u"-o"_s, log, u"-e"_s, u"trace="_s + kCalls},
                         stage.arguments(command));
  QFile file(log);
  return file.open(QIODevice::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
}

} // namespace

/// The unmodified program under strace: its k-th write, sync or rename fails or kills it, for k from the
/// first to the last.
class TestSyscalls : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    if (QStandardPaths::findExecutable(u"strace"_s).isEmpty())
      QSKIP("skipped: strace is not installed");
    QTemporaryDir folder;
    const auto probe =
        Program(folder.path()).runUnder({u"strace"_s, u"-qq"_s, u"-o"_s, u"/dev/null"_s}, {u"list"_s});
    if (probe.exitCode != 0)
      QSKIP("skipped: this system does not let strace look into programs");
  }

  void theOldStateOrTheNewIsLeft_data()
  {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("fault");
    for (const char* command : {"import", "set", "export"})
      for (const char* fault : {"error=ENOSPC", "error=EIO", "signal=SIGKILL"})
        QTest::addRow("%s, %s", command, fault) << QString::fromLatin1(command) << QString::fromLatin1(fault);
  }

  void theOldStateOrTheNewIsLeft()
  {
    QFETCH(const QString, command);
    QFETCH(const QString, fault);
    const int calls = callsOf(command);
    QVERIFY(calls > 5);
    const int wanted = wantedPoints() > 0 ? wantedPoints() : calls;
    const int step = std::max(1, calls / wanted);
    int told = 0;
    for (int call = 1; call <= calls; call += step)
      told += tryCall(command, fault, call) ? 1 : 0;
    qInfo("%d calls, %d faults told or fatal", calls, told);
    QVERIFY(told > 0);
  }

private:
  /// Whether the fault showed (an error or a death).
  static bool tryCall(const QString& command, const QString& fault, int call)
  {
    const QByteArray name = u"%1, %2 at call %3: "_s.arg(command, fault).arg(call).toUtf8();
    Stage stage;
    stage.prepare(command);
    const QStringList strace{u"strace"_s,
                             u"-f"_s,
                             u"-qq"_s,
                             u"-o"_s,
                             u"/dev/null"_s,
                             u"-e"_s,
                             u"trace="_s + kCalls,
                             u"-e"_s,
                             u"inject=%1:%2:when=%3"_s.arg(kCalls, fault).arg(call)};
    const auto run = stage.program.runUnder(strace, stage.arguments(command));
    const bool isKill = fault.startsWith(u"signal"_s);
    const bool failed = run.exitCode != 0;
    // What it says is checked by the fault points; here its words may have met the fault themselves.
    check(!failed || isKill || run.exitCode == 4, name + QByteArray::number(run.exitCode) + ' ' + run.err);
    QByteArray why;
    check(stage.program.isWhole(&why), name + why);
    if (command == u"export") {
      QFile target(stage.target());
      check(target.open(QIODevice::ReadOnly), name);
      check(target.size() > 1000 || (failed && target.readAll() == "the export of yesterday"),
            name + "partial export");
    }
    const auto again = stage.program.run(stage.arguments(command));
    check(again.exitCode == 0 || (command == u"import" && again.exitCode == 3), name + again.err);
    return failed;
  }

  static void check(bool isRight, const QByteArray& words) { QVERIFY2(isRight, words.constData()); }
};

SCRIPTORIUM_TEST(TestSyscalls)
#include "tst_syscalls.moc"
