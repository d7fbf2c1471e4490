#include "base/atomicfile.h"
#include "store/coursestore.h"
#include "store/lock.h"
#include "store/samplestore.h"
#include "store/sql/storefile.h"
#include "store/workspace.h"
#include "support/testmain.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const auto kKey = u"course-v1:edX+Sample+2024"_s;

Result<CourseInfo> addSample(const Workspace& workspace, const QString& key = kKey)
{
  SCRIPTORIUM_TRY_ASSIGN(const QString staging, workspace.createStaging());
  SCRIPTORIUM_TRY(buildSample(staging));
  SCRIPTORIUM_TRY_ASSIGN(const CourseKey parsed, CourseKey::parse(key));
  auto adopted = workspace.adopt(staging, parsed);
  if (!adopted)
    workspace.discardStaging(staging);
  return adopted;
}

QStringList stagingFolders(const QString& workspace)
{
  return QDir(workspace + u"/staging"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
}

} // namespace

class TestWorkspace : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  /// As on a disk that is full just then: the course is stored, though it cannot be opened.
  void whatCannotBeOpenedYetHasItsKey()
  {
    const QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    const auto staging = workspace->createStaging();
    QVERIFY(staging && buildSample(*staging));
    QFile(databasePath(*staging)).setPermissions({});
    QFile database(databasePath(*staging));
    if (database.open(QIODevice::ReadWrite)) { // root reads everything
      QVERIFY(database.seek(18) && database.write("\xff\xff") == 2);
      database.close();
    }
    const auto adopted = workspace->adopt(*staging, *CourseKey::parse(kKey));
    QVERIFY2(adopted, adopted ? "" : qPrintable(adopted.error().toString()));
    QVERIFY(!adopted->problem.isEmpty());
    QCOMPARE(adopted->key, kKey);
    QVERIFY(!adopted->title.isEmpty());
  }

  void anAdoptedCourseIsListed()
  {
    const QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    QVERIFY(workspace.has_value());
    const auto added = addSample(*workspace);
    QVERIFY2(added.has_value(), added ? "" : qPrintable(added.error().toString()));
    const auto courses = workspace->courses();
    QVERIFY(courses.has_value());
    QCOMPARE(courses->size(), 1);
    const CourseInfo course = courses->first();
    QCOMPARE(course.key, kKey);
    QCOMPARE(course.title, u"A sample"_s);
    QCOMPARE(course.blocks, 7);
    QCOMPARE(course.origin, u"sample.tar.gz"_s);
    QCOMPARE(course.importedAt, 1700000000000);
    QVERIFY(course.bytes > 1500000);
    QCOMPARE(course.problem, QString());
    QCOMPARE(course.lockedBy, QString());
    QCOMPARE(stagingFolders(folder.path()), QStringList());
  }

  void aSecondCourseOfTheSameKeyIsRefused()
  {
    const QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    QVERIFY(addSample(*workspace).has_value());
    const auto again = addSample(*workspace);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QCOMPARE(stagingFolders(folder.path()), QStringList());
    QCOMPARE(workspace->courses()->size(), 1);
  }

  void aCourseIsFoundByKeyIdOrUniquePart()
  {
    const QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    const auto first = addSample(*workspace);
    QVERIFY(first.has_value());
    QCOMPARE(workspace->find(kKey)->id, first->id);
    QCOMPARE(workspace->find(first->id)->id, first->id);
    QCOMPARE(workspace->find(u"edx+samp"_s)->id, first->id);
    QCOMPARE(workspace->find(u"nothing"_s).error().kind, Error::Kind::NotFound);
    QCOMPARE(workspace->find(QString()).error().kind, Error::Kind::NotFound);
    QVERIFY(addSample(*workspace, u"course-v1:edX+Sample+2025"_s).has_value());
    // Both databases say the key they were built with.
    const auto both = workspace->find(u"sample"_s);
    QVERIFY(!both);
    QCOMPARE(both.error().kind, Error::Kind::Conflict);
  }

  void aRemovedCourseIsGoneAndALockedOneStays()
  {
    const QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    const auto course = addSample(*workspace);
    QVERIFY(course.has_value());
    {
      const auto open = CourseStore::open(course->path, CourseStore::Mode::ReadWrite);
      QVERIFY(open.has_value());
      QCOMPARE(workspace->remove(*course).error().kind, Error::Kind::Locked);
      QVERIFY(workspace->courses()->first().lockedBy.contains(u"process"_s));
    }
    QVERIFY(workspace->remove(*course).has_value());
    QVERIFY(workspace->courses()->isEmpty());
    QVERIFY(!QFile::exists(course->path));
    QCOMPARE(stagingFolders(folder.path()), QStringList());
    QCOMPARE(workspace->remove(*course).error().kind, Error::Kind::NotFound);
  }

  void leftoversOfTheDeadAreRemovedAndThoseOfTheLivingStay()
  {
    const QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    const auto living = workspace->createStaging();
    QVERIFY(living.has_value());
    const QString dead = folder.path() + u"/staging/dead"_s;
    QVERIFY(QDir().mkpath(dead + u"/assets/tmp"_s));
    QVERIFY(writeFile(lockPath(dead), "scriptorium (process 1) on elsewhere\n").has_value());
    QVERIFY(writeFile(dead + u"/course.db"_s, "half").has_value());
    QVERIFY(Workspace::open(folder.path()).has_value());
    QVERIFY(!QFile::exists(dead));
    QVERIFY(QFile::exists(*living));
    workspace->discardStaging(*living);
    QCOMPARE(stagingFolders(folder.path()), QStringList());
  }

  void aDamagedCourseIsListedWithItsProblem()
  {
    const QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    const QString damaged = folder.path() + u"/courses/damaged"_s;
    QVERIFY(QDir().mkpath(damaged));
    QVERIFY(writeFile(databasePath(damaged), QByteArray(4096, 'x')).has_value());
    const auto courses = workspace->courses();
    QVERIFY(courses.has_value());
    QCOMPARE(courses->size(), 1);
    QVERIFY(!courses->first().problem.isEmpty());
  }

  void aPathThatCannotBeMadeIsAnError()
  {
    const QTemporaryDir folder;
    QVERIFY(writeFile(folder.path() + u"/file"_s, "x").has_value());
    QVERIFY(!Workspace::open(folder.path() + u"/file/below"_s));
  }
};

SCRIPTORIUM_TEST(TestWorkspace)
#include "tst_workspace.moc"
