// ctest-labels: fast;concurrent
#include "base/progress.h"
#include "support/testmain.h"

#include <QTest>

#include <memory>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

struct Shown
{
  QString step;
  qint64 done = 0;
  qint64 total = 0;
  friend bool operator==(const Shown&, const Shown&) = default;
};

Progress::Show into(QList<Shown>& all)
{
  return [&all](const QString& step, qint64 done, qint64 total) { all.append({step, done, total}); };
}

} // namespace

class TestProgress : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theFirstAndTheLastItemAreAlwaysShown()
  {
    QList<Shown> shown;
    Progress progress(into(shown));
    progress.begin(u"Reading"_s);
    for (int i = 1; i <= 1000; ++i)
      QVERIFY(progress.report(i, 1000).has_value());
    QCOMPARE(shown.first(), (Shown{u"Reading"_s, 1, 1000}));
    QCOMPARE(shown.last(), (Shown{u"Reading"_s, 1000, 1000}));
  }

  void itReachesTheScreenAtMostTenTimesASecond()
  {
    QList<Shown> shown;
    Progress progress(into(shown));
    progress.begin(u"Reading"_s);
    const auto start = std::chrono::steady_clock::now();
    qint64 reports = 0;
    while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(250))
      QVERIFY(progress.report(++reports, 0).has_value());
    const auto tenths = (std::chrono::steady_clock::now() - start) / std::chrono::milliseconds(100);
    QVERIFY(reports > 100);
    QVERIFY2(shown.size() >= 2 && shown.size() <= tenths + 1, qPrintable(QString::number(shown.size())));
  }

  void aNewStepIsShownAtOnce()
  {
    QList<Shown> shown;
    Progress progress(into(shown));
    progress.begin(u"Reading"_s);
    QVERIFY(progress.report(1, 10).has_value());
    QVERIFY(progress.report(2, 10).has_value());
    progress.begin(u"Storing"_s);
    QVERIFY(progress.report(1, 20).has_value());
    QCOMPARE(shown, QList<Shown>({{u"Reading"_s, 1, 10}, {u"Storing"_s, 1, 20}}));
  }

  void whoIsToldCanChange()
  {
    QList<Shown> first;
    QList<Shown> second;
    Progress progress(into(first));
    QVERIFY(progress.report(1, 1).has_value());
    progress.setShow(into(second));
    QVERIFY(progress.report(2, 2).has_value());
    progress.setShow({});
    QVERIFY(progress.report(3, 3).has_value());
    QCOMPARE(first, QList<Shown>({{{}, 1, 1}}));
    QCOMPARE(second, QList<Shown>({{{}, 2, 2}}));
  }

  void aCancelEndsTheNextReport_data()
  {
    QTest::addColumn<bool>("isWatched");
    QTest::newRow("watched") << true;
    QTest::newRow("unwatched") << false;
  }

  void aCancelEndsTheNextReport()
  {
    QFETCH(const bool, isWatched);
    QList<Shown> shown;
    Progress progress(isWatched ? into(shown) : Progress::Show());
    QVERIFY(!progress.isCancelled());
    progress.cancel();
    QVERIFY(progress.isCancelled());
    progress.begin(u"Reading"_s);
    for (const qint64 done : {1, 10}) {
      const auto reported = progress.report(done, 10);
      QVERIFY(!reported);
      QCOMPARE(reported.error().kind, Error::Kind::Cancelled);
    }
    QCOMPARE(shown, QList<Shown>());
  }

  void aCancelReachesAllThatFollow()
  {
    Progress leader;
    Progress part;
    Progress piece;
    Progress other;
    part.follow(leader);
    piece.follow(part);
    part.cancel();
    QVERIFY(piece.report(1, 2).error().kind == Error::Kind::Cancelled);
    QVERIFY(!leader.isCancelled());
    QVERIFY(leader.report(1, 2).has_value());
    other.follow(leader);
    QVERIFY(other.report(1, 2).has_value());
    leader.cancel();
    QVERIFY(other.isCancelled());
    QVERIFY(!other.report(1, 2));
  }

  void aCancelFromAnotherThreadArrives()
  {
    Progress progress;
    std::thread user([&progress] { progress.cancel(); });
    qint64 done = 0;
    while (progress.report(++done, 0))
      std::this_thread::yield();
    user.join();
    QVERIFY(progress.isCancelled());
  }
};

SCRIPTORIUM_TEST(TestProgress)
#include "tst_progress.moc"
