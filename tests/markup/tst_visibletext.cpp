#include "markup/visibletext.h"
#include "support/testmain.h"

#include <QTest>

using namespace scriptorium::markup;

class TestVisibleText : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void reads_data()
  {
    QTest::addColumn<QByteArray>("markup");
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char* name, const QByteArray& markup, const QByteArray& text) {
      QTest::newRow(name) << markup << text;
    };
    row("empty", "", "");
    row("plain", "one  two\n\tthree ", "one two three");
    row("block tags separate words", "<p>one</p><p>two</p>", "one two");
    row("inline tags do not", "<p>W<b>el</b>come<BR/>here</p>", "Welcome here");
    row("scripts and styles are left out", "a<script>if (a<b) x('</p>');</script>b<STYLE>p{}</STYLE >c",
        "a b c");
    row("an empty script tag hides nothing", "<script src='x'/>text", "text");
    row("comments and instructions are left out", "a<!-- <p>no</p> -->b<?xml no?>c", "abc");
    row("CDATA is text", "<x><![CDATA[a b]]></x>", "a b");
    row("entities", "caf&eacute; &amp; &#233;&#xE9; a&nbsp;b &lt;p&gt; &hellip;",
        "caf\xc3\xa9 & \xc3\xa9\xc3\xa9 a b <p> \xe2\x80\xa6");
    row("long names of characters", "a&CounterClockwiseContourIntegral;b",
        "a\xe2\x88\xb3"
        "b");
    row("a name of two characters gives the first", "a&nGt;b",
        "a\xe2\x89\xab"
        "b");
    row("a soft hyphen joins", "in&shy;visible", "invisible");
    row("a lone ampersand", "salt & pepper &unknown; x&", "salt pepper unknown; x");
    row("characters beyond the BMP", "&#x1F600;", "\xf0\x9f\x98\x80");
    row("no surrogates from entities", "a&#xD800;b", "a #xD800;b");
    row("texts of images and inputs",
        "<img src=\"x.png\" alt=\"A &quot;map&quot;\"><choicegroup label='Pick one'/>", "A \"map\" Pick one");
    row("other attributes are not text", "<a href=\"hidden > still\" class='x'>shown</a>", "shown");
    row("a comparison is text", "if a < b and c > d", "if a b and c > d");
    row("an unclosed tag", "text <p class=\"x", "text");
    row("an unclosed comment", "text <!-- more", "text");
    row("a lone quote in a tag", "<p don't>text</p>", "text");
    row("base64 is left out", "a " + QByteArray(65, 'Q') + " b", "a b");
    row("a long word is kept", "a " + QByteArray(64, 'Q') + " b", "a " + QByteArray(64, 'Q') + " b");
    row("long runs of other scripts are kept", QByteArray("\xe4\xb8\xad").repeated(50),
        QByteArray("\xe4\xb8\xad").repeated(50));
  }

  void reads()
  {
    QFETCH(const QByteArray, markup);
    QTEST(visibleText(markup), "text");
  }

  void everyCutIsRead()
  {
    const QByteArray markup =
        "<p a='b'>x &amp; <![CDATA[y]]><script>z</script><!-- c --><img alt=\"&eacute;\"/></p>";
    for (qsizetype length = 0; length <= markup.size(); ++length)
      QVERIFY(visibleText(markup.left(length)).size() <= length + 1);
  }
};

SCRIPTORIUM_TEST(TestVisibleText)
#include "tst_visibletext.moc"
