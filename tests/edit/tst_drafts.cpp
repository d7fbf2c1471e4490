#include "edit/editcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// Gives a block a draft of its own, as an import of drafts/ leaves it.
Result<Unit> startDraft(const Course& course, Edit& edit, const char* name)
{
  const Block block = course.store().block(course.id(name)).value();
  BlockVersion version = course.version(name);
  version.fields.set(u"display_name"_s, u"Draft of %1"_s.arg(block.urlName));
  SCRIPTORIUM_TRY_ASSIGN(const VersionId head, edit.put(std::move(version)));
  return edit.point(block.id, head, block.published);
}

/// The small course with one more of everything that a draft can hold: vertical/v4, which has a draft, also
/// holds split_test/t1 with html/h6, both with drafts of their own, as html/h4 has one.
void addDrafts(Course& course)
{
  RUN(edit::pasteBlocks(edit, course.types(),
                        "<split_test url_name='t1'><html url_name='h6'>six</html></split_test>",
                        course.id("vertical/v4"), -1));
  RUN(edit::publish(edit, course.id("vertical/v4")));
  RUN(startDraft(course, edit, "vertical/v4"));
  for (const char* name : {"html/h4", "split_test/t1", "html/h6"})
    RUN(startDraft(course, edit, name));
  RUN(edit::pasteBlocks(edit, course.types(), "<html url_name='n1'>new</html>", course.id("vertical/v4"),
                        -1));
}

QString stateOf(const CourseStore& store, BlockId id)
{
  const Block block = store.block(id).value();
  return !block.published.isValid()      ? u"draft"_s
         : block.published == block.head ? u"published"_s
                                         : u"changed"_s;
}

/// The states of a block and of all below it: "published", or "draft: published" …
QString statesOf(const CourseStore& store, BlockId id)
{
  QString text = stateOf(store, id);
  const auto children = store.childBlocks(id).value();
  for (const BlockId child : children)
    text += u' ' + statesOf(store, child);
  return text;
}

} // namespace

class TestDrafts : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whereABlockComesDecidesWhetherItIsPublished_data()
  {
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QByteArray>("parent");
    QTest::addColumn<QString>("states");
    const auto row = [](const char* name, const QString& verb, const char* block, const char* parent,
                        const QString& states) {
      QTest::newRow(name) << verb << QByteArray(block) << QByteArray(parent) << states;
    };
    const QString move = u"move"_s;
    const QString paste = u"paste"_s;
    const QString copy = u"duplicate"_s;
    row("move published to published", move, "html/h1", "vertical/v2", u"published"_s);
    row("move changed to published", move, "html/h4", "vertical/v2", u"published"_s);
    row("move new of a changed unit to published", move, "html/n1", "vertical/v2", u"published"_s);
    row("move published of a changed unit to published", move, "html/h5", "vertical/v2", u"published"_s);
    row("move new of a new unit to published", move, "html/h3", "vertical/v2", u"published"_s);
    row("move changed with changed to published", move, "split_test/t1", "vertical/v2",
        u"published published"_s);
    row("move out of a changed container to published", move, "html/h6", "vertical/v2", u"published"_s);
    row("move published to changed", move, "html/h1", "vertical/v4", u"draft"_s);
    row("move new to changed", move, "html/h3", "vertical/v4", u"draft"_s);
    row("move within changed", move, "html/n1", "vertical/v4", u"draft"_s);
    row("move published to new", move, "html/h1", "vertical/d1", u"draft"_s);
    row("move changed to new", move, "html/h4", "vertical/d1", u"changed"_s);
    row("move new to new", move, "html/n1", "vertical/d1", u"draft"_s);
    row("move a published unit", move, "vertical/v1", "sequential/s3", u"published published published"_s);
    row("move a changed unit", move, "vertical/v4", "sequential/s1",
        u"changed changed published changed changed draft"_s);
    row("move a new unit", move, "vertical/d1", "sequential/s1", u"draft draft"_s);
    row("move a lesson", move, "sequential/s2", "chapter/c2", u"published published published draft draft"_s);

    row("paste published to published", paste, "html/h1", "vertical/v2", u"published"_s);
    row("paste changed to published", paste, "html/h4", "vertical/v2", u"published"_s);
    row("paste new to published", paste, "html/h3", "vertical/v2", u"published"_s);
    row("paste changed with changed to published", paste, "split_test/t1", "vertical/v2",
        u"published published"_s);
    row("paste published to changed", paste, "html/h1", "vertical/v4", u"draft"_s);
    row("paste changed to changed", paste, "html/h4", "vertical/v4", u"draft"_s);
    row("paste published to new", paste, "html/h1", "vertical/d1", u"draft"_s);
    row("paste a published unit", paste, "vertical/v1", "sequential/s3", u"published published published"_s);
    row("paste a changed unit", paste, "vertical/v4", "sequential/s1",
        u"draft draft draft draft draft draft"_s);
    row("paste a new unit", paste, "vertical/d1", "sequential/s1", u"draft draft"_s);
    row("paste a lesson", paste, "sequential/s2", "chapter/c2",
        u"published published published draft draft"_s);

    row("duplicate published", copy, "html/h1", "vertical/v1", u"published"_s);
    row("duplicate changed", copy, "html/h4", "vertical/v4", u"draft"_s);
    row("duplicate new in changed", copy, "html/n1", "vertical/v4", u"draft"_s);
    row("duplicate new in new", copy, "html/h3", "vertical/d1", u"draft"_s);
    row("duplicate a published unit", copy, "vertical/v1", "sequential/s1",
        u"published published published"_s);
    row("duplicate a changed unit", copy, "vertical/v4", "sequential/s3",
        u"draft draft draft draft draft draft"_s);
    row("duplicate a new unit", copy, "vertical/d1", "sequential/s2", u"draft draft"_s);
    row("duplicate a lesson", copy, "sequential/s2", "chapter/c1",
        u"published published published draft draft"_s);
  }
  void whereABlockComesDecidesWhetherItIsPublished()
  {
    QFETCH(QString, verb);
    QFETCH(QByteArray, block);
    QFETCH(QByteArray, parent);
    QFETCH(QString, states);
    Course course;
    addDrafts(course);
    const auto start = course.hash();
    const BlockId from = course.id(block);
    const BlockId to = course.id(parent);
    BlockId made = from;
    RUN(([&]() -> Result<Unit> {
      if (verb == "move"_L1)
        return edit::moveBlocks(edit, course.types(), {from}, to, 0);
      if (verb == "duplicate"_L1) {
        SCRIPTORIUM_TRY_ASSIGN(made, edit::duplicateBlock(edit, course.types(), from));
        return Unit{};
      }
      SCRIPTORIUM_TRY_ASSIGN(const auto text, edit::copyBlocks(course.store(), course.types(), {from}));
      SCRIPTORIUM_TRY_ASSIGN(const auto tops, edit::pasteBlocks(edit, course.types(), text, to, 0));
      made = tops.first();
      return Unit{};
    }()));
    QCOMPARE(course.store().block(made).value().parent, to);
    QCOMPARE(statesOf(course.store(), made), states);
    const auto fields = course.store().version(made).value().fields;
    QVERIFY(!fields.contains(u"clipboard-draft"_s));
    QVERIFY(course.session().undo());
    QCOMPARE(brokenInvariant(course.store()), QString());
    QCOMPARE(course.hash(), start);
  }

  /// In a content library every block is published by itself, whatever lists it.
  void aLibrarysComponentKeepsItsStateInAnyUnit()
  {
    QTemporaryDir folder;
    CourseMaker make(folder.path());
    const auto h = make.add(u"html"_s, u"h"_s, {}, {}, "x");
    const auto n = make.addDraft(u"html"_s, u"n"_s, {}, {}, "y");
    const auto draft = make.addDraft(u"unit"_s, u"draft"_s, {});
    const auto live = make.add(u"unit"_s, u"live"_s, {});
    make.finish(
        make.add(u"library"_s, u"library"_s, {pointer(h), draftOnly(n), draftOnly(draft), pointer(live)}));
    const BlockTypes types = BlockTypes::builtIn();
    const ManualClock clock;
    const auto session = CourseSession::open(folder.path(), CourseStore::Mode::ReadWrite, types, clock);
    const auto state = [&](BlockId id) { return stateOf((*session)->store(), id); };
    for (const BlockId unit : {draft, live}) {
      const auto moved = (*session)->run(u"move"_s, u"Move"_s, [&](Edit& edit) -> Result<Unit> {
        return edit::moveBlocks(edit, types, {h, n}, unit, 0);
      });
      QVERIFY2(moved, moved ? "" : qPrintable(moved.error().toString()));
      QCOMPARE(state(h), u"published"_s);
      QCOMPARE(state(n), u"draft"_s);
    }
    BlockId twin;
    QVERIFY((*session)->run(u"copy"_s, u"Copy"_s, [&](Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY_ASSIGN(twin, edit::duplicateBlock(edit, types, draft));
      return Unit{};
    }));
    QCOMPARE(state(twin), u"draft"_s);
  }

  void aMovedDraftStaysADraft()
  {
    Course course;
    RUN(edit::moveBlocks(edit, course.types(), {course.id("vertical/d1")}, course.id("sequential/s1"), 0));
    QCOMPARE(course.version("sequential/s1").children.first().form, Child::Form::DraftOnly);
    QVERIFY(!course.store().block(course.id("vertical/d1")).value().published.isValid());
    RUN(edit::publish(edit, course.id("vertical/d1")));
    QCOMPARE(course.version("sequential/s1").children.first().form, Child::Form::Pointer);
    QVERIFY(course.store().block(course.id("html/h3")).value().published.isValid());
  }

  void whatTheDraftDeletesIsPublishedUntilThen()
  {
    Course course;
    RUN(edit::removeBlocks(edit, {course.id("html/h4")}));
    QVERIFY(course.id("html/h4").isValid());
    QCOMPARE(course.children("vertical/v4"), QStringList({u"h5"_s}));
    RUN(edit::publish(edit, course.id("vertical/v4")));
    QVERIFY(!course.id("html/h4").isValid());
    QVERIFY(course.session().undo());
    RUN(edit::discardDraft(edit, course.id("vertical/v4")));
    QCOMPARE(course.children("vertical/v4"), QStringList({u"h4"_s}));
    QVERIFY(!course.id("html/h5").isValid());
    QCOMPARE(course.field("vertical/v4", u"display_name"_s), u"Unit 4"_s);
    REFUSES(Error::Kind::BadInput, edit::discardDraft(edit, course.id("vertical/d1")));
  }
};

SCRIPTORIUM_TEST(TestDrafts)
#include "tst_drafts.moc"
