// ctest-labels: slow
#include "base/atomicfile.h"
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

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// Changes the database behind the program's back.
bool tamper(const QString& folder, const char* sql)
{
  const auto database = Database::open(databasePath(folder), Database::Mode::ReadWrite);
  return database.has_value() && (*database)->execute(sql).has_value();
}

QString sentences(const Findings& findings)
{
  QStringList all;
  for (const auto& finding : findings)
    all.append(finding.rule + u": "_s + finding.message);
  return all.join(u'\n');
}

} // namespace

class TestDoctor : public QObject
{
  Q_OBJECT

private:
  QTemporaryDir m_original;
  std::unique_ptr<QTemporaryDir> m_copy;

  QString folder() const { return m_copy->path(); }

  void copyOriginal()
  {
    m_copy = std::make_unique<QTemporaryDir>();
    QVERIFY(QFile::copy(databasePath(m_original.path()), databasePath(folder())));
    const QString hex = QString::fromLatin1(sha256(sampleAsset()).hex());
    const QString asset = u"/assets/"_s + hex.left(2) + u'/' + hex;
    QVERIFY(QDir().mkpath(folder() + u"/assets/"_s + hex.left(2)));
    QVERIFY(QFile::copy(m_original.path() + asset, folder() + asset));
  }

private Q_SLOTS:
  void initTestCase()
  {
    const auto sample = buildSample(m_original.path());
    QVERIFY2(sample.has_value(), sample ? "" : qPrintable(sample.error().toString()));
  }

  void init() { copyOriginal(); }

  void aSoundCourseHasNoFindings()
  {
    Progress progress;
    const auto report = doctor(folder(), false, progress);
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toString()));
    QCOMPARE(sentences(report->findings), QString());
    QCOMPARE(report->versions, 10);
    QVERIFY(report->bytes > 1500000);
  }

  void everyContradictionIsFound_data()
  {
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, const char* sql, const char* rule) {
      QTest::newRow(name) << QByteArray(sql) << QString::fromLatin1(rule);
    };
    row("a changed body", "UPDATE blob SET bytes=CAST('<p>Else</p>' AS BLOB) WHERE id=2", "store-blob");
    row("a changed size", "UPDATE blob SET size=size+1 WHERE id=2", "store-blob");
    row("a changed field", "UPDATE version SET fields=replace(fields,'true','false') WHERE id=1",
        "store-version");
    row("a changed title", "UPDATE version SET title='Else' WHERE id=1", "store-version");
    row("a changed flag", "UPDATE version SET flags=4 WHERE id=1", "store-version");
    row("a body of another block", "UPDATE version SET body=4 WHERE id=1", "store-version");
    row("a body that is gone", "UPDATE version SET body=999 WHERE id=1", "store-version");
    row("children that are no list", "UPDATE version SET children='[' WHERE id=5", "store-version");
    row("a renamed block", "UPDATE block SET url_name='else' WHERE id=1", "store-version");
    row("a source that is gone", "DELETE FROM source WHERE id=1", "store-version");
    row("a renamed source", "UPDATE source SET path='else' WHERE id=1", "store-source");
    row("a source with another count", "UPDATE source SET blocks=2 WHERE id=1", "store-source");
    row("a head of another block", "UPDATE block SET head=2 WHERE id=1", "store-pointer");
    row("a head that was never made", "UPDATE block SET head=999 WHERE id=1", "store-pointer");
    row("a head taken away", "UPDATE block SET published=NULL WHERE id=1", "store-history");
    row("a history taken away", "DELETE FROM change WHERE block=1", "store-history");
    row("a step taken away", "DELETE FROM op", "store-history");
    row("a wrong parent", "UPDATE block SET parent=7 WHERE id=1", "store-tree");
    row("a wrong position", "UPDATE block SET pos=7 WHERE id=1", "store-tree");
    row("a deleted root", "UPDATE block SET head=NULL WHERE type='course'", "store-meta");
    row("a root that is no block", "UPDATE meta SET value='77' WHERE key='root'", "store-meta");
    row("a key that is none", "UPDATE meta SET value='x' WHERE key='key'", "store-meta");
    row("a foreign table", "CREATE TABLE extra(a)", "store-schema");
    row("a missing index", "DROP INDEX version_block", "store-schema");
    row("an index entry too few", "INSERT INTO search(search) VALUES('delete-all')", "store-search");
    row("an index entry too many", "INSERT INTO search(rowid,title,text) VALUES(99,'a','b')", "store-search");
  }

  void everyContradictionIsFound()
  {
    QFETCH(const QByteArray, sql);
    QFETCH(const QString, rule);
    QVERIFY(tamper(folder(), sql.constData()));
    Progress progress;
    const auto report = doctor(folder(), false, progress);
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toString()));
    bool isFound = false;
    for (const auto& finding : report->findings)
      isFound = isFound || finding.rule == rule;
    QVERIFY2(isFound, qPrintable(sentences(report->findings)));
  }

  void aFindingNamesTheBlock()
  {
    QVERIFY(tamper(folder(), "UPDATE version SET fields=replace(fields,'true','false') WHERE id=1"));
    Progress progress;
    const auto report = doctor(folder(), false, progress);
    QVERIFY(report.has_value());
    QCOMPARE(report->findings.size(), 1);
    QCOMPARE(report->findings.first().place.blockType, u"html"_s);
    QCOMPARE(report->findings.first().place.blockId, u"welcome"_s);
  }

  void aDamagedAssetFileIsFound()
  {
    const QString hex = QString::fromLatin1(sha256(sampleAsset()).hex());
    const QString path = folder() + u"/assets/"_s + hex.left(2) + u'/' + hex;
    QByteArray bytes = sampleAsset();
    bytes[700000] = static_cast<char>(bytes[700000] ^ 1);
    QVERIFY(writeFile(path, bytes).has_value());
    Progress progress;
    auto report = doctor(folder(), false, progress);
    QVERIFY(report.has_value());
    QCOMPARE(report->findings.size(), 1);
    QVERIFY(report->findings.first().message.contains(u"static/image.png"_s));
    QVERIFY(QFile::remove(path));
    report = doctor(folder(), false, progress);
    QVERIFY(report.has_value());
    QCOMPARE(report->findings.first().rule, u"store-asset-missing"_s);
  }

  void everyContradictionIsRepaired_data() { everyContradictionIsFound_data(); }

  void everyContradictionIsRepaired()
  {
    QFETCH(const QByteArray, sql);
    QVERIFY(tamper(folder(), sql.constData()));
    Progress progress;
    const auto report = doctor(folder(), true, progress);
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toString()));
    QVERIFY(report->isRepaired);
    QCOMPARE(sentences(report->left), QString());
    QVERIFY(QFile::exists(report->backup + u"/course.db"_s));
    QVERIFY(!QFile::exists(databasePath(folder()) + u".repaired"_s));
    const auto again = doctor(folder(), false, progress);
    QVERIFY(again.has_value());
    QCOMPARE(sentences(again->findings), QString());
    const auto store = CourseStore::open(folder(), CourseStore::Mode::ReadWrite);
    QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().toString()));
    QCOMPARE((*store)->outline()->size(), 7);
  }

  void aDamagedDraftGoesBackToWhatIsPublished()
  {
    QVERIFY(tamper(folder(), "UPDATE version SET fields='{}' WHERE id=3"));
    Progress progress;
    const auto report = doctor(folder(), true, progress);
    QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().toString()));
    QCOMPARE(report->repaired.size(), 1);
    QCOMPARE(report->repaired.first().place.blockId, u"quiz"_s);
    const auto store = CourseStore::open(folder(), CourseStore::Mode::ReadOnly);
    const auto quiz = (*store)->version(*(*store)->find(u"problem"_s, u"quiz"_s));
    QVERIFY(quiz.has_value());
    QCOMPARE(quiz->id, VersionId{2});
    QCOMPARE(*(*store)->blob(quiz->body), QByteArray("<problem>Two and two?</problem>"));
  }

  void zeroedPagesLoseLittle_data()
  {
    QTest::addColumn<int>("page");
    const auto bytes = readFile(databasePath(m_original.path()));
    for (int page = 2; page <= bytes->size() / 4096; ++page)
      QTest::addRow("page %d", page) << page;
  }

  void zeroedPagesLoseLittle()
  {
    QFETCH(const int, page);
    const QString path = databasePath(folder());
    QByteArray bytes = *readFile(path);
    const QByteArray before = bytes.mid((page - 1) * 4096, 4096);
    bytes.replace((page - 1) * 4096, 4096, QByteArray(4096, '\0'));
    QVERIFY(writeFile(path, bytes).has_value());
    Progress progress;
    const auto report = doctor(folder(), true, progress);
    if (!report) {
      QVERIFY2(report.error().kind == Error::Kind::BadInput, qPrintable(report.error().toString()));
      QCOMPARE(*readFile(path), bytes);
      return;
    }
    QVERIFY(!report->isSound() || before == QByteArray(4096, '\0'));
    const auto store = CourseStore::open(folder(), CourseStore::Mode::ReadWrite);
    QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().toString()));
    const auto outline = (*store)->outline();
    QVERIFY(outline.has_value());
    QVERIFY2(outline->size() == 7,
             qPrintable(sentences(report->left) + u" rows "_s + QString::number(outline->size())));
  }

  void aRepairThatIsNotAllowedChangesNothing()
  {
    QVERIFY(tamper(folder(), "UPDATE block SET pos=7 WHERE id=1"));
    const auto before = readFile(databasePath(folder()));
    const auto writer = CourseStore::open(folder(), CourseStore::Mode::ReadWrite);
    QVERIFY(writer.has_value());
    Progress progress;
    const auto report = doctor(folder(), true, progress);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Locked);
    QCOMPARE(sha256(*readFile(databasePath(folder()))), sha256(*before));
  }

  void aStrayFileIsRemoved()
  {
    const QString stray = folder() + u"/assets/00/0000"_s;
    QVERIFY(QDir().mkpath(folder() + u"/assets/00"_s));
    QVERIFY(writeFile(stray, "x").has_value());
    Progress progress;
    const auto report = doctor(folder(), true, progress);
    QVERIFY(report.has_value());
    QCOMPARE(report->findings.size(), 1);
    QVERIFY(!QFile::exists(stray));
    QVERIFY(doctor(folder(), false, progress)->isSound());
  }

  void lookingChangesNothing()
  {
    const auto before = readFile(databasePath(folder()));
    Progress progress;
    QVERIFY(doctor(folder(), false, progress).has_value());
    QCOMPARE(sha256(*readFile(databasePath(folder()))), sha256(*before));
  }

  void aCancelledLookIsAnError()
  {
    Progress progress;
    progress.cancel();
    const auto report = doctor(folder(), true, progress);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Cancelled);
  }
};

SCRIPTORIUM_TEST(TestDoctor)
#include "tst_doctor.moc"
