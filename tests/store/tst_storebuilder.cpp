// ctest-labels: concurrent;fast
#include "store/coursestore.h"
#include "store/samplestore.h"
#include "store/storebuilder.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestStoreBuilder : public QObject
{
  Q_OBJECT

private:
  QTemporaryDir m_folder;
  SampleCourse m_sample;
  std::unique_ptr<CourseStore> m_store;

private Q_SLOTS:
  void initTestCase()
  {
    const auto sample = buildSample(m_folder.path());
    QVERIFY2(sample.has_value(), sample ? "" : qPrintable(sample.error().toString()));
    m_sample = *sample;
    auto store = CourseStore::open(m_folder.path(), CourseStore::Mode::ReadOnly);
    QVERIFY2(store.has_value(), store ? "" : qPrintable(store.error().toString()));
    m_store = *std::move(store);
  }

  void whatWasBuiltIsRead()
  {
    QCOMPARE(m_store->key().toString(), u"course-v1:edX+Sample+2024"_s);
    QCOMPARE(m_store->root(), m_sample.course);
    QCOMPARE(m_store->meta(u"title"_s), u"A sample"_s);
    const auto html = m_store->version(m_sample.html);
    QVERIFY(html.has_value());
    QCOMPARE(html->fields.value(u"display_name"_s).value_or(QString()), u"Title of welcome"_s);
    QCOMPARE(html->bodyForm, BodyForm::Text);
    const auto body = m_store->blob(html->body);
    QVERIFY(body.has_value());
    QCOMPARE(*body, QByteArray(kSampleHtml));
    QVERIFY(html->source.isValid());
    QCOMPARE(m_store->find(u"html"_s, u"welcome"_s).value_or(BlockId{}), m_sample.html);
    QVERIFY(!m_store->find(u"html"_s, u"missing"_s));
  }

  void theOutlineIsInOrder()
  {
    const auto outline = m_store->outline();
    QVERIFY(outline.has_value());
    QStringList names;
    for (const auto& row : *outline)
      names.append(row.urlName);
    QCOMPARE(names, QStringList({u"2024"_s, u"week1"_s, u"lesson"_s, u"unit"_s, u"welcome"_s, u"quiz"_s,
                                 u"later"_s}));
    QCOMPARE(outline->at(6).position, 1);
    QVERIFY(outline->at(6).isDraft);
    QVERIFY(outline->at(5).hasDraftChanges);
    QVERIFY(!outline->at(4).hasDraftChanges);
    QCOMPARE(outline->at(4).title, u"Title of welcome"_s);
  }

  void childrenKeepTheirForms()
  {
    const auto lesson = m_store->version(*m_store->find(u"sequential"_s, u"lesson"_s));
    QVERIFY(lesson.has_value());
    QCOMPARE(lesson->children.size(), 3);
    QCOMPARE(lesson->children.at(1).raw, QByteArray("<!-- a \xc3\xa9 comment -->"));
    QCOMPARE(lesson->children.at(2).form, Child::Form::DraftOnly);
    const auto blocks = m_store->childBlocks(lesson->block);
    QVERIFY(blocks.has_value());
    QCOMPARE(blocks->size(), 2);
  }

  void assetsLieBesideTheDatabase()
  {
    const auto file = m_store->version(m_sample.asset);
    QVERIFY(file.has_value());
    const auto bytes = m_store->blob(file->body);
    QVERIFY(bytes.has_value());
    QCOMPARE(*bytes, sampleAsset());
    const QString hex = QString::fromLatin1(sha256(sampleAsset()).hex());
    QVERIFY(QFile::exists(m_folder.path() + u"/assets/"_s + hex.left(2) + u'/' + hex));
  }

  void filesAreNoBlocks()
  {
    const auto all = m_store->blocks({});
    const auto files = m_store->blocks(kFileType.toString());
    QVERIFY(all.has_value() && files.has_value());
    QCOMPARE(all->size(), 7);
    QCOMPARE(*files, QList<BlockId>({m_sample.file, m_sample.asset}));
  }

  void theImportIsTheFirstOpAndCannotBeUndone()
  {
    const auto history = m_store->history(10);
    QVERIFY(history.has_value());
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().kind, u"import"_s);
    QVERIFY(!m_store->undoable()->has_value());
    const auto block = m_store->blockHistory(m_sample.problem);
    QVERIFY(block.has_value());
    QCOMPARE(block->size(), 1);
    QVERIFY(block->first().newHead != block->first().newPublished);
  }

  void eachLiveGivesHeadAndPublished()
  {
    int live = 0;
    int withDraft = 0;
    const auto done = m_store->eachLive([&](const CourseStore::LiveBlock& block) -> Result<Unit> {
      ++live;
      withDraft += block.published ? 1 : 0;
      return Unit{};
    });
    QVERIFY(done.has_value());
    QCOMPARE(live, 9);
    QCOMPARE(withDraft, 1);
  }

  void theContentHashKnowsNoIds()
  {
    const QTemporaryDir other;
    const auto sample = buildSample(other.path(), 5);
    QVERIFY2(sample.has_value(), sample ? "" : qPrintable(sample.error().toString()));
    const auto store = CourseStore::open(other.path(), CourseStore::Mode::ReadOnly);
    QVERIFY(store.has_value());
    QVERIFY(sample->html != m_sample.html);
    QCOMPARE((*store)->contentHash()->hex(), m_store->contentHash()->hex());
  }

  void anUnfinishedBuildCannotBeOpened()
  {
    const QTemporaryDir other;
    {
      const auto builder = StoreBuilder::create(other.path());
      QVERIFY(builder.has_value());
      (*builder)->addBlock(u"course"_s, u"a"_s);
    }
    QVERIFY(!CourseStore::open(other.path(), CourseStore::Mode::ReadOnly));
  }
};

SCRIPTORIUM_TEST(TestStoreBuilder)
#include "tst_storebuilder.moc"
