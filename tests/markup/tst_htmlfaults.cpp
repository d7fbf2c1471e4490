#include "markup/html/htmlfaults.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

/// What of a text its author hardly meant.
class TestHtmlFaults : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void faults_data();
  void faults();
  void noMoreThanAskedFor();
  void manyOpenElementsAreOnePass();
};

void TestHtmlFaults::faults_data()
{
  QTest::addColumn<QString>("html");
  QTest::addColumn<QStringList>("expected"); // "line: a part of the sentence"
  const auto row = [](const char* name, const QString& html, const QStringList& expected = {}) {
    QTest::newRow(name) << html << expected;
  };
  row("nothing", u""_s);
  row("a text", u"a < b & c > d"_s);
  row("well formed", u"<div>\n<p>a<br>b<img src='x'></p>\n<ul><li>1<li>2</ul></div>"_s);
  row("an element that does not end", u"<p>\n<b>bold</p>\n<i>x"_s, {u"2: <b>"_s, u"3: <i>"_s});
  row("tags that cross", u"<b><i>x</b></i>"_s, {u"1: <i>"_s, u"1: </i>"_s});
  row("an end tag too many", u"<p>a</p>\n</div>"_s, {u"2: </div>"_s});
  row("a slash that closes nothing", u"<div/>\n<p>x</p>"_s, {u"1: <div/>"_s, u"1: <div>"_s});
  row("a slash in a drawing", u"<svg><path d='M0'/></svg><math/>"_s);
  row("what may be left out", u"<table><tr><td>1<td>2<tr><td>3</table><p>a<p>b<dl><dt>x<dd>y</dl>"_s);
  row("a closed paragraph around a block", u"<p><div>x</div></p>"_s);
  row("a tag that is cut off", u"<p>a</p>\n<a href=\"x>link</a>"_s, {u"2: A tag"_s});
  row("a tag without its name's end", u"text <b"_s, {u"1: A tag"_s});
  row("a comment that is cut off", u"<p>a</p>\r\n\r\n<!-- hidden"_s, {u"3: A comment"_s});
  row("comments that end", u"<!-- a --><!--> <!---> <!-- b --!>"_s);
  row("markup in a script", u"<script>if (a<b) x='<div>';</script>"_s);
  row("a script that does not end", u"<p>a</p>\n<script>x</scrip>"_s, {u"2: <script>"_s});
  row("a frame with text", u"<iframe src='x'><b></iframe>"_s);
}

void TestHtmlFaults::faults()
{
  QFETCH(QString, html);
  QFETCH(QStringList, expected);
  const auto faults = htmlFaults(html);
  QStringList found;
  for (const auto& fault : faults)
    found.append(u"%1: %2"_s.arg(fault.line).arg(fault.sentence));
  QVERIFY2(found.size() == expected.size(), qPrintable(found.join(u'\n')));
  for (qsizetype i = 0; i < found.size(); ++i)
    QVERIFY2(found[i].startsWith(expected[i]), qPrintable(found[i]));
}

void TestHtmlFaults::noMoreThanAskedFor()
{
  QCOMPARE(htmlFaults(u"</a></b></i></u></s></em>"_s).size(), 5);
  QCOMPARE(htmlFaults(u"</a></b></i></u></s></em>"_s, 2).size(), 2);
}

void TestHtmlFaults::manyOpenElementsAreOnePass()
{
  // With a look through all that is open for each tag this would take minutes.
  const QString many = u"<b>"_s.repeated(200'000) + u"</i>"_s.repeated(200'000);
  QCOMPARE(htmlFaults(many, 1).size(), 1);
}

SCRIPTORIUM_TEST(TestHtmlFaults)
#include "tst_htmlfaults.moc"
