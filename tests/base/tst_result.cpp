#include "base/result.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

Result<int> half(int number)
{
  if (number % 2 != 0)
    return Error{Error::Kind::BadInput, u"half"_s, u"Not even."_s, 3};
  return number / 2;
}

Result<int> quarter(int number)
{
  SCRIPTORIUM_TRY_ASSIGN(const int first, half(number));
  return half(first);
}

} // namespace

class TestResult : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aValuePassesThrough()
  {
    const auto result = quarter(12);
    QVERIFY(result.has_value());
    QCOMPARE(*result, 3);
  }

  void theFirstErrorEndsTheChain()
  {
    const auto result = quarter(6);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadInput);
    QCOMPARE(result.error().in(u"file"_s).toString(), u"file: half:3: Not even."_s);
  }
};

SCRIPTORIUM_TEST(TestResult)
#include "tst_result.moc"
