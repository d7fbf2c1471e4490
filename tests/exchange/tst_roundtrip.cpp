// ctest-labels: slow
#include "exchange/coursebench.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestRoundTrip : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyFileComesOutAsItWentIn_data()
  {
    QTest::addColumn<QString>("archive");
    for (const QString& archive : sharedCourses())
      QTest::newRow(qPrintable(archive.section(u'/', -1))) << archive;
    if (sharedCourses().isEmpty())
      QTest::newRow("none") << QString();
  }

  void everyFileComesOutAsItWentIn()
  {
    QFETCH(QString, archive);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    const auto imported = bench.import(archive);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    QVERIFY(CourseBench::unpack(archive, bench.path(u"before"_s)));
    const auto done = bench.exportTo(imported->course, bench.path(u"after.tar.gz"_s));
    QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
    QCOMPARE(done->rewritten, 0);
    QVERIFY(CourseBench::unpack(bench.path(u"after.tar.gz"_s), bench.path(u"after"_s)));
    QCOMPARE(treeDifferences(tree(bench.path(u"before"_s)), tree(bench.path(u"after"_s))), QStringList());
  }
};

SCRIPTORIUM_TEST(TestRoundTrip)
#include "tst_roundtrip.moc"
