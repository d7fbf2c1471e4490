#include "archive/damage.h"
#include "support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr qint64 kArchiveBytes = 2000;
constexpr int kFlips = 1500;

} // namespace

class TestArchiveDamage : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyCutIsRefused_data() { kinds(); }
  void everyCutIsRefused()
  {
    const auto count = cutEverywhere(written(), 1);
    QVERIFY(count.tried > kArchiveBytes / 3);
    QCOMPARE(count.refused, count.tried);
    QCOMPARE(count.badMessage, QString());
  }

  void noFlippedBitChangesContent_data() { kinds(); }
  void noFlippedBitChangesContent()
  {
    const auto count = flipBits(written(), kFlips);
    QCOMPARE(count.tried, kFlips);
    QCOMPARE(count.firstChange, QString());
    QCOMPARE(count.changed, 0);
    QVERIFY2(count.refused > count.tried * 8 / 10, qPrintable(QString::number(count.refused)));
    QCOMPARE(count.badMessage, QString());
  }

private:
  static void kinds()
  {
    QTest::addColumn<bool>("isZip");
    QTest::newRow("gzip tar") << false;
    QTest::newRow("zip") << true;
  }

  QString written()
  {
    QFETCH(bool, isZip);
    const QString path = m_folder.filePath(u"course"_s);
    auto writer = isZip ? createZip(path) : createTarGz(path);
    return writer && writeMembers(**writer, damageSample(kArchiveBytes)) ? path : QString();
  }

  QTemporaryDir m_folder;
};

SCRIPTORIUM_TEST(TestArchiveDamage)
#include "tst_archivedamage.moc"
