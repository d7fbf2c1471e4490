#include "model/text/yamltext.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

/// The values are those of PyYAML 6's safe loader, dates left as texts.
class TestYamlText : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void scalarsAreThoseOfYaml11_data()
  {
    columns();
    const auto row = [](const QString& yaml, const QString& json) {
      QTest::newRow(qPrintable(yaml)) << yaml << json;
    };
    QTest::newRow("an empty text") << u""_s << u"null"_s;
    QTest::newRow("only a comment") << u"# nothing"_s << u"null"_s;
    row(u"~"_s, u"null"_s);
    row(u"Null"_s, u"null"_s);
    row(u"nULL"_s, u"\"nULL\""_s);
    row(u"yes"_s, u"true"_s);
    row(u"OFF"_s, u"false"_s);
    row(u"oN"_s, u"\"oN\""_s);
    row(u"y"_s, u"\"y\""_s);
    row(u"+12"_s, u"12"_s);
    row(u"1_000"_s, u"1000"_s);
    row(u"017"_s, u"15"_s);
    row(u"08"_s, u"\"08\""_s);
    row(u"0o7"_s, u"\"0o7\""_s);
    row(u"-0x1f"_s, u"-31"_s);
    row(u"0b101"_s, u"5"_s);
    row(u"1:30"_s, u"90"_s);
    row(u"-190:20:30"_s, u"-685230"_s);
    row(u"1:60"_s, u"\"1:60\""_s);
    row(u"1:30.5"_s, u"90.5"_s);
    row(u"-9223372036854775808"_s, u"-9223372036854775808"_s);
    row(u"9223372036854775808"_s, u"9.223372036854776e+18"_s);
    row(u"0xffffffffffffffff"_s, u"1.8446744073709552e+19"_s);
    row(u"1."_s, u"1.0"_s);
    row(u".5"_s, u"0.5"_s);
    row(u"-.5"_s, u"\"-.5\""_s);
    row(u"1.5e+3"_s, u"1500.0"_s);
    row(u"1.5e3"_s, u"\"1.5e3\""_s);
    row(u"1e5"_s, u"\"1e5\""_s);
    row(u"1e400"_s, u"\"1e400\""_s);
    row(u"2001-01-01"_s, u"\"2001-01-01\""_s);
    row(u"a b"_s, u"\"a b\""_s);
    row(u"a #c"_s, u"\"a\""_s);
    row(u"a#c"_s, u"\"a#c\""_s);
    row(u"http://a.b/c?d=e"_s, u"\"http://a.b/c?d=e\""_s);
    row(u"'it''s'"_s, u"\"it's\""_s);
    row(u"\"\\x41\\u00e9\""_s, u"\"Aé\""_s);
    row(u"\"a\n b\n\n c\""_s, u"\"a b\\nc\""_s);
    row(u"!!str 5"_s, u"\"5\""_s);
    row(u"!!int \"7\""_s, u"7"_s);
    row(u"!!bool \"Yes\""_s, u"true"_s);
    row(u"! \"5\""_s, u"5"_s);
  }
  void scalarsAreThoseOfYaml11() { compare(); }

  void listsAndMapsComeInBothStyles_data()
  {
    columns();
    const auto row = [](const char* name, const QString& yaml, const QString& json) {
      QTest::newRow(name) << yaml << json;
    };
    row("a flow list", u"[a, 'b', 3, ]"_s, u"[\"a\",\"b\",3]"_s);
    row("a flow map", u"{a: 1, b: [x], c: {}}"_s, u"{\"a\":1,\"b\":[\"x\"],\"c\":{}}"_s);
    row("a map without values", u"{a, b: }"_s, u"{\"a\":null,\"b\":null}"_s);
    row("a colon within a word", u"{a:1}"_s, u"{\"a:1\":null}"_s);
    row("a colon after a quote", u"{'a':1}"_s, u"{\"a\":1}"_s);
    row("a pair in a list", u"[a: 1, b]"_s, u"[{\"a\":1},\"b\"]"_s);
    row("a list over lines", u"[a,\n # first\n b]"_s, u"[\"a\",\"b\"]"_s);
    row("a block list", u"- a\n- 2\n- [x]"_s, u"[\"a\",2,[\"x\"]]"_s);
    row("a block map", u"a: 1\nb:\n  - x\n  - y\nc:\n  d: no"_s,
        u"{\"a\":1,\"b\":[\"x\",\"y\"],\"c\":{\"d\":false}}"_s);
    row("a list as deep as its key", u"a:\n- 1\n- 2"_s, u"{\"a\":[1,2]}"_s);
    row("a literal", u"|\n  a\n  b\n"_s, u"\"a\\nb\\n\""_s);
    row("a folded text", u">-\n  a\n  b\n"_s, u"\"a b\""_s);
    row("comments", u"a: 1 # one\n# two\nb: 2"_s, u"{\"a\":1,\"b\":2}"_s);
    row("a marked document", u"--- a\n...\n"_s, u"\"a\""_s);
    row("keys that are no texts", u"{2: a, true: b, ~: c, 1.5: d}"_s,
        u"{\"2\":\"a\",\"true\":\"b\",\"null\":\"c\",\"1.5\":\"d\"}"_s);
    row("a key twice", u"{a: 1, b: 2, a: 3}"_s, u"{\"a\":3,\"b\":2}"_s);
    row("the sign of a value as key", u"{=: 1}"_s, u"{\"=\":1}"_s);
    row("an alias", u"[&x [1, 2], *x]"_s, u"[[1,2],[1,2]]"_s);
    row("an anchor on nothing", u"[&x , *x]"_s, u"[null,null]"_s);
    row("a merge", u"- &x {a: 1, b: 2}\n- <<: *x\n  b: 3"_s, u"[{\"a\":1,\"b\":2},{\"a\":1,\"b\":3}]"_s);
    row("the first of several merges counts", u"<<: [{a: 1}, {a: 2, b: 3}]\nc: 4"_s,
        u"{\"a\":1,\"b\":3,\"c\":4}"_s);
    row("JSON", u"{\"a\": [1.5, null, \"\\ud83d\\ude00\"]}"_s, u"{\"a\":[1.5,null,\"😀\"]}"_s);
  }
  void listsAndMapsComeInBothStyles() { compare(); }

  void whatTheServerRefusesNamesItsLine_data()
  {
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<int>("line");
    const auto row = [](const char* name, const QString& yaml, int line) {
      QTest::newRow(name) << yaml << line;
    };
    row("an open list", u"[a,\nb"_s, 2);
    row("an open quote", u"a: 1\nb: 'x"_s, 2);
    row("a stray bracket", u"a: 1\nb: ]"_s, 2);
    row("two values", u"a: b: c"_s, 1);
    row("a tab as indent", u"a:\n\t- b"_s, 2);
    row("a reserved sign", u"@a"_s, 1);
    row("an unknown alias", u"- 1\n- *x"_s, 2);
    row("an anchor inside itself", u"&x [1,\n *x]"_s, 2);
    row("an unknown tag", u"a: 1\nb: !mine 2"_s, 2);
    row("a set", u"!!set {a}"_s, 1);
    row("bytes", u"!!binary aGk="_s, 1);
    row("a word as a number", u"!!int x"_s, 1);
    row("no digits", u"0b_"_s, 1);
    row("the sign of a value", u"- ="_s, 1);
    row("a list as key", u"{[a]: 1}"_s, 1);
    row("a merge of no map", u"a: 1\n<<: 5"_s, 2);
    row("infinity", u"[1,\n.inf]"_s, 2);
    row("two documents", u"a\n--- b"_s, 2);
    row("a control character", u"\"a\x07\""_s, 1);
  }
  void whatTheServerRefusesNamesItsLine()
  {
    QFETCH(const QString, yaml);
    QFETCH(const int, line);
    const auto json = yamlToJson(yaml);
    QVERIFY2(!json, qPrintable(json.value_or({})));
    QCOMPARE(json.error().kind, Error::Kind::BadInput);
    QCOMPARE(json.error().line, line);
    QVERIFY2(json.error().detail.contains(u"(line %1)"_s.arg(line)), qPrintable(json.error().detail));
  }

  void nestingHasAnEnd_data()
  {
    QTest::addColumn<QString>("opening");
    QTest::newRow("flow lists") << u"["_s;
    QTest::newRow("flow maps") << u"{a: "_s;
    QTest::newRow("block lists") << u"- "_s;
  }
  void nestingHasAnEnd()
  {
    QFETCH(const QString, opening);
    const QString closing = opening == u"["_s ? u"]"_s : opening == u"- "_s ? u""_s : u"}"_s;
    const auto nested = [&](int depth) { return opening.repeated(depth) + u'x' + closing.repeated(depth); };
    QVERIFY(yamlToJson(nested(100)).has_value());
    for (const int depth : {200, 100'000})
      QCOMPARE(yamlToJson(nested(depth)).error().kind, Error::Kind::BadInput);
  }

  void aBombOfAliasesIsRefused()
  {
    QString bomb = u"a0: &a0 [x, x, x, x, x, x, x, x, x]\n"_s;
    for (int i = 1; i < 20; ++i) {
      const QString alias = u"*a%1"_s.arg(i - 1);
      bomb += u"a%1: &a%1 [%2]\n"_s.arg(QString::number(i), QStringList(9, alias).join(u", "_s));
    }
    const auto json = yamlToJson(bomb);
    QVERIFY(!json);
    QCOMPARE(json.error().kind, Error::Kind::BadInput);
    QVERIFY(json.error().line > 1);
    QString modest = u"- &x [%1]\n"_s.arg(QStringList(100, u"word"_s).join(u", "_s));
    modest += u"- *x\n"_s.repeated(500);
    QVERIFY(yamlToJson(modest).has_value());
  }

private:
  static void columns()
  {
    QTest::addColumn<QString>("yaml");
    QTest::addColumn<QString>("json");
  }
  static void compare()
  {
    QFETCH(const QString, yaml);
    QFETCH(const QString, json);
    const auto read = yamlToJson(yaml);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().toString()));
    QCOMPARE(*read, json);
  }
};

SCRIPTORIUM_TEST(TestYamlText)
#include "tst_yamltext.moc"
