#include "cases/answercase.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace {

/// The first place where they differ; empty when they are equal. Object keys may stand in any order.
QString difference(const QJsonValue& expected, const QJsonValue& actual, const QString& where)
{
  if (expected.isObject()) {
    const QJsonObject wanted = expected.toObject();
    const QJsonObject found = actual.toObject();
    for (auto entry = wanted.begin(); entry != wanted.end(); ++entry)
      if (const QString inside = difference(entry.value(), found[entry.key()], where + u'.' + entry.key());
          !inside.isEmpty())
        return inside;
    for (const QString& key : found.keys())
      if (!wanted.contains(key))
        return where + u": unexpected "_s + key;
    return {};
  }
  if (expected.isArray()) {
    const QJsonArray wanted = expected.toArray();
    const QJsonArray found = actual.toArray();
    for (qsizetype i = 0; i < std::max(wanted.size(), found.size()); ++i)
      if (const QString inside =
              difference(wanted.at(i), found.at(i), where + u'[' + QString::number(i) + u']');
          !inside.isEmpty())
        return inside;
    return {};
  }
  const bool isNumber = expected.isDouble() && actual.isDouble();
  if (isNumber ? std::abs(expected.toDouble() - actual.toDouble()) < 1e-9 : expected == actual)
    return {};
  const auto text = [](const QJsonValue& value) {
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
  };
  return where + u": expected "_s + text(expected) + u", not "_s + text(actual);
}

} // namespace

class TestProblemBlock : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void answersAsTheLms_data();
  void answersAsTheLms();
};

void TestProblemBlock::answersAsTheLms_data()
{
  QTest::addColumn<QJsonObject>("asked");
  QFile file(scriptorium::testing::sharedFolder() + u"/capa-cases/block.json"_s);
  if (!file.open(QIODevice::ReadOnly))
    QSKIP(scriptorium::testing::kNoShared);
  const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[u"cases"].toArray();
  for (const QJsonValue& each : cases)
    if (!each[u"xml"].toString().contains("<script"_L1)) // those run with the other cases
      QTest::addRow("%s %s", qUtf8Printable(each[u"id"].toString()),
                    qUtf8Printable(each[u"title"].toString()))
          << each.toObject();
}

void TestProblemBlock::answersAsTheLms()
{
  QFETCH(const QJsonObject, asked);
  const auto value = PyValue::fromJson(QJsonDocument(asked).toJson());
  QVERIFY(value);
  const QByteArray said = PyValue(answerBlock(*value, {})).toJson();
  const QString found = difference(asked[u"expect"], QJsonDocument::fromJson(said).object(), {});
  QVERIFY2(found.isEmpty(), qUtf8Printable(found));
}

SCRIPTORIUM_TEST(TestProblemBlock)
#include "tst_problemblock.moc"
