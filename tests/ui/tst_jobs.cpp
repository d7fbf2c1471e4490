// ctest-labels: concurrent;fast
#include "support/testmain.h"
#include "ui/jobs/background.h"
#include "ui/jobs/jobs.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <optional>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestJobs : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theResultArrivesOnTheGuiThreadAfterTheJobEnded()
  {
    Jobs jobs;
    bool wasBusy = true;
    int given = 0;
    QThread* where = nullptr;
    jobs.start<int>(
        u"Count"_s, [](Progress&) -> Result<int> { return 7; }, this,
        [&](const Result<int>& result) {
          given = *result;
          where = QThread::currentThread();
          wasBusy = jobs.isBusy();
        });
    QTRY_COMPARE(given, 7);
    QCOMPARE(where, QThread::currentThread());
    QVERIFY(!wasBusy);
  }

  void longWorkGivesWayToTheWindow()
  {
    const auto niceness = [] {
      QFile stat(u"/proc/thread-self/stat"_s);
      return stat.open(QIODevice::ReadOnly) ? stat.readAll().split(')').last().split(' ').value(17).toInt()
                                            : 0;
    };
#ifndef Q_OS_LINUX
    QSKIP("only Linux tells a thread's nice value");
#endif
    const int window = niceness();
    Jobs jobs;
    std::optional<int> job;
    std::optional<int> idle;
    std::optional<int> awaited;
    jobs.start<int>(
        u"Count"_s, [&](Progress&) -> Result<int> { return niceness(); }, this,
        [&](const Result<int>& result) { job = *result; });
    runInBackground<int>(
        this, niceness, [&](int value) { idle = value; }, Pace::Idle);
    runInBackground<int>(this, niceness, [&](int value) { awaited = value; });
    QTRY_VERIFY(job && idle && awaited);
    QVERIFY(*job > window);
    QVERIFY(*idle > window);
    QCOMPARE(*awaited, window);
    QCOMPARE(niceness(), window);
  }

  void aCancelledJobEndsAtItsNextReport()
  {
    Jobs jobs;
    std::optional<Error> error;
    Job* job = jobs.start<int>(
        u"Endless"_s,
        [](Progress& progress) -> Result<int> {
          progress.begin(u"Counting"_s);
          for (qint64 done = 0;; ++done)
            SCRIPTORIUM_TRY(progress.report(done, 0));
        },
        this, [&](const Result<int>& result) { error = result.error(); });
    QSignalSpy changed(job, &Job::changed);
    QTRY_VERIFY(changed.size() > 0);
    QCOMPARE(job->step(), u"Counting"_s);
    job->cancel();
    QTRY_VERIFY(error.has_value());
    QCOMPARE(error->kind, Error::Kind::Cancelled);
    QCOMPARE(job->state(), Job::State::Cancelled);
  }

  void nothingIsDeliveredToWhoHasGone()
  {
    Jobs jobs;
    bool delivered = false;
    std::atomic<bool> go = false;
    auto context = std::make_unique<QObject>();
    jobs.start<int>(
        u"Late"_s,
        [&](Progress&) -> Result<int> {
          while (!go)
            QThread::yieldCurrentThread();
          return 1;
        },
        context.get(), [&](const Result<int>&) { delivered = true; });
    context.reset();
    go = true;
    QTRY_VERIFY(!jobs.isBusy());
    QVERIFY(!delivered);
  }
};

SCRIPTORIUM_TEST(TestJobs)
#include "tst_jobs.moc"
