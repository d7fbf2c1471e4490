// ctest-labels: fast
#include "markup/html/cleanhtml.h"
#include "markup/html/htmltree.h"
#include "markup/markup.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

/// Any text has a tree, and it is the one that browsers make of it.
class TestHtmlTree : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void reads_data()
  {
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char* name, const char* html, const char* tree) {
      QTest::newRow(name) << QString::fromUtf8(html) << u"<div>"_s + QString::fromUtf8(tree) + u"</div>"_s;
    };
    row("nothing", "", "");
    row("text and references", "a &amp; b&nbsp;c &copy d &#150;", "a &amp; b\u00a0c \u00a9 d \u2013");
    row("signs that are no references", "a & b &bogus; &#x;", "a &amp; b &amp;bogus; &amp;#x;");
    row("a name that goes on", "&notit;", "\u00acit;");
    row("a reference in an address", "<a href='?a=1&copy=2'>x</a>", "<a href=\"?a=1&amp;copy=2\">x</a>");
    row("less than, before a blank", "1 < 2", "1 &lt; 2");
    row("less than, before a letter", "a<b</p>c", "a<bU0003C p=\"\">c</bU0003C>");
    row("an open paragraph", "<p>x<p>y", "<p>x</p><p>y</p>");
    row("an end tag without a start", "a</p>b</i>c</br>", "a<p></p>bc<br></br>");
    row("formatting that crosses", "<b>1<i>2</b>3</i>4", "<b>1<i>2</i></b><i>3</i>4");
    row("formatting around a block", "<b>1<p>2</b>3</p>", "<b>1</b><p><b>2</b>3</p>");
    row("formatting goes on behind its block", "<div><b>1</div>2", "<div><b>1</b></div><b>2</b>");
    row("a link in a link", "<a href='x'>1<a href='y'>2</a>", "<a href=\"x\">1</a><a href=\"y\">2</a>");
    row("a list without ends", "<ul><li>1<li>2</ul>3", "<ul><li>1</li><li>2</li></ul>3");
    row("rows without a body", "<table><tr><td>1<td>2</table>3",
        "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>3");
    row("text in a table goes before it", "<table>x<tr><td>1</table>",
        "x<table><tbody><tr><td>1</td></tr></tbody></table>");
    row("cells outside of tables", "<td>x</td>", "x");
    row("a block that closes itself does not", "<div/>x", "<div>x</div>");
    row("a field swallows tags", "<textarea>\n<b>&lt;</textarea>x", "<textarea>&lt;b&gt;&lt;</textarea>x");
    row("a script that never ends", "<script>a<b&amp;", "<script>a&lt;b&amp;amp;</script>");
    row("choices", "<select><option>1<option>2<p>3</select>4",
        "<select><option>1</option><option>23</option></select>4");
    row("comments of all kinds", "a<!-- b -->c<?d?>e</ f>", "a<!-- b -->c<!--?d?-->e<!-- f-->");
    row("a tag that never ends", "a<b c", "a");
    row("attributes", "<a B=1 b=2 c d='&lt;'>x</a>", "<a b=\"1\" c=\"\" d=\"&lt;\">x</a>");
    row("a drawing", "<svg><path d='x'/><g>y</g></svg>z", "<svg><path d=\"x\"></path><g>y</g></svg>z");
    row("a form in a form", "<form>1<form>2</form>3", "<form>12</form>3");
  }
  void reads()
  {
    QFETCH(QString, html);
    QFETCH(QString, tree);
    const auto read = parseHtml(html);
    auto wanted = parseXml(tree.toUtf8());
    QVERIFY(wanted.has_value());
    QCOMPARE(toXml(*read), toXml(**wanted));
  }

  void cleans_data()
  {
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("clean");
    const auto row = [](const char* name, const char* html, const char* clean) {
      QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(clean);
    };
    row("what only shows text stays", "<p class='a' style='b' id='c' title='d'>x<br>y</p>",
        "<p class=\"a\" style=\"b\" id=\"c\">x<br>y</p>");
    row("what runs goes with its text", "<script>a</script><style>b</style>c<p onclick='d'>e</p>",
        "c<p>e</p>");
    row("other elements leave their text", "<form>a<input>b</form><svg>c</svg>", "abc");
    row("links lead nowhere by surprise", "<a href=' JavaScript:x'>a</a><a href='/b' target='c'>d</a>",
        "<a rel=\"noopener noreferrer\">a</a><a href=\"/b\" rel=\"noopener noreferrer\">d</a>");
    row("sounds and images", "<audio controls src='http://a'>b</audio><img src='data:x' alt='y' width=3>",
        "<audio controls=\"\" src=\"http://a\">b</audio><img width=\"3\">");
    row("text is escaped", "1 < 2 & 3&nbsp;\"", "1 &lt; 2 &amp; 3&nbsp;\"");
    row("comments go", "a<!-- b -->c", "ac");
  }
  void cleans()
  {
    QFETCH(QString, html);
    QTEST(cleanHtml(html), "clean");
  }

  void takesDeepNesting()
  {
    const auto read = parseHtml(u"<div><b>"_s.repeated(3000) + u"x"_s);
    QCOMPARE(textContent(*read), u"x"_s);
  }

  void formattingDoesNotMultiplyForEver()
  {
    QString html;
    for (int i = 0; i < 2000; ++i)
      html += u"<b a=%1>"_s.arg(i);
    const auto read = parseHtml(html + u"<p>x</p>"_s.repeated(2000));
    QVERIFY(read->iterate().size() < 110'000);
  }
};

SCRIPTORIUM_TEST(TestHtmlTree)
#include "tst_htmltree.moc"
