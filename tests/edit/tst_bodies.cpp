#include "edit/editcourse.h"
#include "olx/write/blocktext.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

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

} // namespace

class TestBodies : public QObject
{
  Q_OBJECT

private Q_SLOTS:
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

  void theBodyIsWhatTheAuthorEdits()
  {
    Course course;
    QCOMPARE(olx::blockText(course.store(), course.id("html/h1")).value(),
             QByteArray("<p><img src=\"/static/a.png\"></p>\r\n"));
    QCOMPARE(olx::blockText(course.store(), course.id("problem/p1")).value(),
             QByteArray("<problem><p>2+2?</p></problem>"));
    QCOMPARE(olx::blockText(course.store(), course.id("vertical/v1")).value(), QByteArray());
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
    QCOMPARE(olx::blockText(course.store(), course.id("problem/p1")).value(),
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
    const QByteArray text = olx::blockText(course.store(), course.id("problem/p1")).value();
    QVERIFY(text.startsWith("<problem display_name=\"Quiz\""));
    RUN(set(edit, "problem/p1", QByteArray(text).replace("3</prob", "3</p></prob"), false));
    QCOMPARE(course.version("problem/p1").bodyForm, BodyForm::Element);
    QCOMPARE(course.field("problem/p1", u"display_name"_s), u"Quiz"_s);
    QVERIFY(!course.version("problem/p1").flags.testFlag(VersionFlag::Broken));
  }

  void aBlockWithoutContentIsEditedAsAnEmptyElement()
  {
    Course course;
    RUN(edit::addBlock(edit, course.types(), course.id("vertical/v2"), u"done"_s, -1));
    const BlockId made = course.store().childBlocks(course.id("vertical/v2")).value().last();
    QCOMPARE(course.store().version(made).value().bodyForm, BodyForm::None);
    QCOMPARE(olx::blockText(course.store(), made).value(), QByteArray("<done/>"));
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
    QCOMPARE(olx::blockText(course.store(), unit3).value(), QByteArray("<vertical>"));
    RUN(edit::setBody(
        edit, course.types(), unit3,
        "<vertical display_name='Again'><html url_name='h2'/><problem url_name='lost'/>"
        "<html url_name='found'/><html url_name='h1'/><video url_name='gone'/><!-- c --></vertical>"));
    QCOMPARE(course.children("vertical/v3"), QStringList({u"h2"_s, u"lost"_s, u"found"_s, u"gone"_s}));
    QCOMPARE(course.field("vertical/v3", u"display_name"_s), u"Again"_s);
    QCOMPARE(course.field("problem/lost", u"weight"_s), u"3"_s);
    QCOMPARE(olx::blockText(course.store(), course.id("html/found")).value(), QByteArray("<i>found</i>"));
    QVERIFY(course.version("video/gone").flags.testFlag(VersionFlag::MissingFile));
    QCOMPARE(course.version("vertical/v3").children[3].form, Child::Form::Alias);
    QVERIFY(!course.file("problem/lost.xml").isValid());
    RUN(edit::removeBlocks(edit, {course.id("html/h1")}));
    QCOMPARE(course.version("vertical/v3").children.size(), 5);
  }
};

SCRIPTORIUM_TEST(TestBodies)
#include "tst_bodies.moc"
