#include "model/fieldvalue.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

Q_DECLARE_METATYPE(scriptorium::FieldType)

namespace {

FieldSpec spec(FieldType type)
{
  FieldSpec made;
  made.name = u"field"_s;
  made.type = type;
  return made;
}

/// "!" for an error, so that a table can hold it.
QString outcome(const Result<QString>& result)
{
  return result ? *result : u"!"_s;
}

} // namespace

class TestFieldValue : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void xmlBlocksRead_data()
  {
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("json");
    using T = FieldType;
    const auto row = [](const char* name, T type, const QString& raw, const QString& json) {
      QTest::newRow(name) << type << raw << json;
    };
    row("text", T::String, u"Week 1"_s, u"\"Week 1\""_s);
    row("a JSON string loses its quotes", T::String, u"\"Week 1\""_s, u"\"Week 1\""_s);
    row("null is no text", T::String, u"null"_s, u"null"_s);
    row("a number stays text", T::String, u"123"_s, u"\"123\""_s);
    row("true stays text", T::String, u"true"_s, u"\"true\""_s);
    row("a list stays text", T::String, u"[1]"_s, u"\"[1]\""_s);
    row("control characters go", T::String, u"a\u0001b"_s, u"\"ab\""_s);
    row("true", T::Boolean, u"true"_s, u"true"_s);
    row("TRUE", T::Boolean, u"TRUE"_s, u"true"_s);
    row("quoted true", T::Boolean, u"\"True\""_s, u"true"_s);
    row("yes is false", T::Boolean, u"Yes"_s, u"false"_s);
    row("1 is true", T::Boolean, u"1"_s, u"true"_s);
    row("0 is false", T::Boolean, u"0"_s, u"false"_s);
    row("null is false", T::Boolean, u"null"_s, u"false"_s);
    row("integer", T::Integer, u"3"_s, u"3"_s);
    row("quoted integer", T::Integer, u"\"3\""_s, u"3"_s);
    row("a float is cut", T::Integer, u"3.7"_s, u"3"_s);
    row("empty integer", T::Integer, u""_s, u"null"_s);
    row("null integer", T::Integer, u"null"_s, u"null"_s);
    row("no integer", T::Integer, u"three"_s, u"!"_s);
    row("float", T::Float, u"0.5"_s, u"0.5"_s);
    row("whole float", T::Float, u"1"_s, u"1.0"_s);
    row("empty float", T::Float, u""_s, u"null"_s);
    row("no float", T::Float, u"1,5"_s, u"!"_s);
    row("infinity", T::Float, u"inf"_s, u"!"_s);
    row("date of Studio", T::Date, u"2030-01-01T00:00:00Z"_s, u"\"2030-01-01T00:00:00Z\""_s);
    row("old quoted date", T::Date, u"\"2013-02-05T05:00:00+00:00\""_s, u"\"2013-02-05T05:00:00Z\""_s);
    row("an offset becomes UTC", T::Date, u"2013-02-05T00:30:00+02:00"_s, u"\"2013-02-04T22:30:00Z\""_s);
    row("fractions go", T::Date, u"2013-02-05T05:00:00.123456"_s, u"\"2013-02-05T05:00:00Z\""_s);
    row("date alone", T::Date, u"2013-02-05"_s, u"\"2013-02-05T00:00:00Z\""_s);
    row("date in words", T::Date, u"Oct 30 23:00 EST 2012"_s, u"\"2012-10-30T23:00:00Z\""_s);
    row("day first in words", T::Date, u"5 March 2014 3pm"_s, u"\"2014-03-05T15:00:00Z\""_s);
    row("weekday and comma", T::Date, u"Monday, June 2nd, 2014 at 9:05"_s, u"\"2014-06-02T09:05:00Z\""_s);
    row("month first in numbers", T::Date, u"03/05/2014"_s, u"\"2014-03-05T00:00:00Z\""_s);
    row("unless impossible", T::Date, u"25/12/2014 12:00 am"_s, u"\"2014-12-25T00:00:00Z\""_s);
    row("milliseconds", T::Date, u"1356998400000"_s, u"\"2013-01-01T00:00:00Z\""_s);
    row("empty date", T::Date, u""_s, u"null"_s);
    row("no day", T::Date, u"October 2012"_s, u"!"_s);
    row("no year", T::Date, u"October 30"_s, u"!"_s);
    row("31 February", T::Date, u"2014-02-31"_s, u"!"_s);
    row("no date", T::Date, u"soon"_s, u"!"_s);
    row("timedelta", T::Timedelta, u"2 days 3 hours 4 minutes 5 seconds"_s, u"\"2 days 11045 seconds\""_s);
    row("one day", T::Timedelta, u"1 day"_s, u"\"1 days\""_s);
    row("hours beyond a day", T::Timedelta, u"36 hours"_s, u"\"1 days 43200 seconds\""_s);
    row("empty timedelta is zero", T::Timedelta, u""_s, u"\"\""_s);
    row("no timedelta", T::Timedelta, u"a while"_s, u"!"_s);
    row("relative time", T::RelativeTime, u"00:01:05"_s, u"\"00:01:05\""_s);
    row("seconds", T::RelativeTime, u"65.5"_s, u"\"00:01:05\""_s);
    row("empty relative time", T::RelativeTime, u""_s, u"\"00:00:00\""_s);
    row("whole seconds are refused by the server", T::RelativeTime, u"65"_s, u"!"_s);
    row("a day", T::RelativeTime, u"24:00:00"_s, u"!"_s);
    row("list", T::List, u"[\"a\", 1]"_s, u"[\"a\",1]"_s);
    row("Python's list", T::List, u"['a']"_s, u"!"_s);
    row("dict", T::Dict, u"{\"k\": {\"x\": null}}"_s, u"{\"k\":{\"x\":null}}"_s);
    row("order of keys stays", T::Dict, u"{\"b\": 1, \"a\": 2}"_s, u"{\"b\":1,\"a\":2}"_s);
    row("list for a dict", T::Dict, u"[]"_s, u"!"_s);
    row("references", T::ReferenceValueDict, u"{\"0\": \"i4x://o/c/vertical/v\"}"_s,
        u"{\"0\":\"i4x://o/c/vertical/v\"}"_s);
    row("references must be texts", T::ReferenceValueDict, u"{\"0\": 1}"_s, u"!"_s);
    row("endless nesting", T::List, QString(5000, u'[') + QString(5000, u']'), u"!"_s);
  }

  void xmlBlocksRead()
  {
    QFETCH(FieldType, type);
    QFETCH(QString, raw);
    QTEST(outcome(readField(spec(type), true, raw)), "json");
  }

  void pureBlocksRead_data()
  {
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("json");
    using T = FieldType;
    const auto row = [](const char* name, T type, const QString& raw, const QString& json) {
      QTest::newRow(name) << type << raw << json;
    };
    row("text keeps its quotes", T::String, u"\"x\""_s, u"\"\\\"x\\\"\""_s);
    row("null is a text", T::String, u"null"_s, u"\"null\""_s);
    row("True", T::Boolean, u"True"_s, u"true"_s);
    row("yes", T::Boolean, u"yes"_s, u"true"_s);
    row("off", T::Boolean, u"off"_s, u"false"_s);
    row("y is no YAML truth", T::Boolean, u"y"_s, u"false"_s);
    row("integer", T::Integer, u" 12 "_s, u"12"_s);
    row("hexadecimal", T::Integer, u"0x1f"_s, u"31"_s);
    row("tilde", T::Integer, u"~"_s, u"null"_s);
    row("empty", T::Integer, u""_s, u"null"_s);
    row("quoted number", T::Float, u"'2.5'"_s, u"2.5"_s);
    row("plain date", T::Date, u"2020-01-01T00:00:00+00:00"_s, u"\"2020-01-01T00:00:00Z\""_s);
    row("quoted date", T::Date, u"\"2020-01-01T00:00:00Z\""_s, u"\"2020-01-01T00:00:00Z\""_s);
    row("JSON over several lines", T::List, u"[\n  \"a\",\n  \"b\"\n]"_s, u"[\"a\",\"b\"]"_s);
    row("Python's list", T::List, u"['it''s', b c, 1.5, True]"_s, u"[\"it's\",\"b c\",1.5,true]"_s);
    row("trailing comma", T::List, u"[a, ]"_s, u"[\"a\"]"_s);
    row("flow map", T::Dict, u"{k: 'v', \"n\": [1, {x: ~}], url: http://a.b/c}"_s,
        u"{\"k\":\"v\",\"n\":[1,{\"x\":null}],\"url\":\"http://a.b/c\"}"_s);
    row("missing value", T::List, u"[a,,b]"_s, u"!"_s);
    row("unclosed list", T::List, u"['a'"_s, u"!"_s);
    row("unclosed quote", T::List, u"['a]"_s, u"!"_s);
    row("block style", T::Dict, u"a: 1\nb: 2"_s, u"{\"a\":1,\"b\":2}"_s);
    row("anchor", T::List, u"&x [1]"_s, u"[1]"_s);
    row("tag", T::Any, u"!!python/object:os.system x"_s, u"!"_s);
    row("plain word", T::Any, u"word"_s, u"\"word\""_s);
    row("endless nesting", T::List, QString(5000, u'['), u"!"_s);
  }

  void pureBlocksRead()
  {
    QFETCH(FieldType, type);
    QFETCH(QString, raw);
    QTEST(outcome(readField(spec(type), false, raw)), "json");
  }

  void policyValuesAreTyped()
  {
    // Seen in a real policy: "Yes" reads as false.
    QCOMPARE(outcome(readJsonValue(spec(FieldType::Boolean), u"\"Yes\""_s)), u"false"_s);
    QCOMPARE(outcome(readJsonValue(spec(FieldType::Float), u"1"_s)), u"1.0"_s);
    QCOMPARE(outcome(readJsonValue(spec(FieldType::String), u"1"_s)), u"!"_s);
    QCOMPARE(outcome(readJsonValue(spec(FieldType::String), u"{"_s)), u"!"_s);
  }

  void writes_data()
  {
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("xmlBlock");
    QTest::addColumn<QString>("pure");
    using T = FieldType;
    const auto row = [](const char* name, T type, const QString& json, const QString& xml,
                        const QString& pure) { QTest::newRow(name) << type << json << xml << pure; };
    row("text", T::String, u"\"Über\""_s, u"Über"_s, u"Über"_s);
    row("text that looks like null", T::String, u"\"null\""_s, u"\"null\""_s, u"null"_s);
    row("text in quotes", T::String, u"\"\\\"a\\\"\""_s, u"\"\\\"a\\\"\""_s, u"\"a\""_s);
    row("text that looks like a number", T::String, u"\"12\""_s, u"12"_s, u"12"_s);
    row("no text", T::String, u"null"_s, u"null"_s, u"!"_s);
    row("true", T::Boolean, u"true"_s, u"true"_s, u"true"_s);
    row("integer", T::Integer, u"3.0"_s, u"3"_s, u"3"_s);
    row("no integer", T::Integer, u"null"_s, u"null"_s, u"null"_s);
    row("float", T::Float, u"3"_s, u"3.0"_s, u"3.0"_s);
    row("date", T::Date, u"\"2030-01-01T01:00:00+01:00\""_s, u"2030-01-01T00:00:00Z"_s,
        u"\"2030-01-01T00:00:00Z\""_s);
    row("timedelta", T::Timedelta, u"\"1 day 1 hour\""_s, u"1 days 3600 seconds"_s,
        u"\"1 days 3600 seconds\""_s);
    row("list", T::List, u"[\"a\",{\"k\":1}]"_s, u"[\"a\", {\"k\": 1}]"_s,
        u"[\n  \"a\",\n  {\n    \"k\": 1\n  }\n]"_s);
    row("keys: order of insertion, sorted", T::Dict, u"{\"b\":1,\"a\":\"é\"}"_s,
        u"{\"b\": 1, \"a\": \"\\u00e9\"}"_s, u"{\n  \"a\": \"\\u00e9\",\n  \"b\": 1\n}"_s);
    row("empty list", T::List, u"[]"_s, u"[]"_s, u"[]"_s);
    row("wrong type", T::List, u"3"_s, u"!"_s, u"!"_s);
    row("no JSON", T::List, u"[1"_s, u"!"_s, u"!"_s);
  }

  void writes()
  {
    QFETCH(FieldType, type);
    QFETCH(QString, json);
    QTEST(outcome(writeField(spec(type), true, json)), "xmlBlock");
    QTEST(outcome(writeField(spec(type), false, json)), "pure");
  }

  void whatIsWrittenReadsTheSame_data()
  {
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("json");
    const auto texts = {u"\"\""_s,      u"\"null\""_s,    u"\"\\\"q\\\"\""_s, u"\"true\""_s,
                        u"\"[1,2]\""_s, u"\" x\\ny \""_s, u"\"{\""_s,         u"\"1e5\""_s};
    int number = 0;
    for (const auto& text : texts)
      QTest::addRow("text %d", ++number) << FieldType::String << text;
    QTest::newRow("large float") << FieldType::Float << u"1e+22"_s;
    QTest::newRow("small float") << FieldType::Float << u"0.1"_s;
    QTest::newRow("nested") << FieldType::Dict << u"{\"a\":[{\"b\":[]},\"ü\\\"\"]}"_s;
    QTest::newRow("no span") << FieldType::Timedelta << u"\"\""_s;
    QTest::newRow("no date") << FieldType::Date << u"null"_s;
  }

  void whatIsWrittenReadsTheSame()
  {
    QFETCH(FieldType, type);
    QFETCH(QString, json);
    for (const bool isXmlBlock : {true, false}) {
      const auto raw = writeField(spec(type), isXmlBlock, json);
      QVERIFY(raw.has_value());
      QCOMPARE(outcome(readField(spec(type), isXmlBlock, *raw)), json);
    }
  }

  void rangesAndAllowedValuesHold()
  {
    FieldSpec attempts = spec(FieldType::Integer);
    attempts.minimum = 0;
    attempts.maximum = 10;
    QCOMPARE(outcome(writeField(attempts, true, u"0"_s)), u"0"_s);
    QCOMPARE(outcome(writeField(attempts, true, u"null"_s)), u"null"_s);
    QCOMPARE(outcome(writeField(attempts, true, u"-1"_s)), u"!"_s);
    QCOMPARE(outcome(writeField(attempts, true, u"11"_s)), u"!"_s);
    FieldSpec show = spec(FieldType::String);
    show.values = {{u"always"_s, u"Always"_s}, {u"past_due"_s, u"After the due date"_s}};
    QCOMPARE(outcome(writeField(show, true, u"\"always\""_s)), u"always"_s);
    QCOMPARE(outcome(writeField(show, true, u"\"sometimes\""_s)), u"!"_s);
    QCOMPARE(outcome(parseTyped(show, true, u"after the due date"_s)), u"past_due"_s);
  }

  void typed_data()
  {
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("raw");
    using T = FieldType;
    const auto row = [](const char* name, T type, const QString& typed, const QString& raw) {
      QTest::newRow(name) << type << typed << raw;
    };
    row("text", T::String, u" Week 1 "_s, u" Week 1 "_s);
    row("the word null", T::String, u"null"_s, u"\"null\""_s);
    row("yes", T::Boolean, u"Yes"_s, u"true"_s);
    row("off", T::Boolean, u"off"_s, u"false"_s);
    row("perhaps", T::Boolean, u"perhaps"_s, u"!"_s);
    row("number", T::Integer, u" 3 "_s, u"3"_s);
    row("nothing", T::Integer, u""_s, u"null"_s);
    row("half", T::Integer, u"0.5"_s, u"!"_s);
    row("float", T::Float, u"1"_s, u"1.0"_s);
    row("date", T::Date, u"2024-05-01"_s, u"2024-05-01T00:00:00Z"_s);
    row("date and time", T::Date, u"2024-05-01 10:30"_s, u"2024-05-01T10:30:00Z"_s);
    row("no date", T::Date, u""_s, u"null"_s);
    row("tomorrow", T::Date, u"tomorrow"_s, u"!"_s);
    row("span", T::Timedelta, u"2 hours"_s, u"7200 seconds"_s);
    row("minutes and seconds", T::RelativeTime, u"1:30"_s, u"00:01:30"_s);
    row("seconds", T::RelativeTime, u"90"_s, u"00:01:30"_s);
    row("list with commas", T::List, u"poll, done"_s, u"[\"poll\", \"done\"]"_s);
    row("list as JSON", T::List, u"[1, 2]"_s, u"[1, 2]"_s);
    row("dict", T::Dict, u"{\"a\": 1}"_s, u"{\"a\": 1}"_s);
    row("no dict", T::Dict, u"a = 1"_s, u"!"_s);
  }

  void typed()
  {
    QFETCH(FieldType, type);
    QFETCH(QString, typed);
    QTEST(outcome(parseTyped(spec(type), true, typed)), "raw");
  }
};

SCRIPTORIUM_TEST(TestFieldValue)
#include "tst_fieldvalue.moc"
