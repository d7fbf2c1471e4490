#include "grading/authoring/markdown.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

class TestMarkdown : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void convertsAsTheWebClient_data();
  void convertsAsTheWebClient();
  void keepsTheClientsEdges_data();
  void keepsTheClientsEdges();
  void anyTextEndsSoon_data();
  void anyTextEndsSoon();
};

void TestMarkdown::convertsAsTheWebClient_data()
{
  QTest::addColumn<QString>("markdown");
  QTest::addColumn<QString>("olx");
  QFile file(scriptorium::testing::sharedFolder() + u"/capa-cases/markdown.json"_s);
  if (!file.open(QIODevice::ReadOnly))
    QSKIP(scriptorium::testing::kNoShared);
  const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[u"cases"].toArray();
  for (const QJsonValue& each : cases)
    QTest::addRow("%s %s", qUtf8Printable(each[u"id"].toString()), qUtf8Printable(each[u"title"].toString()))
        << each[u"markdown"].toString() << each[u"expect"][u"olx"].toString();
}

void TestMarkdown::convertsAsTheWebClient()
{
  QFETCH(const QString, markdown);
  QTEST(olxFromMarkdown(markdown), "olx");
}

void TestMarkdown::keepsTheClientsEdges_data()
{
  QTest::addColumn<QString>("markdown");
  QTest::addColumn<QString>("part");
  QTest::newRow("a heading with Windows line ends before a rule")
      << u"Title\r\n==\r\n---\r\nnext"_s << u"<h3 class=\"hd hd-2 problem-header\">Title</h3>\r"_s;
  QTest::newRow("two underlines")
      << u"a\n==\n==\n"_s << u"problem-header\">a</h3>\n<h3 class=\"hd hd-2 problem-header\">==</h3>"_s;
  QTest::newRow("a default namespace goes")
      << u"(x) a\n\n<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>"_s << u"<svg><g/>"_s;
  QTest::newRow("an answer on a later line") << u"=\n\nword"_s << u"<stringresponse answer=\"\""_s;
  QTest::newRow("a line end in a compound hint")
      << u"[x] a\n{{ ((A)) b&lf;c }}"_s << u"<compoundhint value=\"A\">b\n<p>c</compoundhint></p>"_s;
  QTest::newRow("several in parentheses") << u"[[(a, b), c]]"_s << u"correct=\"a, b\""_s;
  QTest::newRow("an unclosed hint is text")
      << u"(x) a {{ b"_s << u"<choice correct=\"true\">a {{ b</choice>"_s;
  QTest::newRow("the longest mark counts") << u"(x) ) a"_s << u"<choice correct=\"true\">a</choice>"_s;
  QTest::newRow("a hint behind empty lines") << u"a\n\n \n||h||\n"_s << u"<p>a</p>\n\n<demandhint>"_s;
  QTest::newRow("code with a bracket stays") << u"[code]a[1][code]"_s << u"<p>[code]a[1][code]</p>"_s;
  QTest::newRow("a rule needs its own line") << u"a\n----\nb"_s << u"<p>----</p>"_s;
}

void TestMarkdown::keepsTheClientsEdges()
{
  QFETCH(const QString, markdown);
  QFETCH(const QString, part);
  const QString olx = olxFromMarkdown(markdown);
  QVERIFY2(olx.contains(part), qUtf8Printable(olx));
}

void TestMarkdown::anyTextEndsSoon_data()
{
  QTest::addColumn<QString>("markdown");
  QTest::newRow("many choices") << u"(x) a\n"_s.repeated(5000);
  QTest::newRow("many open braces") << u"{{"_s.repeated(5000);
  QTest::newRow("many open brackets") << u"[["_s.repeated(5000);
  QTest::newRow("many blank lines") << u"\n \n"_s.repeated(2000);
  QTest::newRow("many labels that stay open") << u">>"_s.repeated(5000);
  QTest::newRow("many blank signs") << u" \n"_s.repeated(20'000);
  QTest::newRow("many tags on one line") << u"</a>x"_s.repeated(20'000);
  QTest::newRow("many answers") << u"= 1\nor= 2\n"_s.repeated(3000);
}

void TestMarkdown::anyTextEndsSoon()
{
  QFETCH(const QString, markdown);
  const QString olx = olxFromMarkdown(markdown);
  QVERIFY(olx.startsWith(u"<problem>\n"_s));
  QVERIFY(olx.endsWith(u"</problem>"_s));
}

SCRIPTORIUM_TEST(TestMarkdown)
#include "tst_markdown.moc"
