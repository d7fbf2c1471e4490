#include "edit/editcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {
using Step = std::function<Result<Unit>(Course&, Edit&)>;
} // namespace
Q_DECLARE_METATYPE(Step)

class TestUndo : public QObject
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
        [](Course& c, Edit& e) { return edit::setCoursePolicy(e, c.types(), u"language"_s, "\"de\""); });
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
};

SCRIPTORIUM_TEST(TestUndo)
#include "tst_undo.moc"
