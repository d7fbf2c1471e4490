#include "grading/values/pyvalue.h"
#include "support/testmain.h"

#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

class TestPyValue : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void readsFloatsAsPython_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("repr");
    const auto row = [](const char* name, const QString& text, const QString& repr) {
      QTest::newRow(name) << text << repr;
    };
    row("plain", u"5"_s, u"5.0"_s);
    row("white space around", u" \t5.25\n"_s, u"5.25"_s);
    row("no digits before the point", u".5"_s, u"0.5"_s);
    row("no digits behind the point", u"5."_s, u"5.0"_s);
    row("large", u"1e16"_s, u"1e+16"_s);
    row("just below the change of form", u"1234567890123456"_s, u"1234567890123456.0"_s);
    row("small", u"0.0001"_s, u"0.0001"_s);
    row("smaller", u"0.00001"_s, u"1e-05"_s);
    row("shortest digits", u"0.1"_s, u"0.1"_s);
    row("overflow", u"-1e400"_s, u"-inf"_s);
    row("underflow", u"1e-400"_s, u"0.0"_s);
    row("overflow without an exponent", QString(400, u'9'), u"inf"_s);
    row("underscore", u"1_000.5"_s, u"1000.5"_s);
    row("underscore at the end", u"1_"_s, u"none"_s);
    row("infinity", u"+Infinity"_s, u"inf"_s);
    row("not a number", u"NaN"_s, u"nan"_s);
    row("digits of another script", u"٣"_s, u"3.0"_s);
    row("hexadecimal", u"0x10"_s, u"none"_s);
    row("empty", u""_s, u"none"_s);
    row("only a sign", u"-"_s, u"none"_s);
    row("exponent without digits", u"1e"_s, u"none"_s);
  }
  void readsFloatsAsPython()
  {
    QFETCH(QString, text);
    const auto value = floatFromText(text);
    QTEST(value ? floatRepr(*value) : u"none"_s, "repr");
  }

  void printsAsPython()
  {
    const PyValue value =
        PyDict{{u"k"_s, PyList{1, 0.5, true, PyValue(), u"it's"_s}}, {u"t"_s, u"a\"b'\n\\\u0001é\u200b"_s}};
    QCOMPARE(value.repr(), u"{'k': [1, 0.5, True, None, \"it's\"], 't': 'a\"b\\'\\n\\\\\\x01é\\u200b'}"_s);
    QCOMPARE(PyValue(u"x"_s).str(), u"x"_s);
  }

  void jsonComesBack_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("again");
    const auto row = [](const char* name, QByteArray json, QByteArray again) {
      QTest::newRow(name) << json << again;
    };
    row("object", "{\"b\":1,\"a\":[true,null,\"x\"]}", "{\"b\": 1, \"a\": [true, null, \"x\"]}");
    row("same key twice", "{\"a\":1,\"b\":2,\"a\":3}", "{\"a\": 3, \"b\": 2}");
    row("big integer", "123456789012345678901234567890", "123456789012345678901234567890");
    row("real", "1.50", "1.5");
    row("exponent", "1e5", "100000.0");
    row("NaN", "[NaN, -Infinity]", "[NaN, -Infinity]");
    row("escapes", "\"\\u00e9\\ud83d\\ude00\\n\\\"\"", "\"\\u00e9\\ud83d\\ude00\\n\\\"\"");
    row("leading zero", "01", "");
    row("trailing comma", "[1,]", "");
    row("control character in a string", "\"a\nb\"", "");
    row("lone point", "1.", "");
    row("two values", "1 2", "");
    row("nothing", "", "");
    row("too deep", QByteArray(300, '[') + QByteArray(300, ']'), "");
  }
  void jsonComesBack()
  {
    QFETCH(QByteArray, json);
    const auto value = PyValue::fromJson(json);
    QTEST(value ? value->toJson() : QByteArray(), "again");
  }

  void integersAreReadAsPython()
  {
    QCOMPARE(PyValue(u" 1_0 "_s).toInt(), std::optional<qint64>(10));
    QCOMPARE(PyValue(u"1.5"_s).toInt(), std::nullopt);
    QCOMPARE(PyValue(-1.9).toInt(), std::optional<qint64>(-1));
    QCOMPARE(PyValue(std::nan("")).toInt(), std::nullopt);
    QCOMPARE(PyValue(PyValue::Integer{u"99999999999999999999"_s}).toInt(), std::nullopt);
  }
};

SCRIPTORIUM_TEST(TestPyValue)
#include "tst_pyvalue.moc"
