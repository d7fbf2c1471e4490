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
