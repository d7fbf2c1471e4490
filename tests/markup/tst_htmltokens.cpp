// ctest-labels: fast
#include "markup/html/htmltokens.h"
#include "support/places.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::markup;

namespace {

QString tokenizerFolder()
{
  return scriptorium::testing::sourceFolder() + u"/tests/markup/tokenizer/"_s;
}

/// Some cases write characters as "\\uD800", because JSON has not all of them.
QString unescaped(QString text)
{
  static const QRegularExpression escape(u"\\\\u([0-9A-Fa-f]{4})"_s);
  for (auto match = escape.match(text); match.hasMatch();
       match = escape.match(text, match.capturedStart() + 1))
    text.replace(match.capturedStart(), 6, QChar(match.captured(1).toUShort(nullptr, 16)));
  return text;
}

QJsonValue unescaped(const QJsonValue& value)
{
  if (value.isString())
    return unescaped(value.toString());
  if (value.isArray()) {
    QJsonArray all;
    for (const auto& each : value.toArray())
      all.append(unescaped(each));
    return all;
  }
  if (!value.isObject())
    return value;
  QJsonObject all;
  const QJsonObject object = value.toObject();
  for (auto it = object.begin(); it != object.end(); ++it)
    all.insert(unescaped(it.key()), unescaped(it.value()));
  return all;
}

/// A token as the cases write it.
QJsonArray written(const HtmlToken& token)
{
  const auto orNull = [](const QString& id) { return id.isNull() ? QJsonValue() : QJsonValue(id); };
  switch (token.kind) {
  case HtmlToken::Kind::Text:
    return {u"Character"_s, token.text};
  case HtmlToken::Kind::Comment:
    return {u"Comment"_s, token.text};
  case HtmlToken::Kind::End:
    return {u"EndTag"_s, token.text};
  case HtmlToken::Kind::Doctype:
    return {u"DOCTYPE"_s, token.text.isEmpty() ? QJsonValue() : QJsonValue(token.text),
            orNull(token.publicId), orNull(token.systemId), !token.isOdd};
  case HtmlToken::Kind::Start:
  case HtmlToken::Kind::EndOfText:
    break;
  }
  QJsonObject attributes;
  for (const auto& [name, value] : token.attributes)
    attributes.insert(name, value);
  QJsonArray start = {u"StartTag"_s, token.text, attributes};
  if (token.isSelfClosing)
    start.append(true);
  return start;
}

QJsonArray tokensOf(const QString& html, const QString& state, const QString& lastStartTag)
{
  const bool isSection = state == "CDATA section state"_L1;
  HtmlTokens tokens(isSection ? u"<![CDATA["_s + html : html);
  tokens.setSections(isSection);
  if (state == "RCDATA state"_L1)
    tokens.readText(HtmlTokens::Reading::Decoding, lastStartTag);
  else if (state == "RAWTEXT state"_L1)
    tokens.readText(HtmlTokens::Reading::Raw, lastStartTag);
  else if (state == "Script data state"_L1)
    tokens.readText(HtmlTokens::Reading::Script, lastStartTag);
  else if (state == "PLAINTEXT state"_L1)
    tokens.readText(HtmlTokens::Reading::Raw);
  QJsonArray all;
  for (HtmlToken token = tokens.next(); token.kind != HtmlToken::Kind::EndOfText; token = tokens.next()) {
    const bool isText = token.kind == HtmlToken::Kind::Text;
    if (isText && token.text.isEmpty())
      continue;
    if (isText && !all.isEmpty() && all.last().toArray().first() == u"Character"_s)
      token.text.prepend(all.takeAt(all.size() - 1).toArray().last().toString());
    all.append(written(token));
  }
  return all;
}

QString shown(const QJsonArray& tokens)
{
  return QString::fromUtf8(QJsonDocument(tokens).toJson(QJsonDocument::Compact));
}

} // namespace

/// html5lib's cases of how a text is cut.
class TestHtmlTokens : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void cuts_data()
  {
    QTest::addColumn<QString>("file");
    for (const QString& file : QDir(tokenizerFolder()).entryList({u"*.test"_s}))
      if (file != "xmlViolation.test"_L1) // how names become XML's: `xmlName`, not the cutting
        QTest::newRow(qPrintable(file)) << file;
  }
  void cuts()
  {
    QFETCH(QString, file);
    QFile cases(tokenizerFolder() + file);
    QVERIFY(cases.open(QIODevice::ReadOnly));
    const QJsonArray tests = QJsonDocument::fromJson(cases.readAll()).object().value("tests"_L1).toArray();
    QVERIFY(!tests.isEmpty());
    for (const auto& each : tests) {
      QJsonObject test = each.toObject();
      if (test.value("doubleEscaped"_L1).toBool())
        test = unescaped(QJsonValue(test)).toObject();
      QJsonArray states = test.value("initialStates"_L1).toArray();
      if (states.isEmpty())
        states.append(u"Data state"_s);
      const QJsonArray wanted = test.value("output"_L1).toArray();
      for (const auto& state : states) {
        const QJsonArray tokens = tokensOf(test.value("input"_L1).toString(), state.toString(),
                                           test.value("lastStartTag"_L1).toString());
        QVERIFY2(tokens == wanted, qPrintable(u"%1 (%2)\nwanted %3\nread   %4"_s.arg(
                                       test.value("description"_L1).toString(), state.toString(),
                                       shown(wanted), shown(tokens))));
      }
    }
  }
};

SCRIPTORIUM_TEST(TestHtmlTokens)
#include "tst_htmltokens.moc"
