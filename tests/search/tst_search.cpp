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
    QList<BlockId> blocks;
    for (const auto& hit : hitsOf(*m_store, {text, SearchQuery::Where::Text, {}, 50}))
      blocks.append(hit.block);
    return blocks;
  }

  static QList<SearchHit> hitsOf(const CourseStore& store, const SearchQuery& query)
  {
    Progress progress;
    const auto results = search(store, query, progress);
    if (!results)
      qWarning("%s", qPrintable(results.error().toString()));
    return results ? results->hits : QList<SearchHit>();
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
    QVERIFY(refreshSearchIndex(*m_store).has_value());
    QVERIFY(staleEntries(*m_store)->isEmpty());
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
    QVERIFY(refreshSearchIndex(*m_store).has_value());
    QCOMPARE(found(u"zebra"_s), QList<BlockId>());
    QCOMPARE(found(u"cafes"_s), QList<BlockId>{m_sample.html});
  }

  void whatIsNotIndexedYetIsRead()
  {
    QVERIFY(editBody(*m_store, m_sample.html, "<p>All about zebras</p>").has_value());
    QCOMPARE(staleEntries(*m_store)->size(), 1);
    const auto reader = CourseStore::open(m_folder->path(), CourseStore::Mode::ReadOnly);
    QVERIFY(reader.has_value());
    QVERIFY(hitsOf(**reader, {u"cafes"_s}).isEmpty());
    const auto hits = hitsOf(**reader, {u"about zeb"_s});
    QCOMPARE(hits.size(), 1);
    QCOMPARE(hits.first().block, m_sample.html);
    QVERIFY(hitsOf(**reader, {u"zebra"_s, SearchQuery::Where::Everywhere, u"problem"_s}).isEmpty());
  }

  void theIndexMayFollowInPortions()
  {
    QVERIFY(editBody(*m_store, m_sample.html, "<p>All about zebras</p>").has_value());
    QVERIFY(editBody(*m_store, m_sample.problem, "<problem>A zebra?</problem>").has_value());
    for (int left = 1; left >= 0; --left) {
      QVERIFY(refreshSearchIndex(*m_store, 1).has_value());
      QCOMPARE(staleEntries(*m_store)->size(), left);
      QCOMPARE(found(u"zebra"_s).size(), 2);
    }
  }

  void hitsSayWhereTheWordsStand_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("places"); // of the html block
    const auto row = [](const char* name, const QString& text, const QStringList& places) {
      QTest::newRow(name) << text << places;
    };
    row("in the text", u"cafes"_s, {u"text: Welcome to the course about [cafés]."_s});
    row("in title and id", u"welc"_s,
        {u"title: Title of [welcome]"_s, u"text: [Welcome] to the course about cafés."_s,
         u"url_name: [welc]ome"_s});
    row("in a field", u"TRU"_s, {u"graded: [tru]e"_s});
    row("inside of a title's word", u"elcome"_s,
        {u"url_name: w[elcome]"_s, u"display_name: Title of w[elcome]"_s});
    row("two words in two places", u"title cafes"_s,
        {u"title: [Title] of welcome"_s, u"text: Welcome to the course about [cafés]."_s});
  }
  void hitsSayWhereTheWordsStand()
  {
    QFETCH(const QString, text);
    QStringList places;
    for (const auto& hit : hitsOf(*m_store, {text})) {
      if (hit.block != m_sample.html)
        continue;
      QCOMPARE(hit.title, u"Title of welcome"_s);
      for (auto place : hit.places) {
        place.excerpt.insert(place.mark.begin + place.mark.length, u']');
        place.excerpt.insert(place.mark.begin, u'[');
        const QString where = place.spot == SearchPlace::Where::Title  ? u"title"_s
                              : place.spot == SearchPlace::Where::Text ? u"text"_s
                                                                       : place.field;
        places.append(where + u": "_s + place.excerpt);
      }
    }
    QTEST(places, "places");
  }

  void theLimitSaysThatThereIsMore()
  {
    Progress progress;
    const SearchQuery query{u"graded true"_s, SearchQuery::Where::Fields, {}, 2};
    QVERIFY(search(*m_store, query, progress)->hits.isEmpty());
    const auto some = search(*m_store, {u"true"_s, SearchQuery::Where::Fields, {}, 2}, progress);
    QCOMPARE(some->hits.size(), 2);
    QVERIFY(some->hasMore);
    const auto all = search(*m_store, {u"true"_s, SearchQuery::Where::Fields, {}, 100}, progress);
    QVERIFY(all->hits.size() > 2 && !all->hasMore);
  }

  void aCancelledSearchStops()
  {
    Progress progress;
    progress.cancel();
    const auto results = search(*m_store, {u"welcome"_s}, progress);
    QVERIFY(!results);
    QCOMPARE(results.error().kind, Error::Kind::Cancelled);
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
