// ctest-labels: slow
#include "exchange/coursebench.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Courses from the world with files missing: what nobody edits comes back byte for byte, or is refused with
/// a sentence.
class TestMissingFiles : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whatIsLeftComesBack_data()
  {
    QTest::addColumn<QString>("archive");
    QTest::addColumn<int>("seed");
    for (const QString& archive : sharedCourses())
      for (int seed = 1; seed <= 4; ++seed)
        QTest::addRow("%s, %d", qPrintable(archive.section(u'/', -1)), seed) << archive << seed;
    if (sharedCourses().isEmpty())
      QTest::newRow("none") << QString() << 0;
  }
  void whatIsLeftComesBack()
  {
    QFETCH(const QString, archive);
    QFETCH(const int, seed);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    const QString folder = bench.path(u"course"_s);
    QVERIFY(CourseBench::unpack(archive, folder));
    QRandomGenerator random(static_cast<quint32>(seed));
    const QStringList paths = tree(folder).keys();
    for (const QString& path : paths)
      if (!path.endsWith(u'/') && !path.endsWith("course.xml"_L1) &&
          random.bounded(seed % 2 == 1 ? 50 : 5) == 0)
        QFile::remove(folder + u'/' + path);
    const FileTree left = tree(folder);
    const auto imported = bench.import(folder);
    if (!imported) {
      QVERIFY(!imported.error().detail.isEmpty());
      return;
    }
    QCOMPARE(treeDifferences(left, bench.exported(imported->course)).join(u" "_s), QString());
  }
};

SCRIPTORIUM_TEST(TestMissingFiles)
#include "tst_missingfiles.moc"
