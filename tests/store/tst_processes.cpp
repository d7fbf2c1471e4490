// ctest-labels: slow
#include "base/atomicfile.h"
#include "store/childprogram.h"
#include "store/coursestore.h"
#include "store/doctor/doctor.h"
#include "store/lock.h"
#include "store/samplestore.h"
#include "store/sql/storefile.h"
#include "store/workspace.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

qint64 acknowledgements(const QString& folder)
{
  return QFileInfo(acknowledged(folder)).size();
}

/// The fault points that a function of the child passes, and how often.
QMap<QString, int> faultPoints(const char* function, const QString& folder)
{
  const auto child = startChild(function, folder, u"list"_s);
  QMap<QString, int> points;
  if (!child || finishChild(*child) != 0)
    return points;
  const auto log = readFile(folder + u"/faults"_s);
  const auto names = log.value_or(QByteArray()).split('\n');
  for (const auto& name : names)
    if (!name.isEmpty())
      ++points[QString::fromLatin1(name)];
  return points;
}

bool isSound(const QString& folder)
{
  Progress progress;
  const auto report = doctor(folder, false, progress);
  if (!report) {
    qWarning("%s", qPrintable(report.error().toString()));
    return false;
  }
  for (const auto& finding : report->findings)
    if (finding.severity != Finding::Severity::Info)
      qWarning("%s", qPrintable(finding.message));
  return std::ranges::all_of(report->findings,
                             [](const Finding& f) { return f.severity == Finding::Severity::Info; });
}

/// The number at the start of the body that `edits` wrote last.
int lastEdit(const QString& folder)
{
  const auto store = CourseStore::open(folder, CourseStore::Mode::ReadWrite);
  if (!store)
    return -1;
  const auto version = (*store)->version(*(*store)->find(u"html"_s, u"welcome"_s));
  const QByteArray body = (*store)->blob(version->body).value_or(QByteArray());
  qsizetype digits = 0;
  while (digits < body.size() && body[digits] >= '0' && body[digits] <= '9')
    ++digits;
  return body.left(digits).toInt();
}

} // namespace

/// Several processes, and processes that end badly.
class TestProcesses : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theLockSaysWhoHoldsItAndGoesWithTheProcess()
  {
    const QTemporaryDir folder;
    QVERIFY(buildSample(folder.path()).has_value());
    const auto child = startChild("holds", folder.path());
    QVERIFY(child);
    QTRY_COMPARE_WITH_TIMEOUT(acknowledgements(folder.path()), 1, 20000);
    const QString process = u"process %1"_s.arg(child->processId());
    QVERIFY(WriteLock::holder(lockPath(folder.path())).contains(process));
    const auto second = CourseStore::open(folder.path(), CourseStore::Mode::ReadWrite);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Locked);
    QVERIFY(second.error().detail.contains(process));
    QVERIFY(CourseStore::open(folder.path(), CourseStore::Mode::ReadOnly).has_value());
    child->kill();
    QCOMPARE(finishChild(*child), -1);
    QCOMPARE(WriteLock::holder(lockPath(folder.path())), QString());
    QVERIFY(CourseStore::open(folder.path(), CourseStore::Mode::ReadWrite).has_value());
  }

  // Who closes a database last takes its log away.
  void aReaderKeepsTheLogWhileAnotherProcessWritesAndCloses()
  {
    const QTemporaryDir folder;
    QVERIFY(buildSample(folder.path()).has_value());
    const auto reader = CourseStore::open(folder.path(), CourseStore::Mode::ReadOnly);
    QVERIFY(reader && (*reader)->find(u"html"_s, u"welcome"_s));
    QVERIFY(CourseStore::open(folder.path(), CourseStore::Mode::ReadOnly).has_value()); // and closes it
    QVERIFY(checkStoreFile(databasePath(folder.path())).has_value());
    const auto child = startChild("edits", folder.path());
    QVERIFY(child);
    QCOMPARE(finishChild(*child), 0);
    QVERIFY(QFile::exists(databasePath(folder.path()) + u"-wal"_s));
    const auto version = (*reader)->version(*(*reader)->find(u"html"_s, u"welcome"_s));
    QVERIFY(version && (*reader)->blob(version->body).value_or(QByteArray()).startsWith("40"));
  }

  void aKillLosesNoAcknowledgedEdit()
  {
    QRandomGenerator random(11);
    for (int round = 0; round < 12; ++round) {
      const QTemporaryDir folder;
      QVERIFY(buildSample(folder.path()).has_value());
      const auto child = startChild("edits", folder.path());
      QVERIFY(child);
      const qint64 wanted = random.bounded(1, 35);
      QTRY_VERIFY_WITH_TIMEOUT(
          acknowledgements(folder.path()) >= wanted || child->state() == QProcess::NotRunning, 30000);
      child->kill();
      finishChild(*child);
      const qint64 done = acknowledgements(folder.path());
      const int found = lastEdit(folder.path());
      QVERIFY2(found == done || found == done + 1, qPrintable(u"%1 of %2"_s.arg(found).arg(done)));
      QVERIFY(isSound(folder.path()));
      QVERIFY(!QFile::exists(folder.path() + u"/assets/tmp"_s));
    }
  }

  void aKillAtAnyPointOfAnEditLosesNothing()
  {
    const QTemporaryDir first;
    QVERIFY(buildSample(first.path()).has_value());
    const auto points = faultPoints("edits", first.path());
    if (points.isEmpty())
      QSKIP("fault points are not compiled in");
    QVERIFY(points.contains(u"store.commit"_s) && points.contains(u"store.asset.rename"_s));
    for (auto point = points.cbegin(); point != points.cend(); ++point) {
      for (const auto& action : {u"kill"_s, u"full"_s, u"io"_s}) {
        const QTemporaryDir folder;
        QVERIFY(buildSample(folder.path()).has_value());
        const int at = (*point + 1) / 2;
        const auto child = startChild("edits", folder.path(), u"%1:%2:%3"_s.arg(point.key(), action).arg(at));
        QVERIFY(child);
        finishChild(*child);
        const qint64 done = acknowledgements(folder.path());
        const int found = lastEdit(folder.path());
        const QString where =
            u"%1 %2 at %3: %4 of %5"_s.arg(point.key(), action).arg(at).arg(found).arg(done);
        QVERIFY2(found == done || (found == done + 1 && action == u"kill"_s), qPrintable(where));
        QVERIFY2(isSound(folder.path()), qPrintable(where));
      }
    }
  }

  void aKillAtAnyPointOfAnImportLeavesAWholeCourseOrNone()
  {
    const QTemporaryDir first;
    const auto points = faultPoints("addsACourse", first.path());
    if (points.isEmpty())
      QSKIP("fault points are not compiled in");
    QVERIFY(points.contains(u"builder.blob"_s) && points.contains(u"workspace.rename"_s));
    for (auto point = points.cbegin(); point != points.cend(); ++point) {
      for (const auto& action : {u"kill"_s, u"full"_s}) {
        const QTemporaryDir folder;
        const QString plan = u"%1:%2:%3"_s.arg(point.key(), action).arg((*point + 1) / 2);
        const auto child = startChild("addsACourse", folder.path(), plan);
        QVERIFY(child);
        const bool isDone = finishChild(*child) == 0;
        const auto workspace = Workspace::open(folder.path());
        QVERIFY(workspace.has_value());
        QCOMPARE(QDir(folder.path() + u"/staging"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
                 QStringList());
        const auto courses = workspace->courses();
        QVERIFY2(courses->size() <= 1 && (!isDone || courses->size() == 1), qPrintable(plan));
        if (!courses->isEmpty())
          QVERIFY2(isSound(courses->first().path), qPrintable(plan));
        if (!courses->isEmpty())
          QVERIFY(workspace->remove(courses->first()).has_value());
        const auto again = startChild("addsACourse", folder.path());
        QVERIFY2(again && finishChild(*again) == 0, qPrintable(plan));
      }
    }
  }

  void aFullDiskLosesNothingAndWorksAgainLater()
  {
    const QTemporaryDir folder;
    QVERIFY(buildSample(folder.path()).has_value());
    const auto child = startChild("editsUntilTheDiskIsFull", folder.path());
    QVERIFY(child);
    QCOMPARE(finishChild(*child), 0);
    QCOMPARE(lastEdit(folder.path()), static_cast<int>(acknowledgements(folder.path())));
    QVERIFY(isSound(folder.path()));
    const auto store = CourseStore::open(folder.path(), CourseStore::Mode::ReadWrite);
    QVERIFY(store.has_value());
    QVERIFY(editBody(**store, *(*store)->find(u"html"_s, u"welcome"_s), "after").has_value());
  }
};

SCRIPTORIUM_TEST(TestProcesses)
#include "tst_processes.moc"
