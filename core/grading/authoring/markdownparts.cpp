#include "grading/authoring/markdownparts.h"

#include "grading/authoring/clienttext.h"
#include "grading/authoring/markdownscan.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

QString Hinted::labelAttribute() const
{
  return hasLabel ? u" label=\"%1\""_s.arg(label) : QString();
}

Hinted hintedText(const QString& text)
{
  Hinted result;
  result.text = text;
  const qsizetype open = text.indexOf("{{"_L1);
  const qsizetype close = open < 0 ? -1 : text.indexOf("}}"_L1, open + 2);
  if (close < 0)
    return result;
  const QStringView before = QStringView(text).left(open);
  qsizetype kept = before.size();
  while (kept > 0 && isClientBlank(before[kept - 1]))
    --kept;
  result.text = before.left(kept).toString() + text.mid(close + 2);
  QStringView inside = clientTrimmed(QStringView(text).mid(open + 2, close - open - 2));
  if (const qsizetype colons = inside.indexOf("::"_L1); colons >= 0) {
    result.hasLabel = true;
    result.label = clientTrimmed(inside.left(colons)).toString();
    inside = clientTrimmed(inside.mid(colons + 2));
  }
  result.hint = inside.toString();
  return result;
}

namespace {

/// What parentheses around the whole text hold; none without them.
std::optional<QStringView> inParentheses(QStringView text)
{
  if (text.size() < 2 || !text.startsWith(u'(') || !text.endsWith(u')'))
    return std::nullopt;
  return text.mid(1, text.size() - 2);
}

/// The right one of options on one line: in parentheses, from a comma to the next comma behind them.
QString rightOption(QStringView options)
{
  for (qsizetype begin = 0; begin >= 0;) {
    const qsizetype open = behindBlanks(options, begin);
    if (open < options.size() && options[open] == u'(') {
      for (qsizetype close = options.indexOf(u')', open + 1); close >= 0;
           close = options.indexOf(u')', close + 1)) {
        const qsizetype next = behindBlanks(options, close + 1);
        if (next == options.size() || options[next] == u',')
          return options.mid(open + 1, close - open - 1).toString();
      }
    }
    const qsizetype comma = options.indexOf(u',', begin);
    begin = comma < 0 ? -1 : comma + 1;
  }
  return {};
}

QString dropdownOnOneLine(QStringView inside)
{
  QStringList options;
  for (const QStringView piece : inside.split(u',')) {
    const QStringView option = options.isEmpty() ? piece : piece.mid(behindBlanks(piece, 0));
    options += u'\'' + inParentheses(clientTrimmed(option)).value_or(option).toString() + u'\'';
  }
  return u"\n<optionresponse>\n  <optioninput options=\"("_s + options.join(u',') + u")\" correct=\""_s +
         rightOption(inside) + u"\"></optioninput>\n</optionresponse>\n\n"_s;
}

QString dropdown(QStringView inside)
{
  if (!inside.contains(u'\n'))
    return dropdownOnOneLine(inside);
  QString options;
  for (const QStringView line : inside.split(u'\n')) {
    const QString option = clientTrimmed(line).toString();
    if (option.isEmpty())
      continue;
    const Hinted hinted = hintedText(option);
    const std::optional<QStringView> right = inParentheses(hinted.text);
    options += u"    <option correct=\""_s + (right ? "True"_L1 : "False"_L1) + u"\">"_s +
               right.value_or(hinted.text).toString();
    if (!hinted.hint.isEmpty())
      options += u" <optionhint"_s + (hinted.label.isEmpty() ? QString() : hinted.labelAttribute()) + u'>' +
                 hinted.hint + u"</optionhint>"_s;
    options += u"</option>\n"_s;
  }
  return u"\n<optionresponse>\n  <optioninput>\n"_s + options + u"  </optioninput>\n</optionresponse>\n\n"_s;
}

/// `(…)` or `[…]` at `at`.
struct Mark
{
  QStringView inside;
  qsizetype end = -1; ///< behind it; -1: there is none

  bool isThere() const { return end >= 0; }
};

/// The longest mark with at most `most` characters inside.
Mark markAt(QStringView text, qsizetype at, QChar open, QChar close, qsizetype most)
{
  if (at >= text.size() || text[at] != open)
    return {};
  const qsizetype last = std::min(endOfLine(text, at) - 1, at + 1 + most);
  for (qsizetype end = last; end > at; --end)
    if (text[end] == close)
      return {text.mid(at + 1, end - at - 1), end + 1};
  return {};
}

Mark radioMark(QStringView text, qsizetype at)
{
  return markAt(text, at, u'(', u')', 3);
}

Mark boxMark(QStringView text, qsizetype at)
{
  return markAt(text, at, u'[', u']', 1);
}

QString singleSelect(QStringView lines)
{
  QString choices;
  bool isShuffled = false;
  for (const QStringView piece : lines.split(u'\n')) {
    const QStringView line = clientTrimmed(piece);
    const Mark mark = radioMark(line, 0);
    if (!mark.isThere())
      continue;
    QString value = line.mid(behindBlanks(line, mark.end)).toString();
    isShuffled = isShuffled || mark.inside.contains(u'!');
    if (const Hinted hinted = hintedText(value); !hinted.hint.isEmpty())
      value =
          hinted.text + u" <choicehint"_s + hinted.labelAttribute() + u'>' + hinted.hint + u"</choicehint>"_s;
    choices += u"    <choice correct=\""_s +
               (mark.inside.contains(u'x', Qt::CaseInsensitive) ? R"(true")"_L1 : R"(false")"_L1) +
               (mark.inside.contains(u'@') ? R"( fixed="true")"_L1 : ""_L1) + u'>' + value + u"</choice>\n"_s;
  }
  return u"<multiplechoiceresponse>\n  <choicegroup type=\"MultipleChoice\""_s +
         (isShuffled ? R"( shuffle="true")"_L1 : ""_L1) + u">\n"_s + choices +
         u"  </choicegroup>\n</multiplechoiceresponse>\n\n"_s;
}

/// What stands behind `{word:`, up to the next brace.
std::optional<QString> behindWord(const QString& text, QStringView longWord)
{
  for (qsizetype open = text.indexOf(u'{'); open >= 0; open = text.indexOf(u'{', open + 1)) {
    const QStringView rest = QStringView(text).mid(behindBlanks(text, open + 1));
    const qsizetype colon = rest.indexOf(u':');
    const QStringView word = rest.left(std::max(colon, qsizetype(0)));
    if (word.compare(longWord, Qt::CaseInsensitive) != 0 &&
        word.compare(longWord.left(1), Qt::CaseInsensitive) != 0)
      continue;
    if (const qsizetype close = rest.indexOf(u'}', colon); close >= 0)
      return clientTrimmed(rest.mid(colon + 1, close - colon - 1)).toString();
  }
  return std::nullopt;
}

/// `{{selected: …}, {unselected: …}}` as hints, or nothing.
QString checkBoxHints(const QString& hint)
{
  if (hint.isEmpty())
    return {};
  const QString inner = u'{' + hint + u'}';
  QString hints;
  const auto add = [&](const QString& word, QLatin1String when) {
    if (const std::optional<QString> said = behindWord(inner, word))
      hints += u"\n      <choicehint selected=\""_s + when + u"\">"_s + *said + u"</choicehint>"_s;
  };
  add(u"selected"_s, "true"_L1);
  add(u"unselected"_s, "false"_L1);
  return hints;
}

/// `{{ ((A B)) … }}` as an element, or nothing.
QString compoundHint(QStringView line)
{
  const qsizetype braces = behindBlanks(line, 0);
  if (!line.mid(braces).startsWith("{{"_L1))
    return {};
  const qsizetype open = behindBlanks(line, braces + 2);
  if (!line.mid(open).startsWith("(("_L1))
    return {};
  const qsizetype close = line.indexOf("))"_L1, open + 2);
  const qsizetype end = close < 0 ? -1 : line.indexOf("}}"_L1, close + 2);
  if (end < 0)
    return {};
  QString hint = line.mid(close + 2, end - close - 2).toString();
  if (const qsizetype feed = hint.indexOf("&lf;"_L1); feed >= 0)
    hint.replace(feed, 4, u"\n"_s);
  return u"    <compoundhint value=\""_s + clientTrimmed(line.mid(open + 2, close - open - 2)).toString() +
         u"\">"_s + clientTrimmed(hint).toString() + u"</compoundhint>\n"_s;
}

QString multiSelect(QStringView lines)
{
  QString choices;
  QString compoundHints;
  for (const QStringView line : lines.split(u'\n')) {
    if (clientTrimmed(line).empty())
      continue;
    if (const QString hint = compoundHint(line); !hint.isEmpty()) {
      compoundHints += hint;
      continue;
    }
    const Mark mark = boxMark(line, behindBlanks(line, 0));
    // The web client has no value for a line of braces alone and writes the word.
    QString value = mark.isThere() ? line.mid(behindBlanks(line, mark.end)).toString() : u"undefined"_s;
    const Hinted hinted = hintedText(value);
    const QString hints = checkBoxHints(hinted.hint);
    if (!hints.isEmpty())
      value = hinted.text;
    const bool isRight = mark.inside.compare(u'x', Qt::CaseInsensitive) == 0;
    choices += u"    <choice correct=\""_s + (isRight ? "true"_L1 : "false"_L1) + u"\">"_s + value + hints +
               u"</choice>\n"_s;
  }
  return u"<choiceresponse>\n  <checkboxgroup>\n"_s + choices + compoundHints +
         u"  </checkboxgroup>\n</choiceresponse>\n\n"_s;
}

} // namespace

QString withDropdowns(const QString& text)
{
  return withEnclosed(text, u"[[", u"]]", 1, dropdown);
}

QString withSingleSelects(const QString& text)
{
  const BlockEnd choiceLine = [](QStringView all, qsizetype at) {
    const qsizetype begin = behindBlanks(all, at);
    return radioMark(all, begin).isThere() ? behindNewlines(all, endOfLine(all, begin)) : -1;
  };
  return withBlocks(text, choiceLine, singleSelect);
}

QString withMultiSelects(const QString& text)
{
  const BlockEnd choiceLine = [](QStringView all, qsizetype at) {
    const qsizetype begin = behindBlanks(all, at);
    const bool hasBraces = all.mid(begin).startsWith("{{"_L1) && findOnLine(all, u"}}", begin + 2) >= 0;
    return hasBraces || boxMark(all, begin).isThere() ? behindNewlines(all, endOfLine(all, begin)) : -1;
  };
  return withBlocks(text, choiceLine, multiSelect);
}

} // namespace scriptorium::capa
