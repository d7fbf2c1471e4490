#include "markup/markup.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

class TestMarkup : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void comesBackAsLxmlWritesIt_data()
  {
    QTest::addColumn<QString>("xml");
    QTest::addColumn<QString>("asXml");
    QTest::addColumn<QString>("asHtml");
    const auto row = [](const char* name, const QString& xml, const QString& asXml, const QString& asHtml) {
      QTest::newRow(name) << xml << asXml << asHtml;
    };
    row("void and empty elements", u"<a><br></br><b></b><img src='x y é'/></a>"_s,
        u"<a><br/><b/><img src=\"x y é\"/></a>"_s, u"<a><br><b></b><img src=\"x%20y%20%C3%A9\"></a>"_s);
    row("text and tails", u"<a>1<b>2</b>3<!-- c -->4<?p i?>5</a>"_s,
        u"<a>1<b>2</b>3<!-- c -->4<?p i?>5</a>"_s, u"<a>1<b>2</b>3<!-- c -->4<?p i?>5</a>"_s);
    row("escapes", u"<a t='&lt;&quot;&#10;&amp;'>&lt;&gt;&amp;\"</a>"_s,
        u"<a t=\"&lt;&quot;&#10;&amp;\">&lt;&gt;&amp;\"</a>"_s,
        u"<a t='&lt;\"\n&amp;'>&lt;&gt;&amp;\"</a>"_s);
    row("CDATA becomes text", u"<a>x<![CDATA[<b>]]>y</a>"_s, u"<a>x&lt;b&gt;y</a>"_s,
        u"<a>x&lt;b&gt;y</a>"_s);
    row("scripts are not escaped in HTML", u"<script>a &lt; b</script>"_s, u"<script>a &lt; b</script>"_s,
        u"<script>a < b</script>"_s);
    row("prefixes stay", u"<a xmlns:b=\"http://b\" xmlns=\"d\"><b:c b:d=\"1\" xml:lang=\"x\"/></a>"_s,
        u"<a xmlns:b=\"http://b\" xmlns=\"d\"><b:c b:d=\"1\" xml:lang=\"x\"/></a>"_s,
        u"<a xmlns:b=\"http://b\" xmlns=\"d\"><b:c b:d=\"1\" xml:lang=\"x\"></b:c></a>"_s);
    row("a picture of its own namespace", u"<a><svg xmlns=\"http://s\"><path d=\"1\"/></svg></a>"_s,
        u"<a><svg xmlns=\"http://s\"><path d=\"1\"/></svg></a>"_s,
        u"<a><svg xmlns=\"http://s\"><path d=\"1\"></path></svg></a>"_s);
    row("boolean attributes", u"<input checked='true' value=''/>"_s,
        u"<input checked=\"true\" value=\"\"/>"_s, u"<input checked value=\"\">"_s);
  }
  void comesBackAsLxmlWritesIt()
  {
    QFETCH(QString, xml);
    const auto root = parseXml(xml.toUtf8());
    QVERIFY(root.has_value());
    QTEST(toXml(**root), "asXml");
    QTEST(toHtml(**root), "asHtml");
  }

  void refuses_data()
  {
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<XmlFault::Kind>("kind");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const QByteArray& xml, XmlFault::Kind kind,
                        const QString& message) { QTest::newRow(name) << xml << kind << message; };
    row("an open element", "<a>", XmlFault::Kind::Syntax,
        u"Premature end of data in tag a line 1, line 1, column 4"_s);
    row("an entity of HTML", "<a>&nbsp;</a>", XmlFault::Kind::Syntax,
        u"Entity 'nbsp' not defined, line 1, column 10"_s);
    row("an undeclared prefix", "<a><b:c/></a>", XmlFault::Kind::Syntax,
        u"Namespace prefix b on c is not defined, line 1, column 8"_s);
    row("a declared entity", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", XmlFault::Kind::DeclaredEntity,
        u"EntitiesForbidden(name='e', system_id=None, public_id=None)"_s);
    row("nothing", "", XmlFault::Kind::Syntax, u"Document is empty, line 1, column 1"_s);
    row("depth", QByteArray("<a>").repeated(300) + QByteArray("</a>").repeated(300), XmlFault::Kind::Syntax,
        {});
  }
  void refuses()
  {
    QFETCH(QByteArray, xml);
    QFETCH(QString, message);
    const auto root = parseXml(xml);
    QVERIFY(!root);
    QTEST(root.error().kind, "kind");
    if (!message.isEmpty())
      QCOMPARE(root.error().message, message);
  }

  void innerTextsFollowTheirOwnRules()
  {
    const auto root = parseXml(u"<p>a &lt; é<!-- c -->lost<b t='é'>x</b> y</p>"_s.toUtf8());
    QVERIFY(root.has_value());
    (*root)->tail = u" tail"_s;
    QCOMPARE(innerXml(**root), u"a < é<b t=\"&#xE9;\">x</b> y"_s);
    QCOMPARE(innerMarkup(**root), u"a &lt; &#233;<!-- c -->lost<b t=\"&#233;\">x</b> y tail"_s);
    QCOMPARE(textContent(**root), u"a < élostx y"_s);
    const Element empty(u"label"_s);
    QCOMPARE(innerMarkup(empty), u"<label/>"_s);
  }

  void appendsMarkup_data()
  {
    QTest::addColumn<QString>("markup");
    QTest::addColumn<QString>("xml");
    const auto row = [](const char* name, const QString& markup, const QString& xml) {
      QTest::newRow(name) << markup << xml;
    };
    row("text", u"plain > text"_s, u"<s>plain &gt; text</s>"_s);
    row("XML", u"a<b>c</b>d"_s, u"<s>a<b>c</b>d</s>"_s);
    row("an entity of HTML", u"a&nbsp;b"_s, u"<s>a\u00a0b</s>"_s);
    row("an attribute without a value", u"<audio controls>x</audio>"_s,
        u"<s><audio controls=\"\">x</audio></s>"_s);
    row("an open element", u"a<b>c"_s, u"<s>a<b>c</b></s>"_s);
    row("a lone sign", u"a < b & c"_s, u"<s>a &lt; b &amp; c</s>"_s);
  }
  void appendsMarkup()
  {
    QFETCH(QString, markup);
    Element span(u"s"_s);
    appendMarkup(span, markup);
    QTEST(toXml(span), "xml");
  }

  void deepMarkupEnds()
  {
    Element span(u"s"_s);
    appendMarkup(span, u"<b>"_s.repeated(50000));
    QVERIFY(!span.children().empty());
  }
};

SCRIPTORIUM_TEST(TestMarkup)
#include "tst_markup.moc"
