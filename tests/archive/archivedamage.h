#pragma once

#include "archive/damage.h"

#include <QTemporaryDir>
#include <QTest>

namespace scriptorium::testing {

/// Damages an archive of either kind: cut at every byte, single bits flipped. The tests differ in how much.
class ArchiveDamage : public QObject
{
  Q_OBJECT

protected:
  ArchiveDamage(qint64 archiveBytes, int flips) : m_archiveBytes(archiveBytes), m_flips(flips) {}

private Q_SLOTS:
  void everyCutIsRefused_data() { kinds(); }
  void everyCutIsRefused()
  {
    const auto count = cutEverywhere(written(), 1);
    QVERIFY(count.tried > m_archiveBytes / 3);
    QCOMPARE(count.refused, count.tried);
    QCOMPARE(count.badMessage, QString());
  }

  void noFlippedBitChangesContent_data() { kinds(); }
  void noFlippedBitChangesContent()
  {
    const auto count = flipBits(written(), m_flips);
    QCOMPARE(count.tried, m_flips);
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
    const QString path = m_folder.filePath(QStringLiteral("course"));
    auto writer = isZip ? createZip(path) : createTarGz(path);
    return writer && writeMembers(**writer, damageSample(m_archiveBytes)) ? path : QString();
  }

  qint64 m_archiveBytes;
  int m_flips;
  QTemporaryDir m_folder;
};

} // namespace scriptorium::testing
