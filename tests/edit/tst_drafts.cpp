#include "edit/editcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestDrafts : public QObject
{
  Q_OBJECT

private Q_SLOTS:
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
