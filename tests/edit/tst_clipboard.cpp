#include "edit/editcourse.h"
#include "olx/write/blocktext.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestClipboard : public QObject
{
  Q_OBJECT

private Q_SLOTS:
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
    QCOMPARE(olx::blockText(course.store(), course.id("html/h1")).value(),
             QByteArray("<p><img src=\"/static/a-1.png\"></p>\r\n"));
    QCOMPARE(course.bytes("static/a-1.png"), from.bytes("static/a.png"));
    QCOMPARE(course.bytes("static/a.png"), QByteArray("another"));
    QCOMPARE(olx::blockText(course.store(), course.id("html/h2")).value(),
             QByteArray("\x01<p>&amp;</p>\xff"));
    QCOMPARE(course.version("video/x1").bodyForm, BodyForm::Broken);
    QCOMPARE(course.version("problem/p1").fields, from.version("problem/p1").fields);
    QCOMPARE(olx::blockText(course.store(), course.id("problem/p1")).value(),
             olx::blockText(from.store(), from.id("problem/p1")).value());
  }

  void aBlocksOlxIsReadableAndCanBePasted()
  {
    Course course;
    RUN(edit::setBody(edit, course.types(), course.id("html/h2"), QByteArray("<p>a &lt; b</p>")));
    const auto text = edit::blockOlx(course.store(), course.types(), course.id("html/h2"));
    QVERIFY2(text, qPrintable(text ? QString() : text.error().toString()));
    QVERIFY2(text->startsWith("<html url_name=\"h2\""), text->constData());
    QVERIFY2(text->endsWith("><p>a &lt; b</p></html>\n"), text->constData());
    const auto whole = edit::blockOlx(course.store(), course.types(), course.id("vertical/v1"));
    QVERIFY(whole && whole->startsWith("<vertical ") && whole->contains("<problem ") &&
            !whole->contains("clipboard"));
    for (const QByteArray& olx : {*text, *whole})
      RUN(edit::pasteBlocks(edit, course.types(), olx,
                            course.id(olx.startsWith("<html") ? "vertical/v2" : "sequential/s3"), -1));
    const BlockId twin = course.store().childBlocks(course.id("vertical/v2")).value().last();
    QCOMPARE(olx::blockText(course.store(), twin).value(), QByteArray("<p>a &lt; b</p>"));
    const BlockId other = course.store().childBlocks(course.id("sequential/s3")).value().last();
    const BlockId text1 = course.store().childBlocks(other).value().first();
    QCOMPARE(olx::blockText(course.store(), text1).value(),
             olx::blockText(course.store(), course.id("html/h1")).value());
  }

  void textThatIsNoXmlIsEscapedInOlx()
  {
    Course course;
    for (const QByteArray body : {"<p>one<br>two & more</p>", "<p>\r\n</p>"}) {
      RUN(edit::setBody(edit, course.types(), course.id("html/h2"), body));
      const auto text = edit::blockOlx(course.store(), course.types(), course.id("html/h2")).value();
      QVERIFY2(text.contains("&lt;p>") || text.contains("&lt;p&gt;"), text.constData());
      RUN(edit::pasteBlocks(edit, course.types(), text, course.id("vertical/v2"), -1));
      const BlockId twin = course.store().childBlocks(course.id("vertical/v2")).value().last();
      QCOMPARE(olx::blockText(course.store(), twin).value(), body);
    }
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
    QCOMPARE(olx::blockText(course.store(), twin).value(), body);
    QVERIFY(course.store().version(twin)->fields.isEquivalent(course.store().version(made)->fields));
    QVERIFY(course.store().version(twin).value().flags.testFlag(VersionFlag::PureXBlock));
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
};

SCRIPTORIUM_TEST(TestClipboard)
#include "tst_clipboard.moc"
