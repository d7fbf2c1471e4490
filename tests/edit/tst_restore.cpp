#include "edit/editcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestRestore : public QObject
{
  Q_OBJECT

private Q_SLOTS:
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

  void aDeletedBlockComesBackToItsPlace_data()
  {
    QTest::addColumn<QByteArray>("block");
    const auto row = [](const char* name, const char* block) { QTest::newRow(name) << QByteArray(block); };
    row("a text", "html/h1");
    row("a problem at the end", "problem/p1");
    row("an inline block", "poll/q1");
    row("a unit", "vertical/v1");
    row("a unit with draft changes", "vertical/v4");
    row("a draft", "vertical/d1");
    row("a block of a draft", "html/h3");
    row("a block that learners still have", "html/h4");
    row("a chapter", "chapter/c1");
  }
  void aDeletedBlockComesBackToItsPlace()
  {
    QFETCH(QByteArray, block);
    Course course;
    const auto start = course.hash();
    const BlockId id = course.id(block);
    RUN(edit::removeBlocks(edit, {id}));
    const auto without = course.hash();
    RUN(edit::restoreDeleted(edit, id));
    QCOMPARE(course.hash(), start);
    QVERIFY(course.session().undo());
    QCOMPARE(course.hash(), without);
  }

  void aDeletedBlockFindsItsPlaceAmongNewOnes()
  {
    Course course;
    const BlockId unit1 = course.id("vertical/v1");
    const BlockId h1 = course.id("html/h1");
    const BlockId p1 = course.id("problem/p1");
    RUN(edit::removeBlocks(edit, {p1}));
    RUN(edit::pasteBlocks(edit, course.types(), "<html url_name='n'>x</html>", unit1, 0));
    RUN(edit::restoreDeleted(edit, p1));
    QCOMPARE(course.children("vertical/v1"), QStringList({u"n"_s, u"h1"_s, u"p1"_s}));
    RUN(edit::removeBlocks(edit, {h1, p1}));
    RUN(edit::restoreDeleted(edit, p1));
    QCOMPARE(course.children("vertical/v1"), QStringList({u"n"_s, u"p1"_s}));
    RUN(edit::restoreDeleted(edit, h1));
    QCOMPARE(course.children("vertical/v1"), QStringList({u"n"_s, u"h1"_s, u"p1"_s}));
    REFUSES(Error::Kind::BadInput, edit::restoreDeleted(edit, h1));
    RUN(edit::removeBlocks(edit, {h1}));
    RUN(edit::removeBlocks(edit, {unit1}));
    REFUSES(Error::Kind::BadInput, edit::restoreDeleted(edit, h1));
    RUN(edit::restoreDeleted(edit, unit1));
    RUN(edit::restoreDeleted(edit, h1));
    QCOMPARE(course.children("vertical/v1"), QStringList({u"n"_s, u"h1"_s, u"p1"_s}));
  }

  void whatADraftDeletedAndWasPublishedComesBackToTheUnit()
  {
    Course course;
    RUN(edit::removeBlocks(edit, {course.id("html/h4")}));
    const BlockId h4 = course.store().findEver(u"html"_s, u"h4"_s).value();
    RUN(edit::publish(edit, course.id("vertical/v4")));
    QVERIFY(!course.id("html/h4").isValid());
    RUN(edit::restoreDeleted(edit, h4));
    QCOMPARE(course.children("vertical/v4"), QStringList({u"h4"_s, u"h5"_s}));
    const Block block = course.store().block(h4).value();
    QCOMPARE(block.published, block.head);
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

SCRIPTORIUM_TEST(TestRestore)
#include "tst_restore.moc"
