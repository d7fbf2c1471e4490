#include "app/preview/server/accesscode.h"
#include "support/testmain.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::preview;

/// What keeps a shared preview from those who do not belong to the team.
class TestAccessCode : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void codesAreReadableAndDiffer()
  {
    QSet<QString> seen;
    for (int i = 0; i < 200; ++i)
      seen.insert(AccessCode::random());
    QCOMPARE(seen.size(), 200);
    for (const QString& code : seen)
      QVERIFY2(QRegularExpression(u"^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$"_s).match(code).hasMatch(),
               qPrintable(code));
  }

  void howItIsTypedDoesNotMatter()
  {
    AccessCode code(u"K7RT-2MHX"_s);
    for (const QString& typed : {u"K7RT-2MHX"_s, u"k7rt2mhx"_s, u" K7RT 2MHX "_s})
      QCOMPARE(code.check(typed, "a", m_now), AccessCode::Verdict::Right);
    for (const QString& typed : {u""_s, u"K7RT-2MH"_s, u"K7RT-2MHXX"_s, u"K7RT-2MHY"_s})
      QCOMPARE(code.check(typed, "a", m_now), AccessCode::Verdict::Wrong);
  }

  void guessingIsSlow()
  {
    AccessCode code(u"K7RT-2MHX"_s);
    for (int i = 0; i < 5; ++i)
      QCOMPARE(code.check(u"x"_s, "a", m_now), AccessCode::Verdict::Wrong);
    QCOMPARE(code.check(u"K7RT-2MHX"_s, "a", m_now), AccessCode::Verdict::TooMany);
    QCOMPARE(code.check(u"K7RT-2MHX"_s, "b", m_now), AccessCode::Verdict::Right);
    QCOMPARE(code.check(u"K7RT-2MHX"_s, "a", m_now + std::chrono::seconds(61)), AccessCode::Verdict::Right);
  }

  void guessingFromManyAddressesIsSlow()
  {
    AccessCode code(u"K7RT-2MHX"_s);
    int wrong = 0;
    for (int i = 0; i < 3000; ++i)
      wrong += code.check(u"x"_s, QByteArray::number(i), m_now) == AccessCode::Verdict::Wrong ? 1 : 0;
    QCOMPARE(wrong, 30);
    QCOMPARE(code.check(u"K7RT-2MHX"_s, "new", m_now), AccessCode::Verdict::TooMany);
    QCOMPARE(code.check(u"K7RT-2MHX"_s, "new", m_now + std::chrono::seconds(61)), AccessCode::Verdict::Right);
  }

private:
  const AccessCode::Time m_now = AccessCode::Time() + std::chrono::hours(1);
};

SCRIPTORIUM_TEST(TestAccessCode)
#include "tst_accesscode.moc"
