// ctest-labels: fast;architecture
#include "support/places.h"
#include "support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using scriptorium::testing::sourceFolder;

namespace {

/// The owners of the words: these make them and turn them into those for people.
const QStringList kWriters = {u"core/base/error.cpp"_s, u"ui/widgets/errortext.cpp"_s};

QString textOf(const QString& path)
{
  QFile file(sourceFolder() + u'/' + path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList sources()
{
  QStringList paths;
  for (const QString& folder : {u"core"_s, u"sync"_s, u"app"_s, u"ui"_s}) {
    QDirIterator files(sourceFolder() + u'/' + folder, {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
      paths.append(QDir(sourceFolder()).relativeFilePath(files.next()));
  }
  return paths;
}

/// Without comments and what stands in quotes.
QString codeOf(QString source)
{
  static const QRegularExpression passed(uR"re("(?:\\.|[^"\\\n])*"|//[^\n]*|/\*[\s\S]*?\*/)re"_s);
  static const QRegularExpression quoteMark(u"'\\\\?\"'"_s);
  return source.replace(quoteMark, u"' '"_s).replace(passed, u"\"\""_s);
}

/// Where the words of an error are looked into: as an object, an operand or an argument.
QStringList decisionsByProse(const QString& source)
{
  static const QRegularExpression asObject(
      uR"re(\b(?:detail|where)\s*(?:\.|->)\s*(?!isEmpty\b|toUtf8\b|toString\b|reserve\b|swap\b)\w+\s*\()re"_s);
  static const QRegularExpression asOperand(
      uR"re((?:\.|->)(?:detail|where)\s*(?:==|!=|<|\[)|(?:==|!=)\s*[\w.:()>-]*(?:\.|->)(?:detail|where)\b)re"_s);
  static const QRegularExpression asArgument(
      uR"re(\b(?:match|globalMatch|parse|contains|indexOf|startsWith|endsWith|count|QStringView|QStringTokenizer)\s*\([^;{}]*?(?:\.|->)(?:detail|where)\b)re"_s);
  const QString code = codeOf(source);
  QStringList found;
  for (const auto& pattern : {asObject, asOperand, asArgument})
    for (auto match = pattern.globalMatch(code); match.hasNext();)
      found.append(match.next().captured().simplified());
  return found;
}

QSet<QString> captures(const QString& text, const QString& pattern)
{
  QSet<QString> found;
  for (auto match = QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(text);
       match.hasNext();)
    found.insert(match.next().captured(1));
  return found;
}

QString joined(const QSet<QString>& names)
{
  return QStringList(names.cbegin(), names.cend()).join(u", "_s);
}

} // namespace

/// What an error says to people is no interface: programs decide by its kind and its reason.
class TestErrors : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void nobodyDecidesByTheWordsOfAnError()
  {
    QStringList wrong;
    for (const auto& path : sources())
      if (!kWriters.contains(path))
        for (const auto& found : decisionsByProse(textOf(path)))
          wrong.append(path + u": "_s + found);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
  }

  void aPlantedBreachIsFound_data()
  {
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const QString& code) { QTest::newRow(name) << code; };
    row("a word", u"if (error.detail.contains(\"space\"_L1)) retry();"_s);
    row("the start", u"!fed.error().detail.startsWith(u\"A link to \")"_s);
    row("behind a pointer", u"error->detail.endsWith(u'.')"_s);
    row("over two lines", u"error.where\n    .section(u\": \"_s, -1)"_s);
    row("lines", u"const QStringList lines = error.detail.split(u'\\n');"_s);
    row("a path", u"done.error().where.contains(path)"_s);
    row("a piece", u"error.detail.left(5)"_s);
    row("after a quote mark", u"if (c == '\"') return error.detail.contains(u'x');"_s);
    row("equality", u"if (error.where == path) return;"_s);
    row("inequality, turned round", u"if (member.path != same.error().where)"_s);
    row("one letter", u"error.detail[0]"_s);
    row("a pattern", u"pattern.match(error.detail).hasMatch()"_s);
    row("a parser", u"CourseKey::parse(error.where)"_s);
    row("a list", u"known.contains(result.error().detail)"_s);
    row("a local name", u"const QString detail = error.detail; detail.contains(word)"_s);
  }

  void aPlantedBreachIsFound()
  {
    QFETCH(const QString, code);
    QVERIFY(!decisionsByProse(code).isEmpty());
  }

  void whatOnlyPassesWordsOnIsAllowed_data()
  {
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const QString& code) { QTest::newRow(name) << code; };
    row("a sentence around it", u"bad(u\"The list %1.\"_s.arg(json.error().detail))"_s);
    row("more context", u"error.where.isEmpty() ? error.in(path) : error"_s);
    row("a kind", u"error.kind == Error::Kind::Io"_s);
    row("a reason", u"error.reason == \"disk-full\"_L1"_s);
    row("an item", u"error.items.contains(path)"_s);
    row("shown", u"label->setText(error.detail + safe);"_s);
    row("in JSON", u"{{u\"where\"_s, error.where}, {u\"line\"_s, error.line}}"_s);
    row("a comment", u"// error.detail.contains(x)\nreturn;"_s);
    row("in quotes", u"say(\"error.detail.contains(x)\");"_s);
    row("another word", u"everywhere.contains(attribute)"_s);
  }

  void whatOnlyPassesWordsOnIsAllowed()
  {
    QFETCH(const QString, code);
    QCOMPARE(decisionsByProse(code), QStringList());
  }

  void everyReasonIsListed()
  {
    QSet<QString> given;
    QSet<QString> asked;
    for (const auto& path : sources()) {
      const QString text = textOf(path);
      given += captures(text, u"because\\(\\s*\"([^\"]*)\"_L1"_s);
      asked += captures(text, u"(?:\\.|->)reason\\s*[=!]=\\s*\"([^\"]*)\"_L1"_s);
    }
    QVERIFY(!given.isEmpty());
    QVERIFY2(given == listed(), qPrintable(joined(given) + u" / "_s + joined(listed())));
    QVERIFY2((asked - given).isEmpty(), qPrintable(joined(asked - given)));
  }

private:
  static QSet<QString> listed()
  {
    return captures(textOf(u"core/base/README.md"_s), u"^\\| `([a-z-]+)` \\|"_s);
  }
};

SCRIPTORIUM_TEST(TestErrors)
#include "tst_errors.moc"
