#include "grading/responses/pythonpattern.h"
#include "support/testmain.h"

#include <QTest>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

class TestPythonPattern : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void refusesInPythonsWords_data();
  void refusesInPythonsWords();
  void findsWhatPythonFinds_data();
  void findsWhatPythonFinds();
  void catastrophicBacktrackingEndsSoon();
};

void TestPythonPattern::refusesInPythonsWords_data()
{
  QTest::addColumn<QString>("pattern");
  QTest::addColumn<QString>("words");
  const auto row = [](const QString& pattern, const QString& words) {
    QTest::newRow(qUtf8Printable(pattern)) << pattern << words;
  };
  row(u"^($"_s, u"missing ), unterminated subpattern at position 1"_s);
  row(u"^)$"_s, u"unbalanced parenthesis at position 1"_s);
  row(u"^*a$"_s, u"nothing to repeat at position 1"_s);
  row(u"^a**$"_s, u"multiple repeat at position 3"_s);
  row(u"^a{3,1}$"_s, u"min repeat greater than max repeat at position 3"_s);
  row(u"^[abc$"_s, u"unterminated character set at position 1"_s);
  row(u"^[]$"_s, u"unterminated character set at position 1"_s);
  row(u"^[z-a]$"_s, u"bad character range z-a at position 2"_s);
  row(u"^[a-\\d]$"_s, u"bad character range a-\\d at position 2"_s);
  row(u"^\\q$"_s, u"bad escape \\q at position 1"_s);
  row(u"^[\\q]$"_s, u"bad escape \\q at position 2"_s);
  row(u"^(?i)abc$"_s, u"global flags not at the start of the expression at position 1"_s);
  row(u"^(?P<n>a)(?P<n>b)$"_s, u"redefinition of group name 'n' as group 2; was group 1 at position 13"_s);
  row(u"^(?P=x)$"_s, u"unknown group name 'x' at position 5"_s);
  row(u"^\\2$"_s, u"invalid group reference 2 at position 2"_s);
  row(u"^(a\\1)$"_s, u"cannot refer to an open group at position 3"_s);
  row(u"^(?<n>a)$"_s, u"unknown extension ?<n at position 2"_s);
  row(u"^(?$"_s, u"unknown extension ?$ at position 2"_s);
  row(u"^(?P<1>a)$"_s, u"bad character in group name '1' at position 5"_s);
  row(u"^\\x1$"_s, u"incomplete escape \\x1 at position 1"_s);
  row(u"^a{99999999999}$"_s, u"the repetition number is too large"_s);
  row(u"^(?<=a*)b$"_s, u"look-behind requires fixed-width pattern"_s);
  row(u"^(?#x$"_s, u"missing ), unterminated comment at position 1"_s);
  row(u"^[^$"_s, u"unterminated character set at position 1"_s);
  row(u"^(?P$"_s, u"unknown extension ?P$ at position 2"_s);
  row(u"^(?(2)a)b$"_s, u"invalid group reference 2 at position 4"_s);
  row(u"^a|*$"_s, u"nothing to repeat at position 3"_s);
  row(u"^(?Px)$"_s, u"unknown extension ?Px at position 2"_s);
  row(u"^x{2}{3}$"_s, u"multiple repeat at position 5"_s);
  row(u"^(?i$"_s, u"missing -, : or ) at position 4"_s);
  row(u"^\\p{L}$"_s, u"bad escape \\p at position 1"_s);
  row(u"^(?z)$"_s, u"unknown extension ?z at position 2"_s);
  row(u"^(?-i)$"_s, u"missing : at position 5"_s);
}

void TestPythonPattern::refusesInPythonsWords()
{
  QFETCH(const QString, pattern);
  const auto compiled = PythonPattern::compile(pattern, false);
  QVERIFY(!compiled);
  QTEST(compiled.error().text, "words");
}

void TestPythonPattern::findsWhatPythonFinds_data()
{
  QTest::addColumn<QString>("pattern");
  QTest::addColumn<QString>("text");
  QTest::addColumn<bool>("isFound");
  const auto row = [](const QString& pattern, const QString& text, bool isFound) {
    QTest::addRow("%s in %s", qUtf8Printable(pattern), qUtf8Printable(text)) << pattern << text << isFound;
  };
  row(u"^a{,2}$"_s, u"aa"_s, true);
  row(u"^a{,2}$"_s, u"aaa"_s, false);
  row(u"^a{,}$"_s, u"aaaa"_s, true);
  row(u"^{$"_s, u"{"_s, true);
  row(u"^a{}$"_s, u"a{}"_s, true);
  row(u"^x{a}$"_s, u"x{a}"_s, true);
  row(u"^[[:alpha:]]$"_s, u"a"_s, false);
  row(u"^[[:alpha:]]$"_s, u":]"_s, true);
  row(u"\\Z"_s, u"a\n"_s, true);
  row(u"^a\\Z"_s, u"a\n"_s, false);
  row(u"^a$"_s, u"a\n"_s, true);
  row(u"^\\d+$"_s, u"٣"_s, true);
  row(u"^[]a]+$"_s, u"]a"_s, true);
  row(u"^[^]]$"_s, u"a"_s, true);
  row(u"^(a)\\1$"_s, u"aa"_s, true);
  row(u"^(?P<x>a)(?P=x)$"_s, u"aa"_s, true);
  row(u"^\\x41\\u00e9$"_s, u"Aé"_s, true);
  row(u"^[\\b]$"_s, u"\b"_s, true);
  row(u"^\\0101$"_s,
      u"\b"
      "1"_s,
      true);
  row(u"^\\101$"_s, u"A"_s, true);
  row(u"^(?:a|b)++c$"_s, u"abc"_s, true);
  row(u"^(?i:A)b$"_s, u"ab"_s, true);
  row(u"^a b#c$"_s, u"a b#c"_s, true);
  row(u"^\\é$"_s, u"é"_s, true);
  row(u"^[a\\-z]$"_s, u"-"_s, true);
  row(u"^[a-]$"_s, u"-"_s, true);
  row(u"^(a)?(?(1)b|c)$"_s, u"ab"_s, true);
  row(u"^(a)?(?(1)b|c)$"_s, u"c"_s, true);
  row(u"^.$"_s, u"\r"_s, true);
  row(u"^(?s:.)$"_s, u"\n"_s, true);
  row(u"^[\\w.]+$"_s, u"é.b"_s, true);
  row(u"a#b"_s, u"a#b"_s, true);
  row(u"^😀$"_s, u"😀"_s, true);
  row(u"^.$"_s, u"😀"_s, true);
}

void TestPythonPattern::findsWhatPythonFinds()
{
  QFETCH(const QString, pattern);
  QFETCH(const QString, text);
  QFETCH(const bool, isFound);
  const auto compiled = PythonPattern::compile(pattern, false);
  QVERIFY2(compiled, qUtf8Printable(compiled ? QString() : compiled.error().text));
  QCOMPARE(compiled->search(text), isFound ? PythonPattern::Found::Yes : PythonPattern::Found::No);
}

void TestPythonPattern::catastrophicBacktrackingEndsSoon()
{
  const auto bomb = PythonPattern::compile(u"^(a+)+$"_s, false);
  QVERIFY(bomb);
  const std::clock_t start = std::clock(); // of the processor: other work on the machine does not count
  QCOMPARE(bomb->search(QString(5000, u'a') + u'b'), PythonPattern::Found::TooHard);
  QVERIFY(std::clock() - start < 5 * CLOCKS_PER_SEC);
}

SCRIPTORIUM_TEST(TestPythonPattern)
#include "tst_pythonpattern.moc"
