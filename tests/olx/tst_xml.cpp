#include "olx/xml/xml.h"
#include "olx/xml/xmlscanner.h"
#include "olx/xml/xmlverdict.h"
#include "support/testmain.h"

#include <QTest>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::olx;

namespace {

QByteArray slice(const QByteArray& text, qsizetype begin, qsizetype end)
{
  return text.mid(begin, end - begin);
}

QByteArray repeated(const char* piece, int times)
{
  return QByteArray(piece).repeated(times);
}

} // namespace

class TestXml : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void reads_data()
  {
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<int>("children");
    QTest::addColumn<int>("errorLine");
    const auto row = [](const char* name, QByteArray xml, int children, int errorLine = 0) {
      QTest::newRow(name) << std::move(xml) << children << errorLine;
    };
    row("pointer tag", "<chapter url_name='week1'/>", 0);
    row("two sequentials", "<chapter><sequential url_name='a'/><sequential url_name='b'/></chapter>", 2);
    row("declaration and comment before the root", "<?xml version=\"1.0\"?>\n<!-- c -->\n<a><b/></a>\n", 1);
    row("declared encoding is ignored", "<?xml version='1.0' encoding='latin-1'?><a t='\xC3\xA9'/>", 0);
    row("white space before the root", "\n  <a/>", 0);
    row("CDATA with a tag inside", "<a><![CDATA[<b>]]></a>", 0);
    row("greater-than in an attribute", "<a x='1>2'><b y=\"'>\"/></a>", 1);
    row("relative namespace is only a warning", "<a xmlns='x'/>", 0);
    row("bound prefix", "<a xmlns:o='http://code.edx.org/xblock/option'><o:f/></a>", 1);
    row("unclosed tag", "<chapter>\n<sequential>\n</chapter>", 0, 3);
    row("empty file", "", 0, 1);
    row("blank file", "\n\n", 0, 1);
    row("white space before the declaration", "\n<?xml version='1.0'?><a/>", 0, 2);
    row("two roots", "<a/>\n<b/>", 0, 2);
    row("bare ampersand", "<a>\n& b</a>", 0, 2);
    row("undeclared entity", "<a>\n&nbsp;</a>", 0, 2);
    row("less-than in an attribute", "<a\nx='<'/>", 0, 2);
    row("duplicate attribute", "<a x='1' x='2'/>", 0, 1);
    row("unquoted attribute", "<a x=1/>", 0, 1);
    row("control character", "<a>\n\x01</a>", 0, 2);
    row("bad UTF-8", "<a>\n\xE9t\xE9</a>", 0, 2);
    row("UTF-16", QByteArray("\xFF\xFE<\0a\0/\0>\0", 10), 0, 1);
    row("EBCDIC", QByteArray::fromHex("4c6fa7949340a5859aa28996957e7ff14bf07f6f6e4c8161 6e"), 0, 1);
    row("NUL", QByteArray("<a>\0</a>", 8), 0, 1);
    row("double hyphen in a comment", "<a>\n<!-- a -- b --></a>", 0, 2);
    row("unbound prefix", "<a>\n<m:math/></a>", 0, 2);
    row("byte order mark", "\xEF\xBB\xBF<a/>", 0, 1);
    row("document type", "<!DOCTYPE a>\n<a><b/></a>", 1);
    row("document type of another name", "<?xml version='1.0'?>\n<!DOCTYPE html>\n<!-- c --><a><b/></a>", 1);
    row("document type outside", "<!DOCTYPE problem SYSTEM \"x>.dtd\">\n<a><b/></a>", 1);
    row("document type on a server", "<!DOCTYPE a PUBLIC '-//W3C//DTD x' 'http://localhost/x.dtd'>\n<a/>", 0);
    row("document type with declarations",
        "<!DOCTYPE a [\n<!-- ]> <!ENTITY x 'y'> --><?pi ]>?><!ELEMENT a ANY>\n<!ATTLIST a b CDATA "
        "']>'>\n]>\n<a/>",
        0);
    row("nothing but a document type", "<!DOCTYPE a>\n", 0, 2);
    row("unclosed document type", "<!DOCTYPE a [\n<a/>", 0, 2);
    row("document type without a name", "<!DOCTYPE>\n<a/>", 0, 1);
    row("document type without a blank", "<!DOCTYPEa>\n<a/>", 0, 1);
    row("element declared twice", "<!DOCTYPE a [\n<!ELEMENT x ANY><!ELEMENT x ANY>]>\n<a/>", 0, 2);
    row("xml:id", "<a xml:id='a'><b xml:id=' b '/></a>", 1);
    row("xml:id that is no name", "<a>\n<b xml:id='1 2'/></a>", 0, 2);
    row("xml:id twice", "<a xml:id='x'>\n<b xml:id='x'/></a>", 0, 2);
    row("two document types", "<!DOCTYPE a>\n<!DOCTYPE a>\n<a/>", 0, 1);
    row("document type inside", "<a>\n<!DOCTYPE a></a>", 0, 2);
    row("document type behind", "<a/>\n<!DOCTYPE a>", 0, 2);
    row("entity of a document type outside", "<!DOCTYPE a SYSTEM 'x.dtd'>\n<a>&nbsp;</a>", 0, 2);
    row("entity declaration", "<!DOCTYPE a [\n<!ENTITY x 'y'>]>\n<a/>", 0, 2);
    row("unparsed entity", "<!DOCTYPE a [<!NOTATION n SYSTEM 'n'>\n<!ENTITY x SYSTEM 'y' NDATA n>]>\n<a/>", 0,
        2);
    row("parameter entity", "<!DOCTYPE a [\n<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]>\n<a/>", 0, 2);
    row("billion laughs", "<!DOCTYPE a [<!ENTITY x '0123456789'><!ENTITY y '&x;&x;&x;&x;'>]>\n<a>&y;</a>", 0,
        1);
    row("external entity", "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>\n<a>&x;</a>", 0, 1);
    row("text only", "just words", 0, 1);
    row("Mako template", "## comment\n<%namespace name='a'/>", 0, 1);
  }

  void reads()
  {
    QFETCH(QByteArray, xml);
    QFETCH(int, children);
    QFETCH(int, errorLine);
    const auto parsed = parseXml(xml);
    QCOMPARE(parsed.has_value(), errorLine == 0);
    if (parsed) {
      QCOMPARE(parsed->children.size(), children);
    } else {
      QCOMPARE(parsed.error().line, errorLine);
      QCOMPARE(parsed.error().kind, Error::Kind::BadInput);
      QVERIFY(parsed.error().detail.endsWith(u'.'));
    }
    // A refused file leaves no trace in the parser.
    QVERIFY(parseXml("<a>\xC3\xA9</a>"));
  }

  void everyOffsetNamesTheBytesAsWritten()
  {
    const QByteArray xml = "\xEF\xBB\xBF<?xml version='1.0'?>\r\n<vertical\r\n  a='x > y'>\r\n"
                           "  <!-- <html/> -->\r\n  <html url_name='h'><![CDATA[</html>]]><b/></html >\r\n"
                           "  text\r\n  <?pi <x>?>\r\n  <poll\r\n/>\r\n</vertical>\r\n";
    const auto root = parseXml(xml, 256, true);
    QVERIFY2(root.has_value(), root ? "" : qPrintable(root.error().toString()));
    QCOMPARE(root->line, 2);
    QCOMPARE(slice(xml, root->begin, root->contentBegin), "<vertical\r\n  a='x > y'>"_ba);
    QCOMPARE(slice(xml, root->contentEnd, root->end), "</vertical>"_ba);
    QCOMPARE(root->children.size(), 2);
    const Element& html = root->children[0];
    QCOMPARE(slice(xml, html.begin, html.end), "<html url_name='h'><![CDATA[</html>]]><b/></html >"_ba);
    QCOMPARE(slice(xml, html.contentBegin, html.contentEnd), "<![CDATA[</html>]]><b/>"_ba);
    QCOMPARE(html.line, 5);
    QVERIFY(html.hasText);
    const Element& poll = root->children[1];
    QCOMPARE(slice(xml, poll.begin, poll.end), "<poll\r\n/>"_ba);
    QCOMPARE(poll.contentBegin, poll.end);
    QCOMPARE(root->nodes.size(), 3);
    QCOMPARE(slice(xml, root->nodes[0].begin, root->nodes[0].end), "<!-- <html/> -->"_ba);
    QCOMPARE(root->nodes[1].kind, Element::Node::Text);
    QCOMPARE(slice(xml, root->nodes[2].begin, root->nodes[2].end), "<?pi <x>?>"_ba);
  }

  void offsetsBehindADocumentTypeAreThoseOfTheFile()
  {
    const QByteArray xml = "<!DOCTYPE a [\n<!ATTLIST a b CDATA '>'>]>\n<a>\n<b/></a>";
    const auto root = parseXml(xml);
    QVERIFY2(root.has_value(), root ? "" : qPrintable(root.error().toString()));
    QCOMPARE(root->line, 3);
    QCOMPARE(slice(xml, root->begin, root->end), "<a>\n<b/></a>"_ba);
    QVERIFY(root->attributes.isEmpty());
  }

  void attributeValuesAreDecoded_data()
  {
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, QByteArray raw, QString value) {
      QTest::newRow(name) << std::move(raw) << std::move(value);
    };
    row("named entities", "&lt;&gt;&amp;&quot;&apos;", u"<>&\"'"_s);
    row("character references", "&#233;&#xE8;&#x1F600;", u"éè😀"_s);
    row("written line ends become spaces", "a\r\nb\nc\td", u"a b c d"_s);
    row("referenced ones stay", "a&#10;b&#13;&#9;", u"a\nb\r\t"_s);
    row("backslash", "\\(x\\)", u"\\(x\\)"_s);
    row("empty", "", u""_s);
  }

  void attributeValuesAreDecoded()
  {
    QFETCH(QByteArray, raw);
    QFETCH(QString, value);
    const auto root = parseXml("<a x=\"" + raw + "\"/>");
    QVERIFY(root.has_value());
    QCOMPARE(root->attributes.value(u"x"_s), std::optional(value));
  }

  void onlyTheAskedLevelsAreListed()
  {
    const auto root = parseXml("<a><b><c/></b><d/></a>", 2);
    QVERIFY(root.has_value());
    QCOMPARE(root->children.size(), 2);
    QVERIFY(root->children[0].children.isEmpty());
    QVERIFY(parseXml("<a><b/></a>", 1)->children.isEmpty());
    QVERIFY(!parseXml("<a><b></c></a>", 1));
  }

  void limitsAreNamed_data()
  {
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("word");
    QTest::newRow("depth") << repeated("<a>", 201) + repeated("</a>", 201) << u"200"_s;
    QTest::newRow("a million levels") << repeated("<a>", 1'000'000) << u"200"_s;
    QByteArray attributes = "<a";
    for (int i = 0; i < 100'000; ++i)
      attributes += " a" + QByteArray::number(i) + "=''";
    QTest::newRow("attributes") << attributes + "/>" << u"1000"_s;
    QTest::newRow("attributes of an unclosed tag") << attributes << u"1000"_s;
    QTest::newRow("elements") << "<a>" + repeated("<b/>", 300'000) + "</a>" << u"250000"_s;
    QTest::newRow("size") << "<a>" + QByteArray(11 * 1024 * 1024, 'x') + "</a>" << u"10 MB"_s;
    const QByteArray defaults = "<!DOCTYPE a [<!ATTLIST b c CDATA '" + QByteArray(100'000, 'x') + "'>]>";
    QTest::newRow("document type") << defaults + "<a>" + repeated("<b/>", 200'000) + "</a>" << u"64 KB"_s;
    QTest::newRow("attribute of 9 MB is fine") << "<a x='" + QByteArray(9'000'000, 'x') + "'/>" << QString();
  }

  void limitsAreNamed()
  {
    QFETCH(QByteArray, xml);
    QFETCH(QString, word);
    const std::clock_t start = std::clock(); // of the processor: other work on the machine does not count
    const auto parsed = parseXml(xml, 1);
    QVERIFY(std::clock() - start < CLOCKS_PER_SEC);
    QCOMPARE(parsed.has_value(), word.isEmpty());
    if (!parsed)
      QVERIFY2(parsed.error().detail.contains(word), qPrintable(parsed.error().detail));
  }

  void twoHundredLevelsAreRead() { QVERIFY(parseXml(repeated("<a>", 200) + repeated("</a>", 200))); }
};

SCRIPTORIUM_TEST(TestXml)
#include "tst_xml.moc"
