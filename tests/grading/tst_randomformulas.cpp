#include "grading/formulainvariants.h"
#include "support/testmain.h"

#include <QTest>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

class TestRandomFormulas : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void generatedFormulasAreWorthWhatTheyShould()
  {
    std::mt19937 random(20240101);
    for (int round = 0; round < 20'000; ++round) {
      QByteArray bytes(static_cast<qsizetype>(random() % 200), '\0');
      for (char& byte : bytes)
        byte = static_cast<char>(random());
      const QString broken = testing::brokenFormulaValue(bytes);
      QVERIFY2(broken.isEmpty(), qPrintable(broken));
    }
  }

  void anyTextKeepsTheInvariants()
  {
    static const QStringList pieces = {u"1"_s,      u"2.5"_s,  u"e"_s,     u"i"_s,  u"x"_s,     u"R_1"_s,
                                       u"T_{ij}"_s, u"("_s,    u")"_s,     u"+"_s,  u"-"_s,     u"*"_s,
                                       u"/"_s,      u"^"_s,    u"||"_s,    u"%"_s,  u" "_s,     u"sin("_s,
                                       u"fact("_s,  u"abs("_s, u"sqrt("_s, u"'"_s,  u"99999"_s, u"10^"_s,
                                       u"^{2}"_s,   u"E5"_s,   u"."_s,     u"ln("_s};
    std::mt19937 random(7);
    for (int round = 0; round < 20'000; ++round) {
      QString formula;
      for (unsigned i = 0; i < 1 + random() % 14; ++i)
        formula += pieces[static_cast<qsizetype>(random() % static_cast<unsigned>(pieces.size()))];
      const QString broken = testing::brokenFormulaInvariant(formula, random() % 2 == 0);
      QVERIFY2(broken.isEmpty(), qPrintable(formula + u": "_s + broken));
    }
  }
};

SCRIPTORIUM_TEST(TestRandomFormulas)
#include "tst_randomformulas.moc"
