#include "edit/operations.h"
#include "fakes/invariants.h"
#include "fakes/manualclock.h"
#include "fakes/smallcourse.h"
#include "session/coursesession.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// A course under test, with short names for what tests say most.
class Course
{
public:
  Course()
  {
    makeSmallCourse(m_folder.path());
    reopen();
  }
  void reopen()
  {
    m_session.reset();
    auto session = CourseSession::open(m_folder.path(), CourseStore::Mode::ReadWrite, m_types, m_clock);
    Q_ASSERT(session);
    m_session = *std::move(session);
  }
  CourseSession& session() { return *m_session; }
  const CourseStore& store() const { return m_session->store(); }
  const BlockTypes& types() const { return m_types; }
  QString folder() const { return m_folder.path(); }

  BlockId id(const char* name) const
  {
    const QString text = QString::fromLatin1(name);
    const qsizetype slash = text.indexOf(u'/');
    return store().find(text.first(slash), text.sliced(slash + 1)).value_or(BlockId());
  }
  BlockId file(const char* path) const
  {
    return store().find(kFileType.toString(), QString::fromLatin1(path)).value_or(BlockId());
  }
  BlockVersion version(const char* name) const { return store().version(id(name)).value(); }
  QString field(const char* name, const QString& field) const
  {
    return version(name).fields.value(field).value_or(u"-"_s);
  }
  QByteArray bytes(const char* path) const
  {
    return store().blob(store().version(file(path)).value().body).value();
  }
  QStringList children(const char* name) const
  {
    QStringList names;
    const auto blocks = store().childBlocks(id(name)).value();
    for (const BlockId block : blocks)
      names.append(store().block(block).value().urlName);
    return names;
  }
  Sha256 hash() const { return store().contentHash().value(); }
  Result<ChangeSet> run(const CourseSession::Work& work)
  {
    return m_session->run(u"test"_s, u"Test"_s, work);
  }

private:
  QTemporaryDir m_folder;
  BlockTypes m_types = BlockTypes::builtIn();
  ManualClock m_clock;
  std::unique_ptr<CourseSession> m_session;
};

using Step = std::function<Result<Unit>(Course&, Edit&)>;

Result<Unit> breakUnit(Course& course, Edit& edit)
{
  BlockVersion version = course.version("vertical/v3");
  version.children.clear();
  version.fields = {};
  version.bodyForm = BodyForm::Broken;
  version.flags = VersionFlag::Broken;
  version.note = u"It does not end."_s;
  SCRIPTORIUM_TRY_ASSIGN(version.body, edit.addBlob("<vertical>"));
  SCRIPTORIUM_TRY(edit.put(version));
  return Unit{};
}

template <typename T>
Result<Unit> unit(const Result<T>& result)
{
  return result ? Result<Unit>(Unit{}) : result.error();
}

} // namespace
Q_DECLARE_METATYPE(Step)

#define RUN_IN(course, step)                                                                                 \
  do {                                                                                                       \
    const auto result = (course).run([&](Edit& edit) { return unit(step); });                                \
    QVERIFY2(result, qPrintable(result ? QString() : result.error().toString()));                            \
    QCOMPARE(brokenInvariant((course).store()), QString());                                                  \
  } while (false)
#define RUN(step) RUN_IN(course, step)

#define REFUSES(kindOfError, step)                                                                           \
  do {                                                                                                       \
    const auto hashBefore = course.hash();                                                                   \
    const auto refused = course.run([&](Edit& edit) { return unit(step); });                                 \
    QVERIFY(!refused);                                                                                       \
    QCOMPARE(refused.error().kind, kindOfError);                                                             \
    QVERIFY(!refused.error().detail.isEmpty());                                                              \
    QCOMPARE(course.hash(), hashBefore);                                                                     \
  } while (false)

class TestOperations : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyOperationIsUndoneAndRedone_data()
  {
    QTest::addColumn<Step>("step");
    const auto row = [](const char* name, const Step& step) { QTest::newRow(name) << step; };
    row("set a field", [](Course& c, Edit& e) {
      return edit::setField(e, c.types(), c.id("problem/p1"), u"max_attempts"_s, u"3"_s);
    });
    row("set a field that the policy overrides", [](Course& c, Edit& e) {
      return edit::setField(e, c.types(), c.id("html/h1"), u"display_name"_s, u"Hi"_s);
    });
    row("reset a field", [](Course& c, Edit& e) {
      return edit::resetField(e, c.types(), c.id("html/h1"), u"display_name"_s);
    });
    row("rename the course",
        [](Course& c, Edit& e) { return edit::rename(e, c.types(), c.id("course/run"), u"Big"_s); });
    row("set a text", [](Course& c, Edit& e) {
      return edit::setBody(e, c.types(), c.id("html/h1"), QByteArray("a\0b\r\n\xff", 6));
    });
    row("set a problem", [](Course& c, Edit& e) {
      return edit::setBody(e, c.types(), c.id("problem/p1"), "<problem max_attempts='2'><p>3</p></problem>");
    });
    row("break a problem", [](Course& c, Edit& e) {
      return edit::setBody(e, c.types(), c.id("problem/p1"), "<problem><p>3</problem>", true);
    });
    row("add a unit", [](Course& c, Edit& e) {
      return unit(edit::addBlock(e, c.types(), c.id("sequential/s1"), u"vertical"_s, 1));
    });
    row("add a problem below a draft", [](Course& c, Edit& e) {
      return unit(edit::addBlock(e, c.types(), c.id("vertical/d1"), u"problem"_s, -1));
    });
    row("delete a chapter", [](Course& c, Edit& e) {
      return edit::removeBlocks(e, {c.id("chapter/c1"), c.id("html/h1")});
    });
    row("delete what is still published",
        [](Course& c, Edit& e) { return edit::removeBlocks(e, {c.id("html/h4")}); });
    row("duplicate a chapter",
        [](Course& c, Edit& e) { return unit(edit::duplicateBlock(e, c.types(), c.id("chapter/c1"))); });
    row("move units across lessons", [](Course& c, Edit& e) {
      return edit::moveBlocks(e, c.types(), {c.id("vertical/v3"), c.id("vertical/d1"), c.id("vertical/v1")},
                              c.id("sequential/s3"), 0);
    });
    row("move components across units", [](Course& c, Edit& e) {
      return edit::moveBlocks(e, c.types(), {c.id("poll/q1"), c.id("html/h3"), c.id("html/h5")},
                              c.id("vertical/v1"), 1);
    });
    row("move into a draft", [](Course& c, Edit& e) {
      return edit::moveBlocks(e, c.types(), {c.id("html/h1"), c.id("html/h4")}, c.id("vertical/d1"), 0);
    });
    row("move into a unit with draft changes", [](Course& c, Edit& e) {
      return edit::moveBlocks(e, c.types(), {c.id("html/h1"), c.id("poll/q1")}, c.id("vertical/v4"), 0);
    });
    row("paste", [](Course& c, Edit& e) -> Result<Unit> {
      SCRIPTORIUM_TRY_ASSIGN(const auto text, edit::copyBlocks(c.store(), c.types(), {c.id("vertical/v1")}));
      return unit(edit::pasteBlocks(e, c.types(), text, c.id("sequential/s3"), 0));
    });
    row("set a file",
        [](Course&, Edit& e) { return unit(edit::setFile(e, u"static/b.bin"_s, QByteArray(300000, 'x'))); });
    row("remove a file", [](Course&, Edit& e) { return edit::removeFile(e, u"static/a.png"_s); });
    row("rename a file", [](Course& c, Edit& e) {
      return edit::renameFile(e, c.types(), u"static/a.png"_s, u"static/pictures/b c.png"_s);
    });
    row("set a policy field",
        [](Course&, Edit& e) { return edit::setCoursePolicy(e, u"language"_s, "\"de\""); });
    row("set the grading policy",
        [](Course&, Edit& e) { return edit::setGradingPolicy(e, "{\"GRADER\":[],\"GRADE_CUTOFFS\":{}}"); });
    row("publish a draft unit", [](Course& c, Edit& e) { return edit::publish(e, c.id("vertical/d1")); });
    row("publish the whole course", [](Course& c, Edit& e) { return edit::publish(e, c.id("course/run")); });
    row("discard draft changes",
        [](Course& c, Edit& e) { return edit::discardDraft(e, c.id("vertical/v4")); });
  }
  void everyOperationIsUndoneAndRedone()
  {
    QFETCH(Step, step);
    Course course;
    QCOMPARE(brokenInvariant(course.store()), QString());
    const auto start = course.hash();
    RUN(step(course, edit));
    const auto end = course.hash();
    QVERIFY(start != end);
    for (int i = 0; i < 2; ++i) {
      QVERIFY(course.session().undo());
      QCOMPARE(brokenInvariant(course.store()), QString());
      QCOMPARE(course.hash(), start);
      course.reopen();
      QVERIFY(course.session().redo());
      QCOMPARE(brokenInvariant(course.store()), QString());
      QCOMPARE(course.hash(), end);
    }
    RUN(edit::restoreCourse(edit, OpId(1)));
    QCOMPARE(course.hash(), start);
    QVERIFY(course.session().undo());
    QCOMPARE(course.hash(), end);
  }

  void theSameContentKeepsTheVersion()
  {
    Course course;
    const auto before = course.version("problem/p1");
    RUN(edit::setBody(edit, course.types(), course.id("problem/p1"), "<problem><p>2+2?</p></problem>"));
    QCOMPARE(course.version("problem/p1").id, before.id);
    QVERIFY(before.source.isValid());
    RUN(edit::setBody(edit, course.types(), course.id("problem/p1"), "<problem><p>5</p></problem>"));
    QVERIFY(!course.version("problem/p1").source.isValid());
  }

  void publishedFollowsUnlessThereIsADraft()
  {
    Course course;
    const auto block = [&](const char* name) { return course.store().block(course.id(name)).value(); };
    RUN(edit::rename(edit, course.types(), course.id("html/h1"), u"x"_s));
    QCOMPARE(block("html/h1").published, block("html/h1").head);
    const auto published = block("vertical/v4").published;
    RUN(edit::rename(edit, course.types(), course.id("vertical/v4"), u"x"_s));
    QCOMPARE(block("vertical/v4").published, published);
    RUN(edit::rename(edit, course.types(), course.id("vertical/d1"), u"x"_s));
    QVERIFY(!block("vertical/d1").published.isValid());
    BlockId made;
    RUN((made = edit::addBlock(edit, course.types(), course.id("sequential/s1"), u"vertical"_s, 0).value(),
         Result<Unit>(Unit{})));
    QVERIFY(course.store().block(made).value().published.isValid());
    RUN((made = edit::addBlock(edit, course.types(), course.id("vertical/v4"), u"html"_s, 0).value(),
         Result<Unit>(Unit{})));
    QVERIFY(!course.store().block(made).value().published.isValid());
  }

  void thePolicyFollowsTheField()
  {
    Course course;
    RUN(edit::setField(edit, course.types(), course.id("html/h1"), u"display_name"_s, u"Hi"_s));
    QCOMPARE(course.field("html/h1", u"display_name"_s), u"Hi"_s);
    QVERIFY(course.bytes("policies/run/policy.json").contains("\"display_name\": \"Hi\""));
    QVERIFY(
        course.bytes("policies/run/policy.json").startsWith("{\n    \"course/run\": {\n        \"display"));
    RUN(edit::setField(edit, course.types(), course.id("course/run"), u"start"_s, u"2025-02-03T00:00:00Z"_s));
    QVERIFY(course.bytes("policies/run/policy.json").contains("\"start\": \"2025-02-03T00:00:00Z\""));
    RUN(edit::resetField(edit, course.types(), course.id("html/h1"), u"display_name"_s));
    QCOMPARE(course.field("html/h1", u"display_name"_s), u"-"_s);
    QVERIFY(course.bytes("policies/run/policy.json").contains("\"html/h1\": {}"));
    const QByteArray before = course.bytes("policies/run/policy.json");
    RUN(edit::setField(edit, course.types(), course.id("html/h2"), u"display_name"_s, u"Free"_s));
    QCOMPARE(course.bytes("policies/run/policy.json"), before);
  }

  void fieldsThatOlxCannotHoldAreRefused()
  {
    Course course;
    const auto set = [&](Edit& edit, const char* block, const QString& name, const QString& value) {
      return edit::setField(edit, course.types(), course.id(block), name, value);
    };
    REFUSES(Error::Kind::BadInput, set(edit, "html/h1", u"url_name"_s, u"x"_s));
    REFUSES(Error::Kind::BadInput, set(edit, "html/h1", u"a b"_s, u"x"_s));
    REFUSES(Error::Kind::BadInput, set(edit, "html/h1", u"a"_s, u"x\u0001"_s));
    REFUSES(Error::Kind::NotFound, set(edit, "html/no", u"a"_s, u"x"_s));
  }

  void theBodyIsWhatTheAuthorEdits()
  {
    Course course;
    QCOMPARE(edit::body(course.store(), course.id("html/h1")).value(),
             QByteArray("<p><img src=\"/static/a.png\"></p>\r\n"));
    QCOMPARE(edit::body(course.store(), course.id("problem/p1")).value(),
             QByteArray("<problem><p>2+2?</p></problem>"));
    QCOMPARE(edit::body(course.store(), course.id("vertical/v1")).value(), QByteArray());
  }

  void attributesTypedIntoTheXmlBecomeFields()
  {
    Course course;
    RUN(edit::setBody(edit, course.types(), course.id("problem/p1"),
                      "<problem weight=\"2\" display_name=\"New\"><p>5</p></problem>"));
    QCOMPARE(course.field("problem/p1", u"weight"_s), u"2"_s);
    QCOMPARE(course.field("problem/p1", u"display_name"_s), u"New"_s);
    QCOMPARE(course.field("problem/p1", u"markdown"_s), u"null"_s);
    RUN(edit::setBody(edit, course.types(), course.id("problem/p1"),
                      "<problem markdown=\"kept\"><p>6</p></problem>"));
    QCOMPARE(course.field("problem/p1", u"markdown"_s), u"kept"_s);
    QCOMPARE(edit::body(course.store(), course.id("problem/p1")).value(),
             QByteArray("<problem><p>6</p></problem>"));
  }

  void brokenXmlIsRefusedUnlessAllowedAndCanBeRepaired()
  {
    Course course;
    const auto set = [&](Edit& edit, const char* block, const QByteArray& text, bool allow) {
      return edit::setBody(edit, course.types(), course.id(block), text, allow);
    };
    const QByteArray broken = "<problem>\n<p>3</problem>";
    REFUSES(Error::Kind::BadInput, set(edit, "problem/p1", broken, false));
    REFUSES(Error::Kind::BadInput, set(edit, "problem/p1", "<html/>", true));
    REFUSES(Error::Kind::BadInput, set(edit, "poll/q1", "<poll>", true));
    REFUSES(Error::Kind::BadInput, set(edit, "vertical/v1", "<vertical/>", false));
    RUN(set(edit, "problem/p1", broken, true));
    const auto version = course.version("problem/p1");
    QCOMPARE(version.bodyForm, BodyForm::Broken);
    QVERIFY(version.flags.testFlag(VersionFlag::Broken));
    QCOMPARE(version.line, 2);
    const QByteArray text = edit::body(course.store(), course.id("problem/p1")).value();
    QVERIFY(text.startsWith("<problem display_name=\"Quiz\""));
    RUN(set(edit, "problem/p1", QByteArray(text).replace("3</prob", "3</p></prob"), false));
    QCOMPARE(course.version("problem/p1").bodyForm, BodyForm::Element);
    QCOMPARE(course.field("problem/p1", u"display_name"_s), u"Quiz"_s);
    QVERIFY(!course.version("problem/p1").flags.testFlag(VersionFlag::Broken));
  }

  void aNewBlockStandsWhereItWasPut()
  {
    Course course;
    BlockId made;
    RUN((made = edit::addBlock(edit, course.types(), course.id("course/run"), u"chapter"_s, -1).value(),
         Result<Unit>(Unit{})));
    const Block block = course.store().block(made).value();
    QCOMPARE(block.position, 2);
    QCOMPARE(block.urlName.size(), 32);
    QCOMPARE(course.version("course/run").children.last().form, Child::Form::Raw);
    RUN(edit::addBlock(edit, course.types(), course.id("vertical/v1"), u"html"_s, 1));
    QCOMPARE(course.children("vertical/v1").size(), 3);
    QCOMPARE(course.children("vertical/v1").first(), u"h1"_s);
    QCOMPARE(course.children("vertical/v1").last(), u"p1"_s);
    REFUSES(Error::Kind::BadInput, edit::addBlock(edit, course.types(), course.id("html/h1"), u"html"_s, 0));
    REFUSES(Error::Kind::BadInput,
            edit::addBlock(edit, course.types(), course.id("chapter/c1"), u"vertical"_s, 0));
    REFUSES(Error::Kind::NotFound,
            edit::addBlock(edit, course.types(), course.id("vertical/v1"), u"problem"_s, 0, u"no such"_s));
  }

  void movingCountsRowsBeforeTheMove()
  {
    Course course;
    const auto move = [&](Edit& edit, std::initializer_list<const char*> names, const char* parent, int row) {
      QList<BlockId> blocks;
      for (const char* name : names)
        blocks.append(course.id(name));
      return edit::moveBlocks(edit, course.types(), blocks, course.id(parent), row);
    };
    RUN(move(edit, {"vertical/v1"}, "sequential/s1", 2));
    QCOMPARE(course.children("sequential/s1"), QStringList({u"v2"_s, u"v1"_s}));
    RUN(move(edit, {"vertical/v3", "vertical/v1"}, "sequential/s1", 1));
    QCOMPARE(course.children("sequential/s1"), QStringList({u"v2"_s, u"v3"_s, u"v1"_s}));
    QCOMPARE(course.children("sequential/s2"), QStringList({u"d1"_s}));
    const int before = int(course.store().history(100).value().size());
    RUN(move(edit, {"vertical/v3"}, "sequential/s1", 1));
    QCOMPARE(int(course.store().history(100).value().size()), before);
    REFUSES(Error::Kind::BadInput, move(edit, {"sequential/s1"}, "sequential/s1", 0));
    REFUSES(Error::Kind::BadInput, move(edit, {"chapter/c1"}, "sequential/s1", 0));
    REFUSES(Error::Kind::BadInput, move(edit, {"html/h1"}, "sequential/s1", 0));
    REFUSES(Error::Kind::BadInput, move(edit, {"course/run"}, "chapter/c1", 0));
  }

  void onlyWhatMovedIsAnnouncedAsMoved()
  {
    Course course;
    const auto changes = course.run([&](Edit& edit) {
      return edit::moveBlocks(edit, course.types(), {course.id("vertical/v1")}, course.id("sequential/s1"),
                              2);
    });
    QVERIFY(changes);
    QHash<BlockId, Aspects> aspects;
    for (const auto& entry : changes->blocks)
      aspects.insert(entry.block, entry.aspects);
    QCOMPARE(aspects.size(), 3);
    QVERIFY(aspects.value(course.id("sequential/s1")).testFlag(Aspect::Children));
    QCOMPARE(aspects.value(course.id("vertical/v1")), Aspects(Aspect::Place));
    QCOMPARE(aspects.value(course.id("vertical/v2")), Aspects(Aspect::Place));
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

  void aDuplicateIsACopyInAllButItsName()
  {
    Course course;
    BlockId twin;
    RUN((twin = edit::duplicateBlock(edit, course.types(), course.id("vertical/v1")).value(),
         Result<Unit>(Unit{})));
    const Block block = course.store().block(twin).value();
    QCOMPARE(block.position, 1);
    QCOMPARE(course.store().version(twin).value().fields.value(u"display_name"_s), u"Unit 1 (copy)"_s);
    const auto inner = course.store().childBlocks(twin).value();
    QCOMPARE(inner.size(), 2);
    const auto html = course.store().version(inner.first()).value();
    QCOMPARE(html.body, course.version("html/h1").body);
    QCOMPARE(html.fields.value(u"display_name"_s), u"Hello"_s);
    QCOMPARE(html.bodyPath, u"html/%1.html"_s.arg(course.store().block(inner.first()).value().urlName));
    QVERIFY(!html.source.isValid());
  }

  void theClipboardCarriesBlocksAndTheirFiles()
  {
    Course from;
    RUN_IN(from, edit::setBody(edit, from.types(), from.id("html/h2"), QByteArray("\x01<p>&amp;</p>\xff")));
    RUN_IN(from, edit::setBody(edit, from.types(), from.id("video/x1"), "<vid", true));
    const auto text = edit::copyBlocks(
        from.store(), from.types(), {from.id("vertical/v1"), from.id("vertical/v2"), from.id("vertical/v3")});
    QVERIFY2(text, qPrintable(text ? QString() : text.error().toString()));
    Course course;
    RUN(edit::removeBlocks(edit, {course.id("chapter/c1")}));
    RUN(edit::setFile(edit, u"static/a.png"_s, "another"));
    RUN(edit::pasteBlocks(edit, course.types(), *text, course.id("sequential/s3"), 0));
    QCOMPARE(course.children("sequential/s3"), QStringList({u"v1"_s, u"v2"_s, u"v3"_s, u"v4"_s}));
    QCOMPARE(course.children("vertical/v1"), QStringList({u"h1"_s, u"p1"_s}));
    QCOMPARE(course.version("vertical/v1").children.first().raw, QByteArray("<!-- first -->"));
    QCOMPARE(edit::body(course.store(), course.id("html/h1")).value(),
             QByteArray("<p><img src=\"/static/a-1.png\"></p>\r\n"));
    QCOMPARE(course.bytes("static/a-1.png"), from.bytes("static/a.png"));
    QCOMPARE(course.bytes("static/a.png"), QByteArray("another"));
    QCOMPARE(edit::body(course.store(), course.id("html/h2")).value(), QByteArray("\x01<p>&amp;</p>\xff"));
    QCOMPARE(course.version("video/x1").bodyForm, BodyForm::Broken);
    QCOMPARE(course.version("problem/p1").fields, from.version("problem/p1").fields);
    QCOMPARE(edit::body(course.store(), course.id("problem/p1")).value(),
             edit::body(from.store(), from.id("problem/p1")).value());
  }

  void namespacesSurviveTheClipboard()
  {
    Course course;
    const QByteArray body =
        "<feedback xmlns:o=\"http://code.edx.org/xblock/option\"><o:prompts>[]</o:prompts></feedback>";
    RUN(edit::addBlock(edit, course.types(), course.id("vertical/v2"), u"feedback"_s, -1));
    const BlockId made = course.store().childBlocks(course.id("vertical/v2")).value().last();
    RUN(edit::setBody(edit, course.types(), made, body));
    const auto text = edit::copyBlocks(course.store(), course.types(), {made}).value();
    RUN(edit::pasteBlocks(edit, course.types(), text, course.id("vertical/v1"), -1));
    const BlockId twin = course.store().childBlocks(course.id("vertical/v1")).value().last();
    QCOMPARE(edit::body(course.store(), twin).value(), body);
    QVERIFY(course.store().version(twin)->fields.isEquivalent(course.store().version(made)->fields));
    QVERIFY(course.store().version(twin).value().flags.testFlag(VersionFlag::PureXBlock));
  }

  void aBlockWithoutContentIsEditedAsAnEmptyElement()
  {
    Course course;
    RUN(edit::addBlock(edit, course.types(), course.id("vertical/v2"), u"done"_s, -1));
    const BlockId made = course.store().childBlocks(course.id("vertical/v2")).value().last();
    QCOMPARE(course.store().version(made).value().bodyForm, BodyForm::None);
    QCOMPARE(edit::body(course.store(), made).value(), QByteArray("<done/>"));
    const VersionId before = course.store().version(made).value().id;
    RUN(edit::setBody(edit, course.types(), made, "<done></done>"));
    RUN(edit::setBody(edit, course.types(), made, "<done/>"));
    QCOMPARE(course.store().version(made).value().id, before);
    RUN(edit::setBody(edit, course.types(), made, "<done align=\"left\">x</done>"));
    QCOMPARE(course.store().version(made).value().bodyForm, BodyForm::Element);
    RUN(edit::setBody(edit, course.types(), made, "<done/>"));
    QCOMPARE(course.store().version(made).value().bodyForm, BodyForm::None);
  }

  void aBrokenUnitIsRepairedWithItsPointers()
  {
    Course course;
    RUN(edit::setFile(edit, u"problem/lost.xml"_s, "<problem weight='3'><p>x</p></problem>"));
    RUN(edit::setFile(edit, u"html/found.xml"_s, "<html filename='found' display_name='F'/>"));
    RUN(edit::setFile(edit, u"html/found.html"_s, "<i>found</i>"));
    // As an import leaves a unit whose file does not parse: no children, the bytes, the files beside it.
    RUN(breakUnit(course, edit));
    const BlockId unit3 = course.id("vertical/v3");
    QCOMPARE(edit::body(course.store(), unit3).value(), QByteArray("<vertical>"));
    RUN(edit::setBody(
        edit, course.types(), unit3,
        "<vertical display_name='Again'><html url_name='h2'/><problem url_name='lost'/>"
        "<html url_name='found'/><html url_name='h1'/><video url_name='gone'/><!-- c --></vertical>"));
    QCOMPARE(course.children("vertical/v3"), QStringList({u"h2"_s, u"lost"_s, u"found"_s, u"gone"_s}));
    QCOMPARE(course.field("vertical/v3", u"display_name"_s), u"Again"_s);
    QCOMPARE(course.field("problem/lost", u"weight"_s), u"3"_s);
    QCOMPARE(edit::body(course.store(), course.id("html/found")).value(), QByteArray("<i>found</i>"));
    QVERIFY(course.version("video/gone").flags.testFlag(VersionFlag::MissingFile));
    QCOMPARE(course.version("vertical/v3").children[3].form, Child::Form::Alias);
    QVERIFY(!course.file("problem/lost.xml").isValid());
    RUN(edit::removeBlocks(edit, {course.id("html/h1")}));
    QCOMPARE(course.version("vertical/v3").children.size(), 5);
  }

  void pastedBlocksGetNewNamesWhereTheirsAreTaken()
  {
    Course course;
    const auto text = edit::copyBlocks(course.store(), course.types(), {course.id("vertical/v1")}).value();
    RUN(edit::pasteBlocks(edit, course.types(), text, course.id("sequential/s1"), -1));
    const auto units = course.children("sequential/s1");
    QCOMPARE(units.size(), 3);
    QCOMPARE(units.last().size(), 32);
    QCOMPARE(course.store().blocks(kFileType.toString()).value().size(), 5);
  }

  void plainOlxCanBePasted_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("blocks");
    const auto row = [](const char* name, const QByteArray& text, int blocks = -1) {
      QTest::newRow(name) << text << blocks;
    };
    row("one problem", "<problem url_name='new' display_name='x'><p>1</p></problem>", 1);
    row("with a declaration", "<?xml version='1.0'?>\n<problem/>", 1);
    row("two elements", "<problem/><html><![CDATA[<b>x</b>]]></html>", 2);
    row("a unit where only components stand", "<vertical/>");
    row("no OLX", "hello");
    row("text between", "<problem/>hello<problem/>");
    row("nothing", "");
    row("a course", "<course/>");
    row("another clipboard form", "<olx-clipboard version='2'><problem/></olx-clipboard>");
  }
  void plainOlxCanBePasted()
  {
    QFETCH(QByteArray, text);
    QFETCH(int, blocks);
    Course course;
    if (blocks < 0) {
      REFUSES(Error::Kind::BadInput,
              edit::pasteBlocks(edit, course.types(), text, course.id("vertical/v1"), 0));
      return;
    }
    RUN(edit::pasteBlocks(edit, course.types(), text, course.id("vertical/v1"), 0));
    QCOMPARE(course.children("vertical/v1").size(), 2 + blocks);
  }

  void aRenamedFileIsFoundUnderItsNewName()
  {
    Course course;
    RUN(edit::renameFile(edit, course.types(), u"static/a.png"_s, u"static/b c.png"_s));
    QVERIFY(!course.file("static/a.png").isValid());
    QCOMPARE(course.bytes("static/b c.png"), QByteArray("\x89PNG\0\1\2", 7));
    QCOMPARE(edit::body(course.store(), course.id("html/h1")).value(),
             QByteArray("<p><img src=\"/static/b c.png\"></p>\r\n"));
    QCOMPARE(course.bytes("about/overview.html"),
             QByteArray("<p>See <a href='/static/b c.png'>this</a></p>"));
    QVERIFY(course.bytes("policies/assets.json").contains("\"b_c.png\": {"));
    QVERIFY(course.bytes("policies/assets.json").contains("\"displayname\": \"b c.png\""));
    REFUSES(Error::Kind::Conflict,
            edit::renameFile(edit, course.types(), u"static/b c.png"_s, u"course.xml"_s));
    REFUSES(Error::Kind::NotFound, edit::renameFile(edit, course.types(), u"static/x"_s, u"static/y"_s));
  }

  void pathsOutsideTheCourseAreRefused_data()
  {
    QTest::addColumn<QString>("path");
    for (const char* path :
         {"", "/etc/passwd", "../x", "a//b", "a/./b", "a\\b", "html/h1.xml", "html/h1.html"})
      QTest::newRow(path) << QString::fromLatin1(path);
  }
  void pathsOutsideTheCourseAreRefused()
  {
    QFETCH(QString, path);
    Course course;
    REFUSES(Error::Kind::BadInput, edit::setFile(edit, path, "x"));
  }

  void aFileFromDiskIsTakenIn_data()
  {
    QTest::addColumn<int>("bytes");
    QTest::newRow("a small one") << 10;
    QTest::newRow("a large one") << 3'000'000;
  }
  void aFileFromDiskIsTakenIn()
  {
    QFETCH(int, bytes);
    Course course;
    QTemporaryDir folder;
    QFile file(folder.filePath(u"f"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray content(bytes, 'z');
    file.write(content);
    file.close();
    RUN(edit::importFile(edit, u"static/f.bin"_s, file.fileName()));
    QCOMPARE(course.bytes("static/f.bin"), content);
    REFUSES(Error::Kind::NotFound, edit::importFile(edit, u"static/g.bin"_s, folder.filePath(u"none"_s)));
  }

  void tabsThatStudioRefusesAreRefused_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isFine");
    const auto row = [](const char* name, const QByteArray& json, bool fine = false) {
      QTest::newRow(name) << json << fine;
    };
    row("courseware first", R"([{"type":"courseware"},{"type":"static_tab","name":"x","url_slug":"y"}])",
        true);
    row("the old info tab first", R"([{"type":"course_info"},{"type":"courseware"}])", true);
    row("empty", "[]", true);
    row("another first", R"([{"type":"wiki"}])");
    row("twice", R"([{"type":"courseware"},{"type":"wiki"},{"type":"wiki"}])");
    row("no slug", R"([{"type":"courseware"},{"type":"static_tab","name":"x"}])");
    row("no list", "{}");
    row("no JSON", "[");
  }
  void tabsThatStudioRefusesAreRefused()
  {
    QFETCH(QByteArray, json);
    QFETCH(bool, isFine);
    Course course;
    if (isFine)
      RUN(edit::setCoursePolicy(edit, u"tabs"_s, json));
    else
      REFUSES(Error::Kind::BadInput, edit::setCoursePolicy(edit, u"tabs"_s, json));
  }

  void anEarlierVersionComesBackWithItsBlocks()
  {
    Course course;
    const auto start = course.hash();
    const BlockId unit1 = course.id("vertical/v1");
    const VersionId before = course.version("vertical/v1").id;
    RUN(edit::removeBlocks(edit, {course.id("html/h1")}));
    RUN(edit::addBlock(edit, course.types(), unit1, u"problem"_s, 0));
    RUN(edit::restoreVersion(edit, unit1, before));
    QCOMPARE(course.hash(), start);
    QCOMPARE(course.version("vertical/v1").id, before);
    RUN(edit::moveBlocks(edit, course.types(), {course.id("html/h1")}, course.id("vertical/v2"), 0));
    RUN(edit::restoreVersion(edit, unit1, before));
    QCOMPARE(course.children("vertical/v1"), QStringList({u"p1"_s}));
    QCOMPARE(course.children("vertical/v2").first(), u"h1"_s);
    REFUSES(Error::Kind::BadInput, edit::restoreVersion(edit, course.id("html/h1"), before));
  }

  void theCourseGoesBackToAnyStep()
  {
    Course course;
    RUN(edit::rename(edit, course.types(), course.id("html/h2"), u"One"_s));
    const OpId step = course.store().history(1).value().first().id;
    const auto then = course.hash();
    RUN(edit::removeBlocks(edit, {course.id("chapter/c1")}));
    RUN(edit::rename(edit, course.types(), course.id("html/h4"), u"Two"_s));
    QVERIFY(course.session().undo());
    RUN(edit::restoreCourse(edit, step));
    QCOMPARE(course.hash(), then);
    REFUSES(Error::Kind::NotFound, edit::restoreCourse(edit, OpId(99)));
  }
};

SCRIPTORIUM_TEST(TestOperations)
#include "tst_operations.moc"
