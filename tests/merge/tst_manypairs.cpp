// ctest-labels: slow
#include "exchange/coursebench.h"
#include "merge/pairchecks.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// 2,000 random pairs on courses from the world. SCRIPTORIUM_RANDOM_STEPS chooses another number: 20,000 take
/// nine minutes of a processor.
class TestManyPairs : public QObject
{
  Q_OBJECT

  static constexpr quint32 kPairs = 2000;
  static constexpr quint32 kParts = 4; ///< a test function has five minutes

private Q_SLOTS:
  void anyPairMergesRight_data()
  {
    QTest::addColumn<QString>("archive");
    QTest::addColumn<quint32>("first");
    const QStringList archives = sharedCourses();
    const quint32 pairs = kPairs / quint32(std::max<qsizetype>(archives.size(), 1)) + 1;
    for (const QString& archive : archives)
      for (quint32 part = 0; part < kParts; ++part)
        QTest::addRow("%s, part %u", qPrintable(archive.section(u'/', -1)), part)
            << archive << part * (pairs / kParts + 1);
    if (sharedCourses().isEmpty())
      QTest::newRow("none") << QString() << quint32(0);
  }

  void anyPairMergesRight()
  {
    QFETCH(QString, archive);
    QFETCH(quint32, first);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    const auto imported = bench.import(archive);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    const auto session = bench.open(imported->course);
    PairChecks checks(MemoryCourse::of((*session)->store()));
    const quint32 archives = quint32(sharedCourses().size());
    bool isSet = false;
    const int chosen = qEnvironmentVariableIntValue("SCRIPTORIUM_RANDOM_STEPS", &isSet);
    const quint32 pairs = (isSet ? quint32(chosen) : kPairs) / archives / kParts + 1;
    for (quint32 seed = first; seed < first + pairs; ++seed)
      QVERIFY2(checks.run(seed).isEmpty(), qPrintable(u"pair %1: "_s.arg(seed) + checks.run(seed)));
    qInfo("%d clean, %d with conflicts", checks.clean(), checks.disputed());
  }
};

SCRIPTORIUM_TEST(TestManyPairs)
#include "tst_manypairs.moc"
