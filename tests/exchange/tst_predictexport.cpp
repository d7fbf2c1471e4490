#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "exchange/export/predictexport.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

Result<Prediction> ofStored(const CourseBench& bench, const CourseInfo& course)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(course.path, CourseStore::Mode::ReadOnly));
  Progress progress;
  return predictExport(*store, bench.types(), progress);
}

} // namespace

/// What Studio would make of a stored course.
class TestPredictExport : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void editsCount()
  {
    const CourseBench bench;
    const auto imported = importTree(bench, draftCourse());
    QVERIFY(imported);
    const auto before = ofStored(bench, imported->course);
    QVERIFY(before && before->succeeds);
    QVERIFY(before->draft.contains(u"problem/p3"_s));
    QVERIFY(!before->published.contains(u"problem/p3"_s));
    {
      const auto session = bench.open(imported->course);
      QVERIFY(session);
      const auto& store = (*session)->store();
      QVERIFY((*session)->run(u"test"_s, u"Edit"_s, [&](Edit& edit) -> Result<Unit> {
        SCRIPTORIUM_TRY(edit::setField(edit, bench.types(), store.root(), u"start"_s, u"no date"_s));
        return edit::removeBlocks(edit, {store.find(u"problem"_s, u"p4"_s).value_or(BlockId())});
      }));
    }
    const auto after = ofStored(bench, imported->course);
    QVERIFY(after && !after->succeeds);
    const Findings strongest = strongestOf(*after);
    QCOMPARE(strongest.size(), 1);
    QCOMPARE(effectOf(strongest[0]), Finding::Effect::ImportFails);
    QVERIFY(strongest[0].message.contains("start"_L1));
  }

  void storedCoursesAreJudgedAsTheirArchives_data()
  {
    QTest::addColumn<QString>("archive");
    QStringList archives = sharedCourses();
    const QDir truth(sharedFolder() + u"/studio-truth/in"_s);
    for (const QString& name : truth.entryList({u"*.tar.gz"_s}, QDir::Files))
      archives.append(truth.filePath(name));
    archives.removeIf([](const QString& path) { return QFileInfo(path).size() > 3'000'000; });
    if (sharedFolder().isEmpty())
      archives = {QString()};
    for (const QString& archive : std::as_const(archives))
      QTest::newRow(qPrintable(archive.isEmpty() ? u"none"_s : archive.section(u'/', -1))) << archive;
  }

  void storedCoursesAreJudgedAsTheirArchives()
  {
    QFETCH(const QString, archive);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    Progress progress;
    const auto expected = predictImport(archive, bench.types(), ArchiveLimits(), progress);
    QVERIFY(expected);
    const auto imported = bench.import(archive);
    if (!imported || !imported->course.key.startsWith("course-v1:"_L1))
      return; // what cannot be stored has no second opinion, and libraries have none
    const auto prediction = ofStored(bench, imported->course);
    QVERIFY(prediction);
    QCOMPARE(prediction->draft, expected->draft);
    QCOMPARE(prediction->published, expected->published);
    QCOMPARE(prediction->succeeds, expected->succeeds);
    QCOMPARE(prediction->exportFails, expected->exportFails);
  }
};

SCRIPTORIUM_TEST(TestPredictExport)
#include "tst_predictexport.moc"
