#include "grading/authoring/markdownparts.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

QString rewritten(const QString& text, const QRegularExpression& pattern, const Rewrite& rewrite)
{
  QString result;
  qsizetype done = 0;
  QRegularExpressionMatchIterator matches = pattern.globalMatch(text);
  while (matches.hasNext()) {
    const QRegularExpressionMatch match = matches.next();
    result += QStringView(text).mid(done, match.capturedStart() - done);
    result += rewrite(match);
    done = match.capturedEnd();
  }
  return result += QStringView(text).mid(done);
}

QString Hinted::labelAttribute() const
{
  return hasLabel ? u" label=\"%1\""_s.arg(label) : QString();
}

Hinted hintedText(const QString& text)
{
  static const QRegularExpression braces(u"\\s*\\{\\{(.*?)\\}\\}"_s);
  static const QRegularExpression label(u"^(.*?)::"_s);
  Hinted result;
  result.text = text;
  const QRegularExpressionMatch match = braces.match(text);
  if (!match.hasMatch())
    return result;
  result.text.remove(match.capturedStart(), match.capturedLength());
  result.hint = match.captured(1).trimmed();
  if (const QRegularExpressionMatch labelled = label.match(result.hint); labelled.hasMatch()) {
    result.hasLabel = true;
    result.label = labelled.captured(1).trimmed();
    result.hint = result.hint.mid(labelled.capturedLength()).trimmed();
  }
  return result;
}

namespace {

QString dropdownOnOneLine(const QString& inside)
{
  static const QRegularExpression separator(u",\\s*"_s);
  static const QRegularExpression parentheses(u"(?:^|,)\\s*\\((.*?)\\)\\s*(?:$|,)"_s);
  QStringList options;
  for (const QString& option : inside.split(separator))
    options +=
        u'\'' + rewritten(option, parentheses, [](const auto& match) { return match.captured(1); }) + u'\'';
  const QString right = parentheses.match(inside).captured(1);
  return u"\n<optionresponse>\n  <optioninput options=\"("_s + options.join(u',') + u")\" correct=\""_s +
         right + u"\"></optioninput>\n</optionresponse>\n\n"_s;
}

} // namespace

QString dropdownFromMarkdown(const QString& inside)
{
  if (!inside.contains(u'\n'))
    return dropdownOnOneLine(inside);
  QString options;
  for (const QString& line : inside.split(u'\n')) {
    if (line.trimmed().isEmpty())
      continue;
    const Hinted hinted = hintedText(line.trimmed());
    QString text = hinted.text;
    const bool isRight = text.size() >= 2 && text.startsWith(u'(') && text.endsWith(u')');
    if (isRight)
      text = text.mid(1, text.size() - 2);
    options += u"    <option correct=\""_s + (isRight ? "True"_L1 : "False"_L1) + u"\">"_s + text;
    if (!hinted.hint.isEmpty())
      options += u" <optionhint"_s + (hinted.label.isEmpty() ? QString() : hinted.labelAttribute()) + u'>' +
                 hinted.hint + u"</optionhint>"_s;
    options += u"</option>\n"_s;
  }
  return u"\n<optionresponse>\n  <optioninput>\n"_s + options + u"  </optioninput>\n</optionresponse>\n\n"_s;
}

QString singleSelectFromMarkdown(const QString& lines)
{
  static const QRegularExpression mark(u"^\\s*\\((.{0,3})\\)\\s*"_s);
  QString choices;
  bool isShuffled = false;
  for (const QString& line : lines.split(u'\n')) {
    const QString trimmed = line.trimmed();
    if (trimmed.isEmpty())
      continue;
    const QRegularExpressionMatch match = mark.match(trimmed);
    const QString inside = match.captured(1);
    QString value = trimmed.mid(match.capturedLength());
    isShuffled = isShuffled || inside.contains(u'!');
    const Hinted hinted = hintedText(value);
    if (!hinted.hint.isEmpty())
      value =
          hinted.text + u" <choicehint"_s + hinted.labelAttribute() + u'>' + hinted.hint + u"</choicehint>"_s;
    choices += u"    <choice correct=\""_s +
               (inside.contains(u'x', Qt::CaseInsensitive) ? "true\""_L1 : "false\""_L1) +
               (inside.contains(u'@') ? " fixed=\"true\""_L1 : ""_L1) + u'>' + value + u"</choice>\n"_s;
  }
  return u"<multiplechoiceresponse>\n  <choicegroup type=\"MultipleChoice\""_s +
         (isShuffled ? " shuffle=\"true\""_L1 : ""_L1) + u">\n"_s + choices +
         u"  </choicegroup>\n</multiplechoiceresponse>\n\n"_s;
}

namespace {

/// `{{selected: …}, {unselected: …}}` as hints, or nothing.
QString checkBoxHints(const QString& hint)
{
  static const QRegularExpression selected(u"\\{\\s*(?:s|selected):((?:.|\\n)*?)\\}"_s,
                                           QRegularExpression::CaseInsensitiveOption);
  static const QRegularExpression unselected(u"\\{\\s*(?:u|unselected):((?:.|\\n)*?)\\}"_s,
                                             QRegularExpression::CaseInsensitiveOption);
  if (hint.isEmpty())
    return {};
  const QString inner = u'{' + hint + u'}';
  QString hints;
  const auto add = [&](const QRegularExpression& pattern, QLatin1String when) {
    if (const QRegularExpressionMatch match = pattern.match(inner); match.hasMatch())
      hints += u"\n      <choicehint selected=\""_s + when + u"\">"_s + match.captured(1).trimmed() +
               u"</choicehint>"_s;
  };
  add(selected, "true"_L1);
  add(unselected, "false"_L1);
  return hints;
}

} // namespace

QString multiSelectFromMarkdown(const QString& lines)
{
  static const QRegularExpression compound(u"^\\s*\\{\\{\\s*\\(\\((.*?)\\)\\)(.*?)\\}\\}"_s);
  static const QRegularExpression mark(u"^\\s*\\[.?\\]\\s*"_s);
  static const QRegularExpression right(u"^\\s*\\[x\\]"_s, QRegularExpression::CaseInsensitiveOption);
  QString choices;
  QString compoundHints;
  for (const QString& line : lines.split(u'\n')) {
    if (line.trimmed().isEmpty())
      continue;
    if (const QRegularExpressionMatch match = compound.match(line); match.hasMatch()) {
      compoundHints += u"    <compoundhint value=\""_s + match.captured(1).trimmed() + u"\">"_s +
                       match.captured(2).trimmed() + u"</compoundhint>\n"_s;
      continue;
    }
    const QRegularExpressionMatch match = mark.match(line);
    // The web client has no value for a line of braces alone and writes the word.
    QString value = match.hasMatch() ? line.mid(match.capturedLength()) : u"undefined"_s;
    const Hinted hinted = hintedText(value);
    const QString hints = checkBoxHints(hinted.hint);
    if (!hints.isEmpty())
      value = hinted.text;
    choices += u"    <choice correct=\""_s + (right.match(line).hasMatch() ? "true"_L1 : "false"_L1) +
               u"\">"_s + value + hints + u"</choice>\n"_s;
  }
  return u"<choiceresponse>\n  <checkboxgroup>\n"_s + choices + compoundHints +
         u"  </checkboxgroup>\n</choiceresponse>\n\n"_s;
}

} // namespace scriptorium::capa
