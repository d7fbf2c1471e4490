// ctest-labels: slow
#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "support/testmain.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// What the program is run for in a process of its own; its fault is decided once for a process.
struct Job
{
  QString work; ///< "import", "replace", "export"
  QString workspace;
  QString input;
  QString output;
};

Result<Unit> perform(const Job& job)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, Workspace::open(job.workspace));
  const BlockTypes types = BlockTypes::builtIn();
  const SystemClock clock;
  Progress progress;
  if (job.work != "export"_L1) {
    ImportOptions options;
    options.replace = job.work == "replace"_L1;
    const auto done = importCourse(workspace, job.input, options, types, clock, progress);
    return done ? Result<Unit>(Unit{}) : Result<Unit>(done.error());
  }
  SCRIPTORIUM_TRY_ASSIGN(const CourseInfo course, workspace.find(u"course-v1:O+C+r"_s));
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(course.path, CourseStore::Mode::ReadOnly));
  const auto done = exportCourse(*store, job.output, {}, types, progress);
  return done ? Result<Unit>(Unit{}) : Result<Unit>(done.error());
}

/// Runs `childDoesItsJob` of this file in a process of its own. Exit code 0: the job was done.
int runChild(const Job& job, const QString& fault, const QString& log = {})
{
  QProcess child;
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"SCRIPTORIUM_TEST_JOB"_s,
                     QStringList{job.work, job.workspace, job.input, job.output}.join(u'\n'));
  environment.insert(u"SCRIPTORIUM_FAULT"_s, fault);
  environment.insert(u"SCRIPTORIUM_FAULT_LOG"_s, log);
  child.setProcessEnvironment(environment);
  child.setProcessChannelMode(QProcess::MergedChannels);
  child.start(QCoreApplication::applicationFilePath(), {u"tst_faults"_s, u"childDoesItsJob"_s});
  if (!child.waitForFinished(120'000) || child.exitStatus() != QProcess::NormalExit)
    return -1;
  return child.exitCode();
}

/// The points a job passes, each with how often.
QMap<QString, int> pointsOf(const Job& job, const QString& log)
{
  QFile::remove(log);
  QMap<QString, int> points;
  if (runChild(job, u"list"_s, log) != 0)
    return points;
  QFile file(log);
  if (file.open(QIODevice::ReadOnly))
    for (const auto& line : file.readAll().split('\n'))
      if (!line.isEmpty())
        ++points[QString::fromLatin1(line)];
  return points;
}

FileTree changedCourse()
{
  FileTree files = draftCourse();
  files[u"course/problem/p1.xml"_s] = "<problem display_name=\"Changed\"/>";
  files[u"course/static/big.bin"_s] = QByteArray(300'000, 'x');
  return files;
}

bool copyFolder(const QString& from, const QString& to)
{
  return QProcess::execute(u"cp"_s, {u"-a"_s, from, to}) == 0;
}

} // namespace

class TestFaults : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void childDoesItsJob()
  {
    const QStringList parts = qEnvironmentVariable("SCRIPTORIUM_TEST_JOB").split(u'\n');
    if (parts.size() != 4)
      return; // not a child
    const auto done = perform({parts[0], parts[1], parts[2], parts[3]});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
  }

  void aFaultAnywhereLeavesAllOrNothing_data()
  {
    QTest::addColumn<QString>("work");
    QTest::addColumn<QString>("action");
    for (const auto* work : {"import", "replace", "export"})
      for (const auto* action : {"full", "io", "kill"})
        QTest::addRow("%s, %s", work, action) << QString::fromLatin1(work) << QString::fromLatin1(action);
  }

  void aFaultAnywhereLeavesAllOrNothing()
  {
#ifndef SCRIPTORIUM_FAULT_POINTS
    QSKIP("skipped: built without fault points");
#endif
    if (!qEnvironmentVariable("SCRIPTORIUM_TEST_JOB").isEmpty())
      return;
    QFETCH(QString, work);
    QFETCH(QString, action);
    const CourseBench bench;
    writeFiles(bench.path(u"old"_s), draftCourse());
    writeFiles(bench.path(u"new"_s), changedCourse());
    if (work != "import"_L1)
      QVERIFY(bench.import(bench.path(u"old"_s)));
    const Job job{work, bench.path(u"run"_s), bench.path(u"new"_s), bench.path(u"out.tar.gz"_s)};
    const auto restart = [&] {
      QDir(job.workspace).removeRecursively();
      return copyFolder(bench.workspace().path(), job.workspace);
    };
    QVERIFY(restart());
    const auto points = pointsOf(job, bench.path(u"log"_s));
    QVERIFY(points.size() > 3);
    for (auto point = points.cbegin(); point != points.cend(); ++point) {
      for (const int nth : QSet<int>{1, (*point + 1) / 2, *point}) {
        const QString fault = u"%1:%2:%3"_s.arg(point.key(), action).arg(nth);
        QVERIFY(restart());
        QFile::remove(job.output);
        const int code = runChild(job, fault);
        QVERIFY2(action == "kill"_L1 || code >= 0, qPrintable(fault));
        checkState(bench, job, code == 0, fault);
        if (QTest::currentTestFailed())
          return;
        QVERIFY2(runChild(job, {}) == 0 || work == "import"_L1, qPrintable(fault));
      }
    }
  }

private:
  static void checkState(const CourseBench& bench, const Job& job, bool isDone, const QString& fault)
  {
    if (job.work == "export"_L1) {
      QVERIFY2(!isDone || QFileInfo::exists(job.output), qPrintable(fault));
      if (QFileInfo::exists(job.output))
        QVERIFY2(CourseBench::unpack(job.output, bench.path(u"check"_s)), qPrintable(fault));
      return;
    }
    const auto workspace = Workspace::open(job.workspace);
    QVERIFY2(workspace, qPrintable(fault));
    QVERIFY2(QDir(job.workspace + u"/staging"_s).isEmpty(), qPrintable(fault));
    const auto courses = workspace->courses();
    QVERIFY2(courses && courses->size() <= 1, qPrintable(fault));
    QVERIFY2(!isDone || courses->size() == 1, qPrintable(fault));
    if (courses->isEmpty())
      return;
    QVERIFY2(courses->first().problem.isEmpty(), qPrintable(fault + courses->first().problem));
    FileTree files = bench.exported(courses->first());
    files.removeIf([](auto file) { return file.key().endsWith(u'/'); });
    const bool isOld = treeDifferences(draftCourse(), files).isEmpty();
    const bool isNew = treeDifferences(changedCourse(), files).isEmpty();
    QVERIFY2(isDone ? isNew : (isOld || isNew), qPrintable(fault));
  }
};

SCRIPTORIUM_TEST(TestFaults)
#include "tst_faults.moc"
