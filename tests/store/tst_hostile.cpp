// ctest-labels: slow
#include "base/atomicfile.h"
#include "store/coursestore.h"
#include "store/doctor/doctor.h"
#include "store/samplestore.h"
#include "store/sql/database.h"
#include "store/sql/storefile.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

using Spoil = std::function<void(const QString& database)>;
Q_DECLARE_METATYPE(Spoil)

namespace {

/// Without syncing: these tests make hundreds of courses.
bool put(const QString& path, const QByteArray& bytes)
{
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

Spoil patched(qsizetype offset, quint32 value)
{
  return [=](const QString& path) {
    QByteArray bytes = *readFile(path);
    qToBigEndian(value, bytes.data() + offset);
    QVERIFY(put(path, bytes));
  };
}

Spoil written(const QByteArray& bytes)
{
  return [=](const QString& path) { QVERIFY(put(path, bytes)); };
}

Spoil executed(const char* sql)
{
  return [=](const QString& path) {
    const auto database = Database::open(path, Database::Mode::ReadWrite);
    QVERIFY(database.has_value() && (*database)->execute(sql).has_value());
  };
}

Spoil truncated(qint64 size)
{
  return [=](const QString& path) { QVERIFY(QFile::resize(path, size)); };
}

} // namespace

/// Databases that are not ours, not ours yet, or not what they were.
class TestHostile : public QObject
{
  Q_OBJECT

private:
  QTemporaryDir m_original;
  QByteArray m_bytes;
  QByteArray m_dump;
  std::unique_ptr<QTemporaryDir> m_copy;

  QString database() const { return databasePath(m_copy->path()); }

  void copyWith(const QByteArray& bytes)
  {
    m_copy = std::make_unique<QTemporaryDir>();
    QVERIFY(put(database(), bytes));
    const QString hex = QString::fromLatin1(sha256(sampleAsset()).hex());
    QVERIFY(QDir().mkpath(m_copy->path() + u"/assets/"_s + hex.left(2)));
    QVERIFY(put(m_copy->path() + u"/assets/"_s + hex.left(2) + u'/' + hex, sampleAsset()));
  }

private Q_SLOTS:
  void initTestCase()
  {
    QVERIFY(buildSample(m_original.path()).has_value());
    m_bytes = *readFile(databasePath(m_original.path()));
    m_dump = dump(m_original.path());
    QVERIFY(m_dump.contains("Welcome to the"));
  }

  void isRefusedAndLeftUntouched_data()
  {
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<int>("kind");
    const auto row = [](const char* name, const Spoil& spoil, Error::Kind kind) {
      QTest::newRow(name) << spoil << static_cast<int>(kind);
    };
    row(
        "missing", [](const QString& path) { QVERIFY(QFile::remove(path)); }, Error::Kind::NotFound);
    row(
        "a folder", [](const QString& path) { QVERIFY(QFile::remove(path) && QDir().mkpath(path)); },
        Error::Kind::Io);
    row("empty", written({}), Error::Kind::BadInput);
    row("a text", written(QByteArray(5000, 'x')), Error::Kind::BadInput);
    row("cut within the header", truncated(60), Error::Kind::BadInput);
    row("another program's", patched(68, 0x12345678), Error::Kind::BadInput);
    row("nobody's", patched(68, 0), Error::Kind::BadInput);
    row("of a newer Scriptorium", patched(60, kSchemaVersion + 1), Error::Kind::Conflict);
    row("of a Scriptorium far away", patched(60, 0xffffffff), Error::Kind::Conflict);
    row("ours by name only", written("SQLite format 3" + QByteArray(85, '\0')), Error::Kind::BadInput);
  }

  void isRefusedAndLeftUntouched()
  {
    QFETCH(const Spoil, spoil);
    QFETCH(const int, kind);
    for (const auto mode : {CourseStore::Mode::ReadOnly, CourseStore::Mode::ReadWrite}) {
      copyWith(m_bytes);
      spoil(database());
      const auto before = readFile(database());
      const auto store = CourseStore::open(m_copy->path(), mode);
      QVERIFY(!store);
      QCOMPARE(static_cast<int>(store.error().kind), kind);
      QVERIFY(store.error().detail.endsWith(u'.'));
      QCOMPARE(readFile(database()).value_or({}), before.value_or({}));
      QVERIFY(!QFile::exists(database() + u"-wal"_s));
      QVERIFY(!QFile::exists(m_copy->path() + u"/lock"_s));
      Progress progress;
      QVERIFY(!doctor(m_copy->path(), true, progress));
      QCOMPARE(readFile(database()).value_or({}), before.value_or({}));
    }
  }

  void isNotOpened_data()
  {
    QTest::addColumn<Spoil>("spoil");
    QTest::newRow("with a trigger") << executed(
        "CREATE TRIGGER t AFTER UPDATE ON block BEGIN DELETE FROM version; END");
    QTest::newRow("with a view in place of a table")
        << executed("ALTER TABLE meta RENAME TO m; CREATE VIEW meta AS "
                    "SELECT * FROM m");
    QTest::newRow("without a table") << executed("DROP TABLE change");
    QTest::newRow("without a key") << executed("DELETE FROM meta");
    QTest::newRow("cut to its first page") << truncated(4096);
  }

  void isNotOpened()
  {
    QFETCH(const Spoil, spoil);
    copyWith(m_bytes);
    spoil(database());
    const auto store = CourseStore::open(m_copy->path(), CourseStore::Mode::ReadOnly);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Error::Kind::BadInput);
  }

  /// Bit rot: whatever of the content it changes, the doctor sees it.
  void everyChangedContentIsFound()
  {
    QRandomGenerator random(20240501);
    int changed = 0;
    for (int round = 0; round < 220; ++round) {
      QByteArray bytes = m_bytes;
      // Behind the marks that say whose file it is.
      const auto at = 100 + static_cast<qsizetype>(random.bounded(static_cast<quint32>(bytes.size() - 100)));
      const int bit = static_cast<int>(random.bounded(8U));
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
      copyWith(bytes);
      Progress progress;
      const auto report = doctor(m_copy->path(), false, progress);
      const bool isChanged = dump(m_copy->path()) != m_dump;
      changed += isChanged ? 1 : 0;
      QVERIFY2(!isChanged || !report || !report->isSound(),
               qPrintable(u"Bit %1 of byte %2 changed the content unseen."_s.arg(bit).arg(at)));
    }
    QVERIFY2(changed > 5, qPrintable(QString::number(changed)));
  }

  void aRepairSavesTheOtherBlocks()
  {
    QRandomGenerator random(7);
    for (int round = 0; round < 30; ++round) {
      QByteArray bytes = m_bytes;
      for (int flips = 0; flips < 3; ++flips) {
        const auto at =
            4096 + static_cast<qsizetype>(random.bounded(static_cast<quint32>(bytes.size() - 4096)));
        bytes[at] = static_cast<char>(bytes[at] ^ 16);
      }
      copyWith(bytes);
      Progress progress;
      const auto report = doctor(m_copy->path(), true, progress);
      if (!report || report->isSound())
        continue;
      QVERIFY(report->isRepaired);
      const auto store = CourseStore::open(m_copy->path(), CourseStore::Mode::ReadWrite);
      QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().toString()));
      const auto outline = (*store)->outline();
      QVERIFY2(outline.has_value() && outline->size() >= 4, qPrintable(QString::number(round)));
    }
  }
};

SCRIPTORIUM_TEST(TestHostile)
#include "tst_hostile.moc"
