#include "edit/coursefiles.h"
#include "support/testmain.h"
#include "ui/opencourse.h"

#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

using Make = std::function<Step(OpenCourse&)>;

const FieldSpec& spec(OpenCourse& course, const QString& type, const QString& field)
{
  return *course.document().types().field(type, field);
}

/// Something that is no operation's: what a row needs to be there first.
bool prepare(OpenCourse& course, const std::function<Result<Unit>(Edit&)>& work)
{
  const Step step{u"test"_s, u"Prepare"_s, u"prepare"_s, [&](Edit& edit) -> Result<QList<BlockId>> {
                    SCRIPTORIUM_TRY(work(edit));
                    return QList<BlockId>();
                  }};
  return course.document().run(step).has_value();
}

/// Lets vertical/v2 refer to html/h1, which stands in vertical/v1.
bool makeAlias(OpenCourse& course)
{
  return prepare(course, [&](Edit& edit) -> Result<Unit> {
    SCRIPTORIUM_TRY_ASSIGN(auto version, edit.current(course.block(u"vertical/v2"_s)));
    version.children.append(Child{Child::Form::Alias, course.block(u"html/h1"_s), {}});
    SCRIPTORIUM_TRY(edit.put(std::move(version)));
    return Unit{};
  });
}

} // namespace

Q_DECLARE_METATYPE(Make)

/// Every edit as the author meets it: one step, under a name, that undo takes back.
class TestSteps : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void eachIsOneNamedStepThatUndoTakesBack_data();
  void eachIsOneNamedStepThatUndoTakesBack();
  void typingInOneFieldIsOneStep_data();
  void typingInOneFieldIsOneStep();
  void aMinuteLaterItIsAnotherStep();
  void whatFailsIsSaidOnceAndChangesNothing();
  void whatIsTypedIsStoredOnceBeforeAStep();
  void aReadOnlyCourseRefusesEachStep();
  void copyingAsksForTheTextThatIsStillTyped();

private:
  void blockRows();
  void fileRows();
  void historyRows();
};

void TestSteps::eachIsOneNamedStepThatUndoTakesBack_data()
{
  QTest::addColumn<Make>("make");
  QTest::addColumn<QString>("label");
  QTest::addColumn<QString>("kind");
  QTest::addColumn<int>("made");
  blockRows();
  fileRows();
  historyRows();
}

void TestSteps::blockRows()
{
  const auto row = [](const char* name, const Make& make, const QString& label, const QString& kind,
                      int made = 0) { QTest::newRow(name) << make << label << kind << made; };
  row(
      "set a field",
      [](OpenCourse& c) {
        return steps::setField(c.document(), {c.block(u"problem/p1"_s)},
                               spec(c, u"problem"_s, u"max_attempts"_s), u"2"_s);
      },
      u"Change Maximum attempts of “Quiz”"_s, u"field"_s);
  row(
      "reset a field",
      [](OpenCourse& c) {
        return steps::resetField(c.document(), {c.block(u"problem/p1"_s)},
                                 spec(c, u"problem"_s, u"markdown"_s));
      },
      u"Reset Markdown of “Quiz”"_s, u"field"_s);
  row(
      "rename",
      [](OpenCourse& c) { return steps::rename(c.document(), c.block(u"vertical/v3"_s), u"New"_s); },
      u"Rename “Unit 3”"_s, u"rename"_s);
  row(
      "edit a text",
      [](OpenCourse& c) { return steps::setBody(c.document(), c.block(u"html/h2"_s), "<b>new</b>"); },
      u"Edit text of “Second”"_s, u"body"_s);
  row(
      "add a block",
      [](OpenCourse& c) { return steps::addBlock(c.document(), c.block(u"vertical/v3"_s), u"html"_s, 0); },
      u"Add Text"_s, u"add"_s, 1);
  row(
      "delete one",
      [](OpenCourse& c) { return steps::removeBlocks(c.document(), {c.block(u"vertical/v3"_s)}); },
      u"Delete “Unit 3”"_s, u"delete"_s);
  row(
      "duplicate two",
      [](OpenCourse& c) {
        return steps::duplicateBlocks(c.document(), {c.block(u"html/h2"_s), c.block(u"vertical/v1"_s)});
      },
      u"Duplicate 2 blocks"_s, u"duplicate"_s, 2);
  row(
      "move",
      [](OpenCourse& c) {
        return steps::moveBlocks(c.document(), {c.block(u"vertical/v1"_s)}, c.block(u"sequential/s2"_s), 0);
      },
      u"Move “Unit 1”"_s, u"move"_s);
  row(
      "move a reference",
      [](OpenCourse& c) {
        Q_ASSERT(makeAlias(c));
        return steps::moveAliases(c.document(), {c.block(u"html/h1"_s)}, c.block(u"vertical/v2"_s),
                                  c.block(u"vertical/v3"_s), 0);
      },
      u"Move the reference to “Hello”"_s, u"move"_s);
  row(
      "remove a reference",
      [](OpenCourse& c) {
        Q_ASSERT(makeAlias(c));
        return steps::removeAliases(c.document(), {c.block(u"html/h1"_s)}, c.block(u"vertical/v2"_s));
      },
      u"Remove the reference to “Hello”"_s, u"delete"_s);
  row(
      "paste",
      [](OpenCourse& c) {
        const auto clipboard = c.document().copy({c.block(u"html/h2"_s)});
        return steps::pasteBlocks(c.document(), clipboard.value_or(QByteArray()), c.block(u"vertical/v1"_s),
                                  -1);
      },
      u"Paste into “Unit 1”"_s, u"paste"_s, 1);
  row(
      "publish", [](OpenCourse& c) { return steps::publish(c.document(), {c.block(u"vertical/v4"_s)}); },
      u"Publish “Unit 4, new”"_s, u"publish"_s);
  row(
      "discard a draft",
      [](OpenCourse& c) { return steps::discardDraft(c.document(), {c.block(u"vertical/v4"_s)}); },
      u"Discard the changes of “Unit 4, new”"_s, u"restore"_s);
}

void TestSteps::fileRows()
{
  const auto row = [](const char* name, const Make& make, const QString& label, const QString& kind,
                      int made = 0) { QTest::newRow(name) << make << label << kind << made; };
  row(
      "write a file", [](OpenCourse&) { return steps::setFile(u"about/overview.html"_s, "<p>New</p>"); },
      u"Change “overview.html”"_s, u"file"_s, 1);
  row(
      "import two files",
      [](OpenCourse&) {
        return steps::importFiles({{u"static/x.png"_s, "x", {}}, {u"static/y.png"_s, "y", {}}});
      },
      u"Add 2 files"_s, u"file"_s, 2);
  row(
      "delete a file", [](OpenCourse&) { return steps::removeFiles({u"static/a.png"_s}); },
      u"Delete “a.png”"_s, u"delete"_s);
  row(
      "rename a file",
      [](OpenCourse& c) { return steps::renameFile(c.document(), u"static/a.png"_s, u"static/b.png"_s); },
      u"Rename “a.png”"_s, u"rename"_s);
  row(
      "change the course's policy",
      [](OpenCourse& c) {
        return steps::setCoursePolicy(c.document(), u"advanced_modules"_s, u"Advanced modules"_s,
                                      "[\"poll\"]");
      },
      u"Change Advanced modules of the course"_s, u"policy"_s);
  row(
      "change the grading policy",
      [](OpenCourse&) {
        return steps::setGradingPolicy("{\"GRADER\": [], \"GRADE_CUTOFFS\": {\"Pass\": 0.5}}");
      },
      u"Change the grading policy"_s, u"policy"_s);
}

void TestSteps::historyRows()
{
  const auto row = [](const char* name, const Make& make, const QString& label) {
    QTest::newRow(name) << make << label << u"restore"_s << 0;
  };
  row(
      "bring a version back",
      [](OpenCourse& c) {
        const BlockId block = c.block(u"html/h2"_s);
        const VersionId first = c.document().store().version(block)->id;
        c.document().run(steps::setBody(c.document(), block, "<b>other</b>"));
        return steps::restoreVersion(c.document(), block, first, u"Import"_s);
      },
      u"Restore “Second” as of “Import”"_s);
  row(
      "bring a deleted block back",
      [](OpenCourse& c) {
        const BlockId unit = c.block(u"vertical/v3"_s);
        c.document().run(steps::removeBlocks(c.document(), {unit}));
        return steps::restoreDeleted(unit, u"Unit 3"_s);
      },
      u"Bring back “Unit 3”"_s);
  row(
      "go back to a step",
      [](OpenCourse& c) {
        c.document().run(steps::rename(c.document(), c.block(u"vertical/v3"_s), u"Other"_s));
        return steps::restoreCourse(c.document().store().history(10).value().last());
      },
      u"Go back to after “Import small course”"_s);
}

void TestSteps::eachIsOneNamedStepThatUndoTakesBack()
{
  QFETCH(Make, make);
  QFETCH(QString, label);
  QFETCH(QString, kind);
  QFETCH(int, made);
  OpenCourse course;
  CourseDocument& document = course.document();
  QSignalSpy failed(&document, &CourseDocument::failed);
  const Step step = make(course);
  const Sha256 before = course.contentHash();
  const qsizetype steps = course.history().size();

  const auto blocks = document.run(step);
  QVERIFY2(blocks, qPrintable(failed.isEmpty() ? QString() : failed[0][0].value<Error>().toString()));
  QCOMPARE(blocks->size(), made);
  for (const BlockId block : *blocks)
    QVERIFY(document.store().version(block));
  QVERIFY(course.contentHash() != before);
  QCOMPARE(course.history().size(), steps + 1);
  QCOMPARE(document.undoLabel(), label);
  QCOMPARE(document.store().history(1)->first().kind, kind);
  QVERIFY(step.verb.front().isLower());

  QVERIFY(document.undo());
  QVERIFY(course.contentHash() == before);
  QCOMPARE(document.redoLabel(), label);
}

void TestSteps::typingInOneFieldIsOneStep_data()
{
  QTest::addColumn<QString>("field");
  QTest::newRow("a setting") << u"showanswer"_s;
  QTest::newRow("the title itself") << u"display_name"_s;
}

void TestSteps::typingInOneFieldIsOneStep()
{
  QFETCH(QString, field);
  OpenCourse course;
  const BlockId block = course.block(u"problem/p1"_s);
  const FieldSpec& typed = spec(course, u"problem"_s, field);
  const Sha256 before = course.contentHash();
  for (const auto& text : {u"always"_s, u"never"_s, u"past_due"_s}) {
    QVERIFY(course.document().run(steps::setField(course.document(), {block}, typed, text)));
    course.clock().advance(std::chrono::seconds(5));
  }
  QCOMPARE(course.history().size(), 1);
  QCOMPARE(course.field(u"problem/p1"_s, field), u"past_due"_s);
  QVERIFY(course.document().undo());
  QVERIFY(course.contentHash() == before);
}

void TestSteps::aMinuteLaterItIsAnotherStep()
{
  OpenCourse course;
  const BlockId block = course.block(u"problem/p1"_s);
  const FieldSpec& typed = spec(course, u"problem"_s, u"max_attempts"_s);
  for (const auto& text : {u"1"_s, u"2"_s}) {
    QVERIFY(course.document().run(steps::setField(course.document(), {block}, typed, text)));
    course.clock().advance(std::chrono::seconds(61));
  }
  QCOMPARE(course.history().size(), 2);
  QVERIFY(course.document().undo());
  QCOMPARE(course.field(u"problem/p1"_s, u"max_attempts"_s), u"1"_s);
}

void TestSteps::whatFailsIsSaidOnceAndChangesNothing()
{
  OpenCourse course;
  CourseDocument& document = course.document();
  QSignalSpy failed(&document, &CourseDocument::failed);
  const Sha256 before = course.contentHash();
  // A chapter does not go into a unit.
  QVERIFY(!document.run(
      steps::moveBlocks(document, {course.block(u"chapter/c1"_s)}, course.block(u"vertical/v4"_s), 0)));
  QCOMPARE(failed.size(), 1);
  QCOMPARE(failed[0][1].toString(), u"move “Week 1”"_s);
  QVERIFY(course.contentHash() == before);
  // What an editor stores it tells of itself.
  QVERIFY(!document.attempt(steps::setBody(document, course.block(u"problem/p1"_s), "<problem>")));
  QCOMPARE(failed.size(), 1);
}

void TestSteps::whatIsTypedIsStoredOnceBeforeAStep()
{
  OpenCourse course;
  CourseDocument& document = course.document();
  QSignalSpy flushes(&document, &CourseDocument::flushRequested);
  const OpInfo import = document.store().history(10).value().last();
  QVERIFY(document.run(steps::rename(document, course.block(u"vertical/v3"_s), u"Other"_s)));
  QCOMPARE(flushes.size(), 1);
  QVERIFY(document.run(steps::restoreCourse(import)));
  QCOMPARE(flushes.size(), 2);
  QVERIFY(document.attempt(steps::setBody(document, course.block(u"html/h2"_s), "<i>typed</i>")));
  QCOMPARE(flushes.size(), 2);
}

void TestSteps::aReadOnlyCourseRefusesEachStep()
{
  OpenCourse course(CourseStore::Mode::ReadOnly);
  CourseDocument& document = course.document();
  QSignalSpy failed(&document, &CourseDocument::failed);
  QVERIFY(!document.run(steps::rename(document, course.block(u"vertical/v3"_s), u"Other"_s)));
  QCOMPARE(failed.size(), 1);
  QCOMPARE(failed[0][0].value<Error>().kind, Error::Kind::Denied);
}

void TestSteps::copyingAsksForTheTextThatIsStillTyped()
{
  OpenCourse course;
  CourseDocument& document = course.document();
  const BlockId block = course.block(u"html/h2"_s);
  connect(&document, &CourseDocument::flushRequested, this, [&] {
    const auto stored = document.attempt(steps::setBody(document, block, "<u>just typed</u>"));
    QVERIFY(stored);
  });
  const auto copied = document.copy({block});
  QVERIFY(copied);
  QVERIFY2(copied->contains("just typed"), copied->constData());
}

SCRIPTORIUM_TEST(TestSteps)
#include "tst_steps.moc"
