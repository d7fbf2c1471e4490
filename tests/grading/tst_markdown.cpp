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

void TestMarkdown::anyTextEndsSoon_data()
{
  QTest::addColumn<QString>("markdown");
  QTest::newRow("many choices") << u"(x) a\n"_s.repeated(5000);
  QTest::newRow("many open braces") << u"{{"_s.repeated(5000);
  QTest::newRow("many open brackets") << u"[["_s.repeated(5000);
  QTest::newRow("many blank lines") << u"\n \n"_s.repeated(2000);
  QTest::newRow("many labels that stay open") << u">>"_s.repeated(5000);
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
