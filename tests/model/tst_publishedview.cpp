#include "fakes/fakecourse.h"
#include "model/publishedview.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using scriptorium::testing::FakeCourse;

namespace {

BlockVersion holding(const QList<BlockId>& blocks)
{
  BlockVersion version;
  for (const BlockId block : blocks)
    version.children.append({Child::Form::Pointer, block, {}});
  return version;
}

BlockVersion titled(const QString& title)
{
  BlockVersion version;
  version.fields.set(u"display_name"_s, title);
  return version;
}

} // namespace

/// What learners get of a course whose draft says something else.
class TestPublishedView : public QObject
{
  Q_OBJECT

private:
  FakeCourse m_course;
  BlockId m_root, m_kept, m_changed, m_added, m_gone, m_moved;

private Q_SLOTS:
  void init()
  {
    m_course = FakeCourse();
    m_root = m_course.add(u"course"_s, u"run"_s, BlockVersion());
    m_kept = m_course.add(u"vertical"_s, u"kept"_s, BlockVersion());
    m_changed = m_course.add(u"problem"_s, u"changed"_s, titled(u"before"_s));
    m_gone = m_course.add(u"html"_s, u"gone"_s, titled(u"still there"_s));
    m_moved = m_course.add(u"html"_s, u"moved"_s, BlockVersion());
    m_course.publish(m_root, holding({m_moved, m_kept}));
    m_course.publish(m_kept, holding({m_changed, m_gone}));
    m_added = m_course.add(u"html"_s, u"added"_s, BlockVersion());
    m_course.unpublish(m_added);
    m_course.draft(m_changed, titled(u"after"_s));
    m_course.draft(m_kept, holding({m_changed, m_added, m_moved}));
    m_course.draft(m_root, holding({m_kept}));
    m_course.removeDraft(m_gone);
  }

  void showsPublishedStates()
  {
    const auto view = PublishedView::of(m_course);
    QVERIFY(view);
    QCOMPARE(view->version(m_changed)->fields.value(u"display_name"_s), u"before"_s);
    QCOMPARE(m_course.version(m_changed)->fields.value(u"display_name"_s), u"after"_s);
    QCOMPARE(view->block(m_changed)->head, view->block(m_changed)->published);
  }

  void placesBlocksAsPublishedListsSay()
  {
    const auto view = PublishedView::of(m_course);
    QCOMPARE(*view->blocks({}), QList<BlockId>({m_root, m_moved, m_kept, m_changed, m_gone}));
    QCOMPARE(view->block(m_moved)->parent, m_root);
    QCOMPARE(view->block(m_gone)->parent, m_kept);
    QCOMPARE(view->block(m_gone)->position, 1);
    QCOMPARE(*view->blocks(u"html"_s), QList<BlockId>({m_moved, m_gone}));
  }

  void hidesWhatIsOnlyDraft()
  {
    const auto view = PublishedView::of(m_course);
    QCOMPARE(view->block(m_added).error().kind, Error::Kind::NotFound);
    QCOMPARE(view->version(m_added).error().kind, Error::Kind::NotFound);
    QCOMPARE(view->find(u"html"_s, u"added"_s).error().kind, Error::Kind::NotFound);
  }

  void findsWhatTheDraftDeleted()
  {
    const auto view = PublishedView::of(m_course);
    QVERIFY(!m_course.find(u"html"_s, u"gone"_s));
    QCOMPARE(*view->find(u"html"_s, u"gone"_s), m_gone);
  }

  void filesAreTheCourse_s()
  {
    const BlockId file = m_course.addFile(u"policies/p.json"_s, "{}");
    const auto view = PublishedView::of(m_course);
    QCOMPARE(*view->find(kFileType.toString(), u"policies/p.json"_s), file);
    QCOMPARE(view->blob(view->version(file)->body).value(), QByteArray("{}"));
    QCOMPARE(view->blocks({})->contains(file), false);
  }

  void aCourseNeverPublishedIsNone()
  {
    m_course.unpublish(m_root);
    QCOMPARE(PublishedView::of(m_course).error().kind, Error::Kind::NotFound);
  }

  void aBlockInTwoListsStandsOnce()
  {
    m_course.publish(m_root, holding({m_kept, m_changed, m_kept}));
    const auto view = PublishedView::of(m_course);
    QCOMPARE(view->blocks({})->count(m_kept), 1);
    QCOMPARE(view->blocks({})->count(m_changed), 1);
  }
};

SCRIPTORIUM_TEST(TestPublishedView)
#include "tst_publishedview.moc"
