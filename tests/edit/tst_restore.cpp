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
