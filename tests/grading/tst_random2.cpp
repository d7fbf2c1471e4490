#include "grading/values/random2.h"
#include "support/testmain.h"

#include <QTest>

using namespace scriptorium::capa;

class TestRandom2 : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void drawsAsPython2_data();
  void drawsAsPython2();
};

void TestRandom2::drawsAsPython2_data()
{
  QTest::addColumn<qint64>("seed");
  QTest::addColumn<double>("fraction");
  QTest::addColumn<qint64>("dice");
  QTest::addColumn<int>("choice");
  QTest::addColumn<QList<int>>("shuffled");
  const auto row = [](const char* name, qint64 seed, double fraction, qint64 dice, int choice,
                      const QList<int>& shuffled) {
    QTest::newRow(name) << seed << fraction << dice << choice << shuffled;
  };
  row("zero", 0, 0.8444218515250481, 76, 1, {4, 1, 5, 6, 3, 2});
  row("one", 1, 0.13436424411240122, 85, 2, {1, 5, 4, 6, 3, 2});
  row("three digits", 999, 0.7813468849570298, 9, 2, {2, 6, 5, 1, 3, 4});
  row("a negative seed counts as its size", -5, 0.6229016948897019, 75, 2, {2, 3, 1, 5, 4, 6});
}

void TestRandom2::drawsAsPython2()
{
  QFETCH(const qint64, seed);
  Random2 random(seed);
  QTEST(random.random(), "fraction");
  QTEST(random.randint(1, 100), "dice");
  QTEST(static_cast<int>(random.below(3)), "choice");
  std::vector<int> items = {1, 2, 3, 4, 5, 6};
  random.shuffle(items);
  QTEST(QList<int>(items.begin(), items.end()), "shuffled");
}

SCRIPTORIUM_TEST(TestRandom2)
#include "tst_random2.moc"
