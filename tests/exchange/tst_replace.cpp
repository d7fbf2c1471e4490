#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

ImportOptions replacing()
{
  ImportOptions options;
  options.replace = true;
  return options;
}

/// The other state of the course: a block changed, one gone, one new, one moved, one reformatted, a draft
/// gone, assets and files changed.
FileTree otherCourse()
{
  FileTree files = draftCourse();
  files[u"course/problem/p1.xml"_s] = "<problem display_name=\"Changed\"/>";
  files.remove(u"course/html/h1.xml"_s);
  files.remove(u"course/html/h1.html"_s);
  files[u"course/vertical/v1.xml"_s] = "<vertical display_name='Unit'><problem url_name='p4'/></vertical>";
  files[u"course/vertical/v4.xml"_s] =
      "<vertical><problem url_name=\"p1\"/><problem url_name=\"p9\"/></vertical>";
  files[u"course/problem/p9.xml"_s] = "<problem>new</problem>";
  files[u"course/problem/p4.xml"_s] = "<problem></problem>\r\n";
  for (const auto* gone : {"vertical/v2.xml", "html/h2.xml", "html/h2.html"})
    files.remove(u"course/drafts/"_s + QLatin1StringView(gone));
  files[u"course/static/a.png"_s] = "other";
  files[u"course/static/big.bin"_s] = QByteArray(200'000, 'x');
  files.remove(u"course/unknown/thing.txt"_s);
  return files;
}

FileTree withoutFolders(FileTree files)
{
  files.removeIf([](auto file) { return file.key().endsWith(u'/'); });
  return files;
}

} // namespace

class TestReplace : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void makesTheStoredCourseWhatTheArchiveHolds()
  {
    const CourseBench bench;
    const auto first = importTree(bench, draftCourse(), u"first"_s);
    QVERIFY(first);
    writeFiles(bench.path(u"second"_s), otherCourse());
    const auto second = bench.import(bench.path(u"second"_s), replacing());
    QVERIFY2(second, qPrintable(second ? QString() : second.error().toString()));
    QVERIFY(second->replaced);
    QCOMPARE(second->course.id, first->course.id);
    QCOMPARE(bench.workspaceEntries().size(), 1);
    QCOMPARE(treeDifferences(otherCourse(), withoutFolders(bench.exported(first->course))), QStringList());

    const auto session = bench.open(first->course);
    QVERIFY(session);
    QCOMPARE((*session)->undoLabel(), u"Replace with second"_s);
    QVERIFY((*session)->undo());
    QCOMPARE(treeDifferences(draftCourse(), withoutFolders(bench.exported(first->course))), QStringList());
    QVERIFY((*session)->redo());
    QCOMPARE(treeDifferences(otherCourse(), withoutFolders(bench.exported(first->course))), QStringList());
  }

  void theSameCourseLeavesNoStep()
  {
    const CourseBench bench;
    const auto first = importTree(bench, draftCourse());
    QVERIFY(first);
    QVERIFY(bench.import(bench.path(u"made"_s), replacing()));
    const auto store = CourseStore::open(first->course.path, CourseStore::Mode::ReadOnly);
    QVERIFY(store);
    QCOMPARE((*store)->history(10)->size(), 1);
  }

  void withoutReplaceItIsAConflictThatNamesTheWaysOut()
  {
    const CourseBench bench;
    const auto first = importTree(bench, draftCourse());
    QVERIFY(first);
    const auto again = bench.import(bench.path(u"made"_s));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QVERIFY(again.error().detail.contains(u"Replace"_s));
    QVERIFY(again.error().detail.contains(u"another key"_s));
    QCOMPARE(bench.workspaceEntries().size(), 1);
    ImportOptions other;
    other.key = *CourseKey::parse(u"course-v1:Other+C+r"_s);
    QVERIFY(bench.import(bench.path(u"made"_s), other));
    QCOMPARE(bench.workspaceEntries().size(), 2);
  }

  void whileItIsOpenElsewhereNothingIsReplaced()
  {
    const CourseBench bench;
    const auto first = importTree(bench, draftCourse(), u"first"_s);
    QVERIFY(first);
    writeFiles(bench.path(u"second"_s), otherCourse());
    const auto session = bench.open(first->course);
    QVERIFY(session);
    const auto second = bench.import(bench.path(u"second"_s), replacing());
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Locked);
    QCOMPARE(bench.workspaceEntries().size(), 1);
  }

  void anEditedCourseGoesBackToItsArchive()
  {
    const QString archive = sharedFolder() + u"/courses/cs50-python.tar.gz"_s;
    if (sharedFolder().isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    const auto imported = bench.import(archive);
    QVERIFY(imported);
    const FileTree original = bench.exported(imported->course);
    {
      const auto session = bench.open(imported->course);
      QVERIFY(session);
      const auto outline = (*session)->store().outline();
      QVERIFY(outline);
      QVERIFY((*session)->run(u"test"_s, u"Change"_s, [&](Edit& edit) -> Result<Unit> {
        for (qsizetype i = 1; i < outline->size(); i += 37)
          if (!outline->at(i).isBroken)
            SCRIPTORIUM_TRY(edit::rename(edit, bench.types(), outline->at(i).id, u"Renamed"_s));
        return edit::removeBlocks(edit, {outline->at(outline->size() / 2).id});
      }));
    }
    const FileTree edited = bench.exported(imported->course);
    QVERIFY(treeDifferences(original, edited).size() > 5);
    QVERIFY(bench.import(archive, replacing()));
    QCOMPARE(treeDifferences(original, bench.exported(imported->course)), QStringList());
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    QVERIFY((*session)->undo());
    QCOMPARE(treeDifferences(edited, bench.exported(imported->course)), QStringList());
  }
};

SCRIPTORIUM_TEST(TestReplace)
#include "tst_replace.moc"
