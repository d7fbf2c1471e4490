// ctest-labels: fast
#include "markup/html/htmltree.h"
#include "markup/markup.h"
#include "support/testmain.h"

#include <QTest>

#include <algorithm>
#include <ctime>
#include <functional>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

namespace {

qsizetype depthOf(const Element& element)
{
  qsizetype deepest = 0;
  for (const auto& child : element.children())
    deepest = std::max(deepest, depthOf(*child));
  return deepest + 1;
}

/// Pieces with numbers in them, until there are so many characters.
QString numbered(const char* piece, qsizetype size)
{
  QString text;
  for (int i = 0; text.size() < size; ++i)
    text += QString::fromLatin1(piece).replace(u'#', QString::number(i));
  return text;
}

double secondsFor(const QString& html)
{
  const std::clock_t start = std::clock();
  const auto read = readHtmlDocument(html);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

constexpr qsizetype kMegabyte = 1'000'000;

} // namespace

/// A hostile text costs no more than its size, and its tree stays small enough to walk.
class TestHtmlLimits : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void costIsLinear_data()
  {
    QTest::addColumn<QString>("head");
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<QString>("end");
    const auto row = [](const char* name, const char* piece, const QString& head = {},
                        const QString& end = {}) { QTest::newRow(name) << head << QByteArray(piece) << end; };
    row("nested blocks", "<div>");
    row("nested formatting", "<b>");
    row("formatting that is never alike", "<b x=#>");
    row("formatting that is never alike, with text", "<b x=#>y");
    row("formatting opened again in every paragraph", "<p>x", numbered("<b x=#>", 2000));
    row("formatting with long attributes opened again", "<p>x",
        u"<p>"_s + numbered("<b x=#%>", 1000).replace(u'%', QString(1000, u'y')));
    row("links in links", "<a>");
    row("links in links with blocks", "<a><div>");
    row("links that close around blocks", "<a><p></a>");
    row("formatting around many blocks", "<b><p><p><p><p><p><p><p><p></b>");
    row("end tags of formatting around a deep block", "</b><b>", u"<b>"_s + u"<div>"_s.repeated(200));
    row("formatting that takes over many children", "<i></i>", u"<b><div>"_s, u"</b>"_s);
    row("attributes of one element", " x#=y", u"<p"_s, u">"_s);
    row("attributes of many elements", "<p a b c d e f g h i j k l m n o p q r s t u v w x y z>");
    row("attributes of the root, from many tags", "<html x#=y>");
    row("unclosed attribute values", "<p a=\"");
    row("tables in tables", "<table>");
    row("tables in cells", "<table><tr><td>");
    row("texts in front of a table", "x<br>", u"<table>"_s);
    row("blocks in front of a table", "<p>x<tr>", u"<table>"_s);
    row("formatting in front of tables", "<table><b>");
    row("cells without rows", "<td>", u"<table>"_s);
    row("templates in templates", "<template>");
    row("templates in tables", "<table><template><tr>");
    row("forms that end inside", "<form><div></form>");
    row("lists in lists", "<ul><li>");
    row("choices", "<select><option>");
    row("drawings in drawings", "<svg><desc>");
    row("formulae that are left", "<math><mi><p>");
    row("unknown references", "&nosuchname");
    row("long references", "&CounterClockwiseContourIntegral;");
    row("ampersands", "&");
    row("comments that do not end", "<!--");
    row("comments that nearly end", "--!", u"<!--"_s);
    row("scripts in comments of scripts", "<!--<script>", u"<script>"_s);
    row("end tags that nothing opened", "</b></p></div>");
    row("empty end tags", "</>");
    row("raw texts", "<title>x</title>");
    row("sections", "<![CDATA[x]]>", u"<svg>"_s);
    row("paragraphs closed in buttons", "<button><p>");
    row("marked elements", "<object><b>");
    row("document types", "<!doctype html public \"");
  }
  void costIsLinear()
  {
    QFETCH(QString, head);
    QFETCH(QByteArray, piece);
    QFETCH(QString, end);
    const double seconds = secondsFor(head + numbered(piece.constData(), kMegabyte) + end);
    QVERIFY2(seconds < 5, qPrintable(QString::number(seconds)));
  }

  void depthHasABound_data()
  {
    QTest::addColumn<QString>("piece");
    for (const char* piece :
         {"<div>", "<b>", "<table><tr><td>", "<template>", "<svg><g>", "<form><div></form>", "<a><div>",
          "<p><b></p>", "<a><b><div><p></a>", "<table><b>", "<select><option>", "<object><a></object>"})
      QTest::newRow(piece) << QString::fromLatin1(piece);
  }
  void depthHasABound()
  {
    QFETCH(QString, piece);
    const auto document = readHtmlDocument(piece.repeated(3000) + u"the text"_s);
    const qsizetype depth = depthOf(*document.nodes);
    QVERIFY2(depth < 1000, qPrintable(QString::number(depth)));
    QVERIFY(textContent(*document.nodes).endsWith(u"the text"_s));
  }

  void elementsHaveABound()
  {
    const auto many = parseHtml(u"<p>"_s.repeated(200'000));
    QVERIFY(many->iterate().size() <= 100'001);
  }

  void repeatedAttributesHaveABound()
  {
    const QString formatting = numbered("<b x=#%>", 100).replace(u'%', QString(10'000, u'y'));
    const auto read = parseHtml(formatting + u"<p>x</p>"_s.repeated(100'000));
    qsizetype size = 0;
    for (const Element* each : read->iterate())
      for (const auto& [name, value] : each->attributes())
        size += value.size();
    QVERIFY2(size < 50'000'000, qPrintable(QString::number(size)));
  }

  void attributesHaveABound()
  {
    const auto read = parseHtml(u"<p"_s + numbered(" x#", 20'000) + u">"_s);
    QCOMPARE(read->children().front()->attributes().size(), 1000);
    QCOMPARE(read->children().front()->attributes().back().first, u"x999"_s);
  }
};

SCRIPTORIUM_TEST(TestHtmlLimits)
#include "tst_htmllimits.moc"
