#include "markup/crowds.h"
#include "markup/markup.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

namespace {

QByteArray attributes(int count, const QByteArray& prefix = "a")
{
  QByteArray text;
  for (int at = 0; at < count; ++at)
    text += ' ' + prefix + QByteArray::number(at) + "=\"" + QByteArray::number(at) + '"';
  return text;
}

QByteArray nested(int elements, int namespacesEach)
{
  QByteArray begin;
  QByteArray end;
  for (int at = 0; at < elements; ++at) {
    begin += "<a" + attributes(namespacesEach, "xmlns:n" + QByteArray::number(at) + 'x') + '>';
    end += "</a>";
  }
  return begin + end;
}

} // namespace

/// What would cost the XML library the square of its length.
class TestCrowds : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void areRefusedAsXml_data()
  {
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<QString>("message"); // empty: it is read
    const auto row = [](const char* name, const QByteArray& xml, const QString& message = {}) {
      QTest::newRow(name) << xml << message;
    };
    const QString many = u"An element has more than 1000 attributes, line %1"_s;
    row("as many as are read", "<a" + attributes(1000) + "/>");
    row("one more", "<a" + attributes(1001) + "/>", many.arg(1));
    row("far more, below", "<a>\n<b/>\n<c" + attributes(200'000) + ">x</c></a>", many.arg(3));
    row("of one name", "<a" + QByteArray(" a='1'").repeated(1001) + "/>", many.arg(1));
    row("in single quotes and with blanks", "<a" + attributes(1001).replace("=\"", " =\n\"") + "/>",
        many.arg(1));
    row("in an element that never ends", "<a" + attributes(1001), many.arg(1));
    row("in many elements", "<a>" + ("<b" + attributes(900) + "/>").repeated(3) + "</a>");
    row("in text, comments and sections", "<a b='&lt;" + attributes(1001).replace('"', "") + "'><!-- <b" +
                                              attributes(1001) + "> --><![CDATA[<b" + attributes(1001) +
                                              ">]]><?b <b" + attributes(1001) + "?></a>");
    const QString spaces = u"More than 1000 namespaces are declared for an element, line 1"_s;
    row("namespaces one below the other", nested(11, 100), spaces);
    row("as many as are read, one below the other", nested(10, 100));
    row("namespaces one beside the other", "<a>" + nested(6, 100).repeated(3) + "</a>");
    QByteArray list = "<!DOCTYPE a [<!ATTLIST a";
    for (int at = 0; at < 1001; ++at)
      list += " b" + QByteArray::number(at) + " CDATA \"> 1\"";
    row("given by the document type", list + ">]><a/>",
        u"The document type has more than 1000 attributes, line 1"_s);
  }
  void areRefusedAsXml()
  {
    QFETCH(QByteArray, xml);
    QFETCH(QString, message);
    const auto root = parseXml(xml);
    QCOMPARE(root ? QString() : root.error().message, message);
  }

  void areCutAsHtml()
  {
    const QString markup = u"&nbsp;<b%1><i x=\"1\">y</i></b><script>if (a<b%2>c)</script>"_s.arg(
        QString::fromLatin1(attributes(50'000)), QString::fromLatin1(attributes(2000)));
    Element root(u"div"_s);
    appendMarkup(root, markup);
    QCOMPARE(root.children().size(), 2U);
    const Element& bold = *root.children()[0];
    QCOMPARE(bold.attributes().size(), 1000);
    QCOMPARE(bold.attributes().last().second, u"999"_s);
    QCOMPARE(textContent(bold), u"y"_s);
    QVERIFY(textContent(*root.children()[1]).endsWith(u"a1999=\"1999\">c)"_s));
  }

  void whatHasNoneStays()
  {
    for (const QByteArray& html :
         {QByteArray("a < b <c d=e/><f g='<' h>"), QByteArray("<"), QByteArray(), QByteArray("<a b="),
          QByteArray("<script><b"), QByteArray("<a" + attributes(1000))})
      QCOMPARE(withoutCrowds(html), html);
  }
};

SCRIPTORIUM_TEST(TestCrowds)
#include "tst_crowds.moc"
