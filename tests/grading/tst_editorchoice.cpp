#include "grading/authoring/editorchoice.h"
#include "grading/authoring/visualeditor.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

class TestEditorChoice : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void opensAsTheWebClient_data();
  void opensAsTheWebClient();
  void keepsAndSavesAsTheWebClient_data();
  void keepsAndSavesAsTheWebClient();
  void savesWithTheClientsEdges_data();
  void savesWithTheClientsEdges();
  void givesTheClientsReasons_data();
  void givesTheClientsReasons();
  void staysCalmWithBrokenText_data();
  void staysCalmWithBrokenText();
};

void TestEditorChoice::opensAsTheWebClient_data()
{
  QTest::addColumn<QString>("olx");
  QTest::addColumn<QString>("opensAs");
  QTest::addColumn<QString>("reason");
  const auto add = [](const QJsonValue& each, const QString& olx, const QJsonValue& editor) {
    QTest::addRow("%s %s", qUtf8Printable(each[u"id"].toString()), qUtf8Printable(each[u"title"].toString()))
        << olx << editor[u"opens_as"].toString() << editor[u"reason"].toString();
  };
  for (const QString& name : {u"olx_editor"_s, u"markdown"_s}) {
    QFile file(scriptorium::testing::sharedFolder() + u"/capa-cases/%1.json"_s.arg(name));
    if (!file.open(QIODevice::ReadOnly))
      QSKIP(scriptorium::testing::kNoShared);
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[u"cases"].toArray();
    for (const QJsonValue& each : cases) {
      const QJsonValue expect = each[u"expect"];
      if (each[u"olx"].isString())
        add(each, each[u"olx"].toString(), expect);
      else
        add(each, expect[u"olx"].toString(), expect[u"editor"]);
    }
  }
}

void TestEditorChoice::opensAsTheWebClient()
{
  QFETCH(const QString, olx);
  const EditorChoice choice = editorFor(olx);
  QTEST(choice.opensAs, "opensAs");
  QTEST(choice.reason, "reason");
}

void TestEditorChoice::keepsAndSavesAsTheWebClient_data()
{
  QTest::addColumn<QString>("olx");
  QTest::addColumn<QJsonObject>("state");
  QTest::addColumn<QString>("saved");
  QFile file(scriptorium::testing::sharedFolder() + u"/capa-cases/olx_editor.json"_s);
  if (!file.open(QIODevice::ReadOnly))
    QSKIP(scriptorium::testing::kNoShared);
  const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[u"cases"].toArray();
  for (const QJsonValue& each : cases)
    if (const QJsonValue expect = each[u"expect"]; expect[u"state"].isObject())
      QTest::addRow("%s %s", qUtf8Printable(each[u"id"].toString()),
                    qUtf8Printable(each[u"title"].toString()))
          << each[u"olx"].toString() << expect[u"state"].toObject() << expect[u"saved_olx"].toString();
}

void TestEditorChoice::keepsAndSavesAsTheWebClient()
{
  QFETCH(const QString, olx);
  const PyValue state = visualState(olx);
  QTEST(QJsonDocument::fromJson(state.toJson()).object(), "state");
  QTEST(savedFromVisual(state, editorFor(olx).opensAs), "saved");
}

void TestEditorChoice::savesWithTheClientsEdges_data()
{
  QTest::addColumn<QString>("olx");
  QTest::addColumn<QString>("part");
  const QString dropdown = u"<problem><optionresponse><optioninput><option correct=\"true\">%1</option>"
                           "</optioninput></optionresponse></problem>"_s;
  for (const auto& [read, written] : std::initializer_list<std::pair<const char*, const char*>>{
           {"+9", "9"},
           {"1.0e3", "1000"},
           {"0.0000001", "1e-7"},
           {"-0", "-0"},
           {"007", "007"},
           {"5.", "5"},
           {"1e21", "1e+21"},
           {"123456789012345678901", "123456789012345678901"},
           {"0x10", "0x10"},
           {"0.50", "0.5"}})
    QTest::addRow("%s comes out as %s", read, written)
        << dropdown.arg(QString::fromLatin1(read)) << u">%1</option>"_s.arg(QString::fromLatin1(written));
  const QString number = u"<problem>%1<numericalresponse answer=\"%2\"><formulaequationinput/>"
                         "</numericalresponse></problem>"_s;
  QTest::newRow("text before a tag is lost")
      << number.arg(u"before <b>x</b> behind"_s, u"5"_s) << u"<problem><b>x</b>\n"_s;
  QTest::newRow("bounds change places") << number.arg(QString(), u"[.1,0.0000001)"_s) << u"\"(1e-7,0.1]\""_s;
  QTest::newRow("dollars stand for something")
      << number.arg(u"<p>$$a$$ $\"</p>"_s, u"5"_s)
      << u"<p>$a$ $&quot;</p>"_s.replace(u"$&"_s, u"<numericalresponse answer=\"5\">"_s);
  QTest::newRow("character references")
      << number.arg(u"<p>&#39;&#x3C;&#169;</p>"_s, u"5"_s) << u"<p>&apos;&lt;&amp;#169;</p>"_s;
  QString many;
  for (int i = 1; i <= 28; ++i)
    many += u"<choice correct=\"true\">c%1</choice>"_s.arg(i);
  QTest::newRow("beyond the letters, the last choice")
      << u"<problem><choiceresponse><checkboxgroup>"_s + many +
             u"</checkboxgroup></choiceresponse></problem>"_s
      << u"<div>c26</div></choice><choice correct=\"true\"><div>c28</div></choice><choice correct=\"true\"><div>c28<"_s;
}

void TestEditorChoice::savesWithTheClientsEdges()
{
  QFETCH(const QString, olx);
  QFETCH(const QString, part);
  const QString saved = savedFromVisual(visualState(olx), editorFor(olx).opensAs);
  QVERIFY2(saved.contains(part), qUtf8Printable(saved));
}

void TestEditorChoice::givesTheClientsReasons_data()
{
  QTest::addColumn<QString>("olx");
  QTest::addColumn<QString>("reason");
  QTest::newRow("an open tag") << u"<problem"_s
                               << u"Cannot read properties of undefined (reading 'tagName')"_s;
  QTest::newRow("one end too many, then a tag")
      << u"<problem></problem></a><b/>"_s << u"Cannot read properties of undefined (reading 'addChild')"_s;
  QTest::newRow("one end too many") << u"<problem>a</problem></a>"_s << QString();
  QTest::newRow("two problems") << u"<problem a=\"b\">a</problem><problem/>"_s << QString();
}

void TestEditorChoice::givesTheClientsReasons()
{
  QFETCH(const QString, olx);
  const EditorChoice choice = editorFor(olx);
  QCOMPARE(choice.opensAs, u"advanced"_s);
  QTEST(choice.reason, "reason");
}

void TestEditorChoice::staysCalmWithBrokenText_data()
{
  QTest::addColumn<QString>("olx");
  QTest::newRow("nothing") << QString();
  QTest::newRow("an open tag") << u"<problem"_s;
  QTest::newRow("an open quote") << u"<problem a=\">"_s;
  QTest::newRow("too many end tags") << u"<problem></problem></problem>"_s;
  QTest::newRow("very deep") << u"<problem>"_s + u"<p>"_s.repeated(100'000);
  QTest::newRow("an open comment") << u"<problem><!-- "_s;
}

void TestEditorChoice::staysCalmWithBrokenText()
{
  QFETCH(const QString, olx);
  QVERIFY(!editorFor(olx).opensAs.isEmpty());
  QVERIFY(visualState(olx).isNone());
}

SCRIPTORIUM_TEST(TestEditorChoice)
#include "tst_editorchoice.moc"
