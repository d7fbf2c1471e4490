#include "store/coursestore.h"
#include "store/samplestore.h"
#include "store/sql/database.h"
#include "store/sql/schema.h"
#include "store/sql/storefile.h"
#include "support/places.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// A database of a format that never was: version 0, a table that the steps fill.
std::unique_ptr<Database> makeOld(const QString& folder)
{
  auto database = Database::open(folder + u"/old.db"_s, Database::Mode::Create);
  if (!database ||
      !(*database)->execute("PRAGMA journal_mode=WAL; CREATE TABLE t(a); INSERT INTO t VALUES(1)"))
    return nullptr;
  return *std::move(database);
}

/// Everything a database is made of, in words.
QStringList shape(Database& database)
{
  QStringList rows;
  auto row = database.prepare("SELECT type||' '||name||' '||coalesce(sql,'') FROM sqlite_master ORDER BY 1");
  for (auto more = row.step(); more && *more; more = row.step())
    rows.append(row.text(0).simplified());
  return rows;
}

const QList<Migration> kSteps{{0, "UPDATE t SET a=a+1; CREATE TABLE u(b)"},
                              {1, "INSERT INTO u SELECT a FROM t"}};

} // namespace

class TestMigration : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void eachStepIsTakenOnceAfterABackup()
  {
    const QTemporaryDir folder;
    const auto database = makeOld(folder.path());
    QVERIFY(database);
    const auto backup = migrate(*database, kSteps, 2);
    QVERIFY2(backup.has_value(), backup ? "" : qPrintable(backup.error().toString()));
    QCOMPARE(database->integer("SELECT b FROM u").value_or(0), 2);
    QCOMPARE(database->integer("PRAGMA user_version").value_or(0), 2);
    const auto old = Database::open(*backup, Database::Mode::ReadWrite);
    QVERIFY(old.has_value());
    QCOMPARE((*old)->integer("SELECT a FROM t").value_or(0), 1);
    QCOMPARE((*old)->integer("PRAGMA user_version").value_or(9), 0);
    QCOMPARE(migrate(*database, kSteps, 2).value_or(u"again"_s), QString());
  }

  void aFailingStepLeavesTheLastWholeVersion()
  {
    const QTemporaryDir folder;
    const auto database = makeOld(folder.path());
    auto steps = kSteps;
    steps[1].sql = "INSERT INTO u SELECT a FROM t; INSERT INTO nowhere VALUES(1)";
    QVERIFY(!migrate(*database, steps, 2));
    QCOMPARE(database->integer("PRAGMA user_version").value_or(9), 1);
    QCOMPARE(database->integer("SELECT count(*) FROM u").value_or(9), 0);
    QVERIFY(migrate(*database, kSteps, 2).has_value());
    QCOMPARE(database->integer("SELECT b FROM u").value_or(0), 2);
  }

  void aMissingStepIsAnError()
  {
    const QTemporaryDir folder;
    const auto database = makeOld(folder.path());
    const auto result = migrate(*database, {kSteps[1]}, 2);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Conflict);
  }

  void theProgramKnowsEveryStepToItsVersion()
  {
    const auto steps = migrations();
    quint32 version = 1;
    for (const auto& step : steps)
      QCOMPARE(step.from, version++);
    QCOMPARE(version, kSchemaVersion);
  }

  void theFirstFormatBecomesTodays()
  {
    const QTemporaryDir folder;
    QVERIFY(buildSample(folder.path()).has_value());
    const QString path = databasePath(folder.path());
    const QByteArray before = dump(folder.path());
    {
      // What the first version left behind: its tables, its number.
      const auto database = Database::open(path, Database::Mode::ReadWrite);
      QVERIFY(database.has_value() &&
              (*database)->execute("DROP TABLE approval; PRAGMA user_version=1").has_value());
      QFile fixture(sourceFolder() + u"/tests/store/formats/1.sql"_s);
      QVERIFY(fixture.open(QIODevice::ReadOnly));
      const auto first = Database::openTemporary();
      QVERIFY(first.has_value() && (*first)->execute(fixture.readAll().constData()).has_value());
      QCOMPARE(shape(**database), shape(**first));
    }
    {
      const auto store = CourseStore::open(folder.path(), CourseStore::Mode::ReadWrite);
      QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().toString()));
      QVERIFY((*store)->approvals().value_or(QList<Approval>(1)).isEmpty());
      const auto fresh = Database::openTemporary();
      QVERIFY(fresh.has_value() && createSchema(**fresh).has_value());
      QCOMPARE(shape((*store)->database()), shape(**fresh));
    }
    QCOMPARE(dump(folder.path()), before);
    QVERIFY(QFile::exists(path + u".v1.backup"_s));
  }

  void anOlderStoreIsNotOpenedReadOnly()
  {
    const QTemporaryDir folder;
    QVERIFY(buildSample(folder.path()).has_value());
    {
      const auto database = Database::open(databasePath(folder.path()), Database::Mode::ReadWrite);
      QVERIFY(database.has_value() && (*database)->execute("PRAGMA user_version=0").has_value());
    }
    const auto store = CourseStore::open(folder.path(), CourseStore::Mode::ReadOnly);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Error::Kind::Conflict);
    QVERIFY(!CourseStore::open(folder.path(), CourseStore::Mode::ReadWrite));
    QVERIFY(QFile::exists(databasePath(folder.path()) + u".v0.backup"_s));
  }
};

SCRIPTORIUM_TEST(TestMigration)
#include "tst_migration.moc"
