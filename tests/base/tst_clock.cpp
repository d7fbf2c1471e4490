#include "base/clock.h"
#include "fakes/manualclock.h"
#include "support/testmain.h"

#include <QTest>

using namespace scriptorium;
using namespace scriptorium::testing;
using std::chrono::floor;
using std::chrono::milliseconds;
using std::chrono::system_clock;

class TestClock : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theSystemClockTellsTheTimeInMilliseconds()
  {
    const SystemClock clock;
    const auto before = floor<milliseconds>(system_clock::now());
    const Timestamp now = clock.now();
    const auto after = floor<milliseconds>(system_clock::now());
    QVERIFY(before <= now && now <= after);
  }

  void theSystemClockGoesOn()
  {
    const SystemClock clock;
    const Timestamp first = clock.now();
    QTRY_VERIFY(clock.now() > first);
  }

  void aManualClockStandsUntilItIsMoved()
  {
    ManualClock manual;
    const Clock& clock = manual;
    const Timestamp first = clock.now();
    QVERIFY(clock.now() == first);
    manual.advance(milliseconds(1500));
    QVERIFY(clock.now() - first == milliseconds(1500));
  }
};

SCRIPTORIUM_TEST(TestClock)
#include "tst_clock.moc"
