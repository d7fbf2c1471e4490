#include "olx/xml/normalform.h"
#include "olx/xml/xml.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

/// The expected texts are what lxml 4.9.2 gives (remove_blank_text, pretty_print, utf-8).
class TestNormalForm : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void isThatOfStudio_data()
  {
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, QByteArray xml, QByteArray expected) {
      QTest::newRow(name) << xml << expected;
    };
    row("empty element", "<a></a>", "<a/>\n");
    row("declaration and comments around are lost", "<?xml version='1.0'?><!-- x --><a/><!-- y -->",
        "<a/>\n");
    row("a declared encoding is ignored", "<?xml version='1.0' encoding='latin-1'?><a>\xC3\xA9</a>",
        "<a>\xC3\xA9</a>\n");
    row("two spaces a level", "<a><b><c/></b><b/></a>", "<a>\n  <b>\n    <c/>\n  </b>\n  <b/>\n</a>\n");
    row("text keeps its element as it is", "<a><p>x <b>a</b> <i>b</i>\n</p></a>",
        "<a>\n  <p>x <b>a</b> <i>b</i>\n</p>\n</a>\n");
    row("blanks between elements are made anew", "<p> <b>a</b> <i>b</i></p>",
        "<p>\n  <b>a</b>\n  <i>b</i>\n</p>\n");
    row("a blank alone stays", "<p><label> </label></p>", "<p>\n  <label> </label>\n</p>\n");
    row("late text ends the indentation", "<p><b/> <i/> text <u/> </p>", "<p><b/><i/> text <u/> </p>\n");
    row("CDATA becomes text", "<a><![CDATA[x < y & z > \"]]></a>", "<a>x &lt; y &amp; z &gt; \"</a>\n");
    row("comments and instructions inside stay", "<a><!-- c --><?pi x?></a>",
        "<a>\n  <!-- c -->\n  <?pi x?>\n</a>\n");
    row("attributes in double quotes", "<a t='\"&apos;'/>", "<a t=\"&quot;'\"/>\n");
    row("attribute escapes", "<a t=\"&#9;&#10;&#13;&lt;&gt;&amp;\"/>",
        "<a t=\"&#9;&#10;&#13;&lt;&gt;&amp;\"/>\n");
    row("white space of an attribute is a blank", "<a t=\"x\ny\tz\"/>", "<a t=\"x y z\"/>\n");
    row("text escapes", "<a>&quot;&apos;&#13;&#9;&gt;</a>", "<a>\"'&#13;\t&gt;</a>\n");
    row("characters beyond ASCII are raw", "<a t=\"&#xE8;\">&#160;\xF0\x9F\x98\x80</a>",
        "<a t=\"\xC3\xA8\">\xC2\xA0\xF0\x9F\x98\x80</a>\n");
    row("line ends are LF", "<a>x\r\ny\rz</a>", "<a>x\ny\nz</a>\n");
    row("xml:space keeps blanks", "<a xml:space=\"preserve\"> <b/> </a>",
        "<a xml:space=\"preserve\"> <b/> </a>\n");
    row("namespaces come first", "<a x=\"1\" xmlns:m=\"urn:m\"><m:b m:c=\"2\"/></a>",
        "<a xmlns:m=\"urn:m\" x=\"1\">\n  <m:b m:c=\"2\"/>\n</a>\n");
    row("a document type is lost", "<!DOCTYPE a SYSTEM 'x.dtd' [<!ELEMENT a ANY>]>\n<a> <b/></a>",
        "<a>\n  <b/>\n</a>\n");
    row("white space before the root", "\n  <a/>", "<a/>\n");
  }
  void isThatOfStudio()
  {
    QFETCH(QByteArray, xml);
    QFETCH(QByteArray, expected);
    const auto result = olx::normalForm(xml);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().toString()));
    QCOMPARE(*result, expected);
    QCOMPARE(*olx::normalForm(*result), expected);
  }

  void refusesWhatStudioRefuses_data()
  {
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, QByteArray xml, int line, const QString& reason = u""_s) {
      QTest::newRow(name) << xml << line << reason;
    };
    row("nothing", "", 1);
    row("unclosed tag", "<a>\n<b>\n</a>", 3);
    row("undefined entity", "<a>\n&nbsp;</a>", 2);
    row("bare ampersand", "<a>R&D</a>", 1);
    row("unbound prefix", "<m:math/>", 1, u"undeclared-prefix"_s);
    row("unbound prefix of an attribute", "<a m:b='1'/>", 1, u"undeclared-prefix"_s);
    row("duplicate attribute", "<a b='1' b='2'/>", 1);
    row("entity declaration", "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", 1);
    row("two document types", "<!DOCTYPE a><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", 1);
    row("document type that is none", "<!DOCTYPE a b><a/>", 1);
    row("two roots", "<a/><b/>", 1);
    row("Latin-1 bytes", "<a>\xE9</a>", 1);
    row("space before the declaration", " <?xml version='1.0'?><a/>", 1);
  }
  void refusesWhatStudioRefuses()
  {
    QFETCH(QByteArray, xml);
    QFETCH(int, line);
    QFETCH(QString, reason);
    const auto result = olx::normalForm(xml);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadInput);
    QCOMPARE(result.error().line, line);
    QCOMPARE(QString(result.error().reason), reason);
    QVERIFY(!result.error().detail.isEmpty());
  }

  void attributesAreReplaced()
  {
    const QByteArray body = "<problem old='1' xmlns:m='urn:m' m:k='2'><p>text</p></problem>";
    const Fields fields = {{u"display_name"_s, u"A \"b\" <c>\n\u00e9\u0001"_s}, {u"m:k"_s, u"3"_s}};
    QCOMPARE(*olx::normalFormWith(body, fields),
             QByteArray("<problem xmlns:m=\"urn:m\" display_name=\"A &quot;b&quot; &lt;c&gt;&#10;\xC3\xA9\" "
                        "m:k=\"3\">\n  <p>text</p>\n</problem>\n"));
    QCOMPARE(*olx::compactFormWith("<a x='1'> <b/>\n</a>\n", {}), QByteArray("<a><b/></a>"));
  }

  void escapesGiveBackTheText()
  {
    const QString text = u"<a href=\"x\">R&D's</a>\t\n\r\u00a0\U0001F600"_s;
    QCOMPARE(*olx::normalForm("<a t=\"" + olx::escapeAttribute(text) + "\"/>"),
             "<a t=\"" + olx::escapeAttribute(text) + "\"/>\n");
    QCOMPARE(*olx::normalForm("<a>" + olx::escapeText(text) + "</a>"),
             "<a>" + olx::escapeText(text) + "</a>\n");
    QCOMPARE(olx::escapeText(u"a\u0001b\uFFFEc"_s), QByteArray("abc"));
  }
};

SCRIPTORIUM_TEST(TestNormalForm)
#include "tst_normalform.moc"
