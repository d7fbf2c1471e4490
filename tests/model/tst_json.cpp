#include "model/text/json.h"
#include "model/text/jsonevents.h"
#include "model/text/jsontext.h"
#include "support/testmain.h"

#include <QTest>

#include <limits>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

QByteArray again(const QByteArray& json)
{
  const auto parsed = Json::parse(json);
  return parsed ? parsed->toUtf8() : QByteArray("nothing");
}

QByteArray nested(int depth)
{
  return QByteArray(depth, '[') + QByteArray(depth, ']');
}

/// Writes what it hears, with the line it is heard on.
class Heard : public JsonEvents
{
public:
  bool null() override { return add("null"); }
  bool boolean(bool value) override { return add(value ? "true" : "false"); }
  bool whole(double, QByteArrayView plain) override { return add("whole " + plain.toByteArray()); }
  bool number(double, QByteArrayView written) override { return add("number " + written.toByteArray()); }
  bool text(QByteArrayView text) override { return add("text " + text.toByteArray()); }
  bool openList() override { return add("["); }
  bool closeList() override { return add("]"); }
  bool openObject() override { return add("{"); }
  bool name(QByteArrayView name) override { return add("name " + name.toByteArray()); }
  bool closeObject() override { return add("}"); }
  void fault(qsizetype byte, const QString&) override { add("fault at " + QByteArray::number(byte)); }

  QByteArrayList events;

private:
  bool add(const QByteArray& event)
  {
    events.append(QByteArray::number(line()) + ' ' + event);
    return !event.endsWith("stop");
  }
};

} // namespace

class TestJson : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whatIsReadIsWritten_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("written"); // "nothing": it is no JSON
    const auto row = [](const char* name, const QByteArray& json, const QByteArray& written) {
      QTest::newRow(name) << json << written;
    };
    row("members keep their order", R"( {"b": 1, "a": {"d": [], "c": {}}} )",
        R"({"b":1,"a":{"d":[],"c":{}}})");
    row("of one name the last counts, at the place of the first", R"({"a":1,"b":2,"a":3})",
        R"({"a":3,"b":2})");
    row("the longest whole numbers", "[18446744073709551615,-9223372036854775808]",
        "[18446744073709551615,-9223372036854775808]");
    row("a longer one is floating point", "18446744073709551616", "1.8446744073709552e+19");
    row("floating point keeps its point", "[1.0,-0.0,1e2,0.1,-0]", "[1.0,-0.0,100.0,0.1,0]");
    row("a number beyond floating point", "1e400", "nothing");
    row("letters", "\"\\u00e9 \xc3\xa9 \\ud83d\\ude00 \\/ \\n\\u0001\"",
        "\"\xc3\xa9 \xc3\xa9 \xf0\x9f\x98\x80 / \\n\\u0001\"");
    row("a byte order mark inside stays",
        "{\"\xef\xbb\xbf"
        "a\":\"\xef\xbb\xbf"
        "b\"}",
        "{\"\xef\xbb\xbf"
        "a\":\"\xef\xbb\xbf"
        "b\"}");
    row("one before the text is none of JSON", "\xef\xbb\xbf[]", "nothing");
    row("half a surrogate pair", R"("\ud83d")", "nothing");
    row("bytes that are no UTF-8", "\"\xff\"", "nothing");
    row("a half of UTF-16 as UTF-8", "\"\xed\xa0\x80\"", "nothing");
    row("a line break in a text", "\"a\nb\"", "nothing");
    row("NaN", "NaN", "nothing");
    row("a comma too many", "[1,]", "nothing");
    row("a second value", "1 2", "nothing");
    row("empty", "", "nothing");
    row("as deep as it may be", nested(kMaxJsonDepth), nested(kMaxJsonDepth));
    row("too deep", nested(kMaxJsonDepth + 1), "nothing");
    row("brackets in texts are not deep", '"' + QByteArray(1000, '[') + '"',
        '"' + QByteArray(1000, '[') + '"');
  }
  void whatIsReadIsWritten()
  {
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArray, written);
    QCOMPARE(again(json), written);
    const auto fromText = Json::parse(QString::fromUtf8(json));
    if (json.isValidUtf8() && !json.startsWith("\xef\xbb\xbf")) // which QString takes away
      QCOMPARE(fromText.has_value(), written != "nothing");
  }

  void ofMembersWithOneNameTheLastCountsAtThePlaceOfTheFirst_data()
  {
    QTest::addColumn<int>("members");
    for (const int members : {2, 15, 16, 17, 18, 500})
      QTest::addRow("of %d", members) << members;
  }
  void ofMembersWithOneNameTheLastCountsAtThePlaceOfTheFirst()
  {
    QFETCH(int, members);
    QByteArray twice;
    QByteArray once;
    for (int at = 0; at < members; ++at) {
      twice += ",\"" + QByteArray::number(at) + "\":[{\"old\":1,\"old\":2}]";
      once += ",\"" + QByteArray::number(at) + "\":" + (at % 7 == 1 ? "{\"new\":[]}" : "[{\"old\":2}]");
    }
    for (int at = 1; at < members; at += 7)
      twice += ",\"" + QByteArray::number(at) + "\":{\"new\":[]}";
    QCOMPARE(Json::parse('{' + twice.sliced(1) + '}').value().toUtf8(), '{' + once.sliced(1) + '}');
  }

  void writesEveryForm()
  {
    const auto json = Json::parse(QByteArray(R"({"b":[1,{"z":null,"é":"ü\n"}],"a":{},"B":[]})"));
    QVERIFY(json);
    QCOMPARE(json->toUtf8(), QByteArray(R"({"b":[1,{"z":null,"é":"ü\n"}],"a":{},"B":[]})"));
    QCOMPARE(json->toString().toUtf8(), json->toUtf8());
    QCOMPARE(json->toUtf8(Json::Letters::Ascii),
             QByteArray(R"({"b":[1,{"z":null,"\u00e9":"\u00fc\n"}],"a":{},"B":[]})"));
    QCOMPARE(json->toPython(),
             QByteArray(R"({"b": [1, {"z": null, "\u00e9": "\u00fc\n"}], "a": {}, "B": []})"));
    const QByteArray sorted = "{\n  \"B\": [],\n  \"a\": {},\n  \"b\": [\n    1,\n    {\n      \"z\": null,\n"
                              "      \"\\u00e9\": \"\\u00fc\\n\"\n    }\n  ]\n}";
    QCOMPARE(json->toSorted(2), sorted);
    QCOMPARE(Json::parse(json->toIndented(2))->toUtf8(), json->toUtf8());
    QCOMPARE(sortedJson(json->toUtf8(), 2, Json::Letters::Ascii), sorted);
    QCOMPARE(sortedJson(json->toUtf8()), QByteArray(R"({"B":[],"a":{},"b":[1,{"z":null,"é":"ü\n"}]})"));
    QVERIFY(!sortedJson("[1"));
    QVERIFY(!sortedJson(nested(kMaxJsonDepth + 1)));
  }

  void valuesKnowWhatTheyAre()
  {
    QVERIFY(Json().isNull() && Json().isEmpty());
    QVERIFY(Json(true).boolean() && Json(true).kind() == Json::Kind::Boolean);
    QVERIFY(Json(1).isWhole() && Json(1).isNumber() && Json(1).whole() == 1 && Json(1).number() == 1.0);
    QVERIFY(!Json(1.5).isWhole() && Json(1.5).isNumber() && Json(1.5).whole() == 0);
    QVERIFY(Json(std::numeric_limits<qint64>::min()).whole() == std::numeric_limits<qint64>::min());
    QCOMPARE(Json(std::numeric_limits<double>::infinity()).toUtf8(), QByteArray("null"));
    QCOMPARE(Json(u"é"_s).text(), u"é"_s);
    QVERIFY(Json(QString()).isText() && Json(QString()).isEmpty() && !Json(0).isEmpty());
    QCOMPARE(Json::fromUtf8("\xef\xbb\xbf"
                            "a")
                 .text(),
             u"a"_s);
    QCOMPARE(Json::fromUtf8("\xef\xbb\xbf"
                            "a")
                 .utf8(),
             QByteArray("\xef\xbb\xbf"
                        "a"));
    QCOMPARE(Json::fromUtf8("\xff").toString(), u"\"\uFFFD\""_s);
    QVERIFY(Json::list().isList() && Json::list().isEmpty());
    QVERIFY(Json::object().isObject() && Json::object().items().isEmpty());
    QVERIFY(Json(u"a"_s).items().isEmpty() && Json(1).members().isEmpty() && !Json(1).find("a"));
  }

  void membersAreFoundAndChanged()
  {
    Json json;
    json.set("b", Json(1));
    json.set(u"ä"_s, Json(u"x"_s));
    json.set(QByteArray("c"), Json::list());
    json.set("b", Json(2));
    QCOMPARE(json.toString(), u"{\"b\":2,\"ä\":\"x\",\"c\":[]}"_s);
    QVERIFY(json.contains(u"ä"_s) && json.contains("ä") && !json.contains("a"));
    QCOMPARE(json.find("b")->whole(), 2);
    QVERIFY(!json.find("a"));
    QVERIFY(json.remove(u"ä"_s));
    QVERIFY(!json.remove("ä"));
    const auto members = json.members();
    QCOMPARE(members.size(), 2);
    QCOMPARE(members[1].name, QByteArrayView("c"));
    QVERIFY(members[1].value.isList());
    QCOMPARE(json.items()[0].whole(), 2);
  }

  void copiesAndPartsChangeAlone()
  {
    auto whole = *Json::parse(R"({"list":[1,{"a":1}]})");
    const Json copy = whole;
    Json list = *whole.find("list");
    Json last = list.items()[1];
    last.set("a", Json(2));
    list.append(last);
    whole.set("list", list);
    QCOMPARE(copy.toUtf8(), QByteArray("{\"list\":[1,{\"a\":1}]}"));
    QCOMPARE(last.toUtf8(), QByteArray("{\"a\":2}"));
    QCOMPARE(list.toUtf8(), QByteArray("[1,{\"a\":1},{\"a\":2}]"));
    QCOMPARE(whole.toUtf8(), QByteArray("{\"list\":[1,{\"a\":1},{\"a\":2}]}"));
    whole.set("self", whole);
    QCOMPARE(whole.find("self")->toUtf8(), QByteArray("{\"list\":[1,{\"a\":1},{\"a\":2}]}"));
    Json alone = whole.items()[0];
    whole = Json();
    alone.append(Json());
    QCOMPARE(alone.toUtf8(), QByteArray("[1,{\"a\":1},{\"a\":2},null]"));
  }

  void equalityIsOfValues()
  {
    const auto parsed = [](const char* json) { return *Json::parse(json); };
    QVERIFY(parsed("[1, 2.0, \"\\u00e9\"]") == parsed("[1.0, 2, \"é\"]"));
    QVERIFY(parsed("{\"a\":1,\"b\":2}") != parsed("{\"b\":2,\"a\":1}"));
    QVERIFY(Json() == parsed("null") && Json() != Json(false) && Json(0) != Json(false));
  }

  void eventsTellLines_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArrayList>("events");
    QTest::newRow("all kinds") << QByteArray("{\"a\":\n [true,\n-0 , 1.50,\n null]}")
                               << QByteArrayList{"1 {",           "1 name a", "2 [", "2 true", "3 whole 0",
                                                 "3 number 1.50", "4 null",   "4 ]", "4 }"};
    QTest::newRow("a number too long")
        << QByteArray("-99999999999999999999 ") << QByteArrayList{"1 number -99999999999999999999"};
    QTest::newRow("a fault") << QByteArray("[\n\n1,,") << QByteArrayList{"1 [", "3 whole 1", "3 fault at 6"};
    QTest::newRow("a fault without a place") << QByteArray("1e400") << QByteArrayList{"1 fault at 0"};
    QTest::newRow("stopped") << QByteArray("[\n\"stop\",") << QByteArrayList{"1 [", "2 text stop"};
  }
  void eventsTellLines()
  {
    QFETCH(const QByteArray, json);
    QFETCH(const QByteArrayList, events);
    Heard heard;
    const bool isWhole = !events.last().contains("fault") && !events.last().contains("stop");
    QCOMPARE(readJson(json, heard), isWhole);
    QCOMPARE(heard.events, events);
  }
};

SCRIPTORIUM_TEST(TestJson)
#include "tst_json.moc"
