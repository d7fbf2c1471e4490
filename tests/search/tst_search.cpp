#include "search/search.h"
#include "store/samplestore.h"
#include "store/searchtable.h"
#include "store/sql/database.h"
#include "support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestSearch : public QObject
{
  Q_OBJECT

private:
  std::unique_ptr<QTemporaryDir> m_folder;
  SampleCourse m_sample;
  std::unique_ptr<CourseStore> m_store;

  QList<BlockId> found(const QString& text)
  {
    const auto hits = search(*m_store, text, 50);
    QList<BlockId> blocks;
    if (!hits)
      qWarning("%s", qPrintable(hits.error().toString()));
    else
      for (const auto& hit : *hits)
        blocks.append(hit.block);
    return blocks;
  }

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    const auto sample = buildSample(m_folder->path());
    QVERIFY(sample.has_value());
    m_sample = *sample;
    auto store = CourseStore::open(m_folder->path(), CourseStore::Mode::ReadWrite);
    QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().toString()));
    m_store = *std::move(store);
  }

  void cleanup() { m_store.reset(); }

  void wordsAreFound_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("a word") << u"course"_s << true;
    QTest::newRow("another case") << u"COURSE"_s << true;
    QTest::newRow("without its accent") << u"cafes"_s << true;
    QTest::newRow("two words in any order") << u"cafes welcome"_s << true;
    QTest::newRow("the beginning of the last word") << u"welcome cour"_s << true;
    QTest::newRow("the beginning of another word") << u"wel course"_s << false;
    QTest::newRow("a phrase") << u"\"the course about\""_s << true;
    QTest::newRow("a phrase in another order") << u"\"course the\""_s << false;
    QTest::newRow("a word in the title") << u"title welcome"_s << true;
    QTest::newRow("a word that is not there") << u"course zebra"_s << false;
    QTest::newRow("a tag name") << u"strong"_s << false;
    QTest::newRow("operators are words") << u"course OR zebra"_s << false;
    QTest::newRow("punctuation alone") << u"* + ( ^ - : {"_s << false;
    QTest::newRow("punctuation beside a word") << u"course + *"_s << true;
    QTest::newRow("column filters mean nothing") << u"title:course"_s << false;
    QTest::newRow("an open quote") << u"course \"about"_s << true;
    QTest::newRow("nothing") << u"  "_s << false;
  }

  void wordsAreFound()
  {
    QFETCH(const QString, text);
    QTEST(found(text).contains(m_sample.html), "isFound");
  }

  void onlyTheDraftOfABlockIsFound()
  {
    QCOMPARE(found(u"three"_s), QList<BlockId>{m_sample.problem});
    QCOMPARE(found(u"two"_s), QList<BlockId>());
  }

  void theIndexFollowsEditsAndUndo()
  {
    const VersionId old = m_store->version(m_sample.html)->id;
    QVERIFY(editBody(*m_store, m_sample.html, "<p>All about zebras</p>").has_value());
    QCOMPARE(found(u"zebra"_s), QList<BlockId>{m_sample.html});
    QCOMPARE(found(u"cafes"_s), QList<BlockId>());
    Database& database = m_store->database();
    QVERIFY(database.execute("INSERT INTO op(kind,label,author,at,state) VALUES('undo','x','x',0,0)")
                .has_value());
    auto change = database.prepare("INSERT INTO change(op,block,new_head) VALUES(?,?,?)");
    change.bind(0, database.lastInsertId()).bind(1, m_sample.html.value).bind(2, old.value);
    QVERIFY(change.run().has_value());
    auto back = database.prepare("UPDATE block SET head=? WHERE id=?");
    QVERIFY(back.bind(0, old.value).bind(1, m_sample.html.value).run().has_value());
    QCOMPARE(found(u"zebra"_s), QList<BlockId>());
    QCOMPARE(found(u"cafes"_s), QList<BlockId>{m_sample.html});
  }

  void aReadOnlyStoreFindsNothingStale()
  {
    QVERIFY(editBody(*m_store, m_sample.html, "<p>All about zebras</p>").has_value());
    const auto reader = CourseStore::open(m_folder->path(), CourseStore::Mode::ReadOnly);
    QVERIFY(reader.has_value());
    const auto hits = search(**reader, u"cafes"_s, 10);
    QVERIFY(hits.has_value());
    QVERIFY(hits->isEmpty());
  }

  void aRebuiltIndexFindsTheSame()
  {
    QVERIFY(editBody(*m_store, m_sample.html, "<p>All about zebras</p>").has_value());
    Progress progress;
    QVERIFY(rebuildSearchIndex(*m_store, progress).has_value());
    QCOMPARE(found(u"zebra"_s), QList<BlockId>{m_sample.html});
    QCOMPARE(found(u"three"_s), QList<BlockId>{m_sample.problem});
    QCOMPARE(found(u"cafes"_s), QList<BlockId>());
  }

  void aCancelledRebuildLeavesTheIndex()
  {
    Progress progress;
    progress.cancel();
    QVERIFY(!rebuildSearchIndex(*m_store, progress));
    QCOMPARE(found(u"cafes"_s), QList<BlockId>{m_sample.html});
  }

  void filesHaveNoText()
  {
    QVERIFY(searchText(BodyForm::File, "text").isEmpty());
    QCOMPARE(searchText(BodyForm::Broken, "<p>text"), QByteArray("text"));
  }
};

SCRIPTORIUM_TEST(TestSearch)
#include "tst_search.moc"
