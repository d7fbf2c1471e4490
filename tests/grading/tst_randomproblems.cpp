#include "grading/probleminvariants.h"
#include "support/testmain.h"

#include <QTest>

#include <random>

using namespace scriptorium;

class TestRandomProblems : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void generatedProblemsKeepTheInvariants()
  {
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
      QByteArray bytes(static_cast<qsizetype>(random() % 80), '\0');
      for (char& byte : bytes)
        byte = static_cast<char>(random());
      const QString broken = testing::brokenGeneratedProblem(bytes);
      QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }
  }
};

SCRIPTORIUM_TEST(TestRandomProblems)
#include "tst_randomproblems.moc"
