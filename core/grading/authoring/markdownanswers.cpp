#include "grading/authoring/markdownparts.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// JavaScript's Number(text) is a number.
bool isNumber(const QString& text)
{
  static const QRegularExpression decimal(
      u"^[+-]?(?:Infinity|(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)$"_s);
  static const QRegularExpression other(u"^0(?:[xX][0-9a-fA-F]+|[oO][0-7]+|[bB][01]+)$"_s);
  const QString trimmed = text.trimmed();
  return trimmed.isEmpty() || decimal.match(trimmed).hasMatch() || other.match(trimmed).hasMatch();
}

/// JavaScript's parseFloat(text) is a number.
bool beginsWithNumber(const QString& text)
{
  static const QRegularExpression pattern(u"^\\s*[+-]?(?:[0-9]|\\.[0-9])"_s);
  return pattern.match(text).hasMatch();
}

bool isRange(const QString& answer)
{
  return !answer.isEmpty() && u"[("_s.contains(answer.front()) && u"])"_s.contains(answer.back());
}

bool isNumerical(const QString& answer)
{
  static const QRegularExpression hint(u"\\{\\{[\\s\\S]*?\\}\\}"_s);
  static const QRegularExpression letter(u"[a-df-z]"_s, QRegularExpression::CaseInsensitiveOption);
  QString cleaned = answer;
  if (cleaned.contains("{{"_L1) && cleaned.contains("}}"_L1))
    cleaned = cleaned.remove(hint).trimmed();
  return !letter.match(cleaned).hasMatch() && beginsWithNumber(cleaned);
}

QString withoutBlanks(QString text)
{
  static const QRegularExpression blanks(u"\\s+"_s);
  return text.remove(blanks);
}

QString correctHint(const Hinted& hinted)
{
  return hinted.hint.isEmpty()
             ? QString()
             : u"<correcthint"_s + hinted.labelAttribute() + u'>' + hinted.hint + u"</correcthint>"_s;
}

const QRegularExpression& toleranceSplit()
{
  static const QRegularExpression pattern(u"(.*?)\\+-\\s*(.*?$)"_s);
  return pattern;
}

/// What follows `or=` or `not=` at the beginning of a line.
std::optional<QString> after(QLatin1String word, const QString& line)
{
  if (!line.startsWith(word))
    return std::nullopt;
  static const QRegularExpression rest(u"^\\s*(.*)"_s);
  return rest.match(line.mid(word.size())).captured(1);
}

QString additionalNumber(const QString& line)
{
  const Hinted hinted = hintedText(line);
  const std::optional<QString> answer = after("or="_L1, hinted.text);
  if (!answer || !isNumber(*answer))
    return {};
  return u"  <additional_answer answer=\""_s + *answer + u"\">"_s + correctHint(hinted) +
         u"</additional_answer>\n"_s;
}

/// Nothing when the first answer is no number.
QString numberFromMarkdown(const QStringList& lines)
{
  static const QRegularExpression sign(u"^=\\s*"_s);
  QString answer = lines.front();
  answer.remove(sign);
  if (!isNumerical(answer) && !isRange(answer))
    return {};
  const Hinted hinted = hintedText(answer);
  if (!hinted.hint.isEmpty())
    answer = hinted.text;

  QString tolerance;
  if (!isRange(answer)) {
    if (const QRegularExpressionMatch match = toleranceSplit().match(answer); match.hasMatch()) {
      tolerance = match.captured(2);
      answer = match.captured(1);
    }
    answer = withoutBlanks(answer);
  }
  QString olx = u"<numericalresponse answer=\""_s + answer + u"\">\n"_s;
  if (!tolerance.isEmpty())
    olx += u"  <responseparam type=\"tolerance\" default=\""_s + tolerance + u"\" />\n"_s;
  for (qsizetype i = 1; i < lines.size(); ++i)
    olx += additionalNumber(lines[i]);
  olx += u"  <formulaequationinput />\n"_s;
  if (!hinted.hint.isEmpty())
    olx += u"  "_s + correctHint(hinted) + u'\n';
  return olx + u"</numericalresponse>\n\n"_s;
}

QString textFromMarkdown(const QStringList& lines)
{
  static const QRegularExpression sign(u"^s?=\\s*"_s);
  QString first = lines.front();
  const Hinted hinted = hintedText(first.remove(sign));
  QString answer = hinted.text;
  const bool isPattern = answer.startsWith(u'|');
  if (isPattern)
    answer = answer.mid(1).trimmed();
  QString olx = u"<stringresponse answer=\""_s + answer + u"\" type=\""_s +
                (isPattern ? "ci regexp"_L1 : "ci"_L1) + u"\" >\n"_s;
  if (!hinted.hint.isEmpty())
    olx += u"  "_s + correctHint(hinted) + u'\n';
  for (qsizetype i = 1; i < lines.size(); ++i) {
    const Hinted line = hintedText(lines[i]);
    if (const std::optional<QString> wrong = after("not="_L1, line.text))
      olx += u"  <stringequalhint answer=\""_s + *wrong + u'"' + line.labelAttribute() + u'>' + line.hint +
             u"</stringequalhint>\n"_s;
    else if (const std::optional<QString> right = after("or="_L1, line.text))
      olx += u"  <additional_answer answer=\""_s + *right + u"\">"_s + correctHint(line) +
             u"</additional_answer>\n"_s;
  }
  return olx + u"  <textline size=\"20\"/>\n</stringresponse>\n\n"_s;
}

} // namespace

QString answerFromMarkdown(const QString& lines)
{
  const QStringList answers = lines.split(u'\n');
  const QString number = numberFromMarkdown(answers);
  return number.isEmpty() ? textFromMarkdown(answers) : number;
}

} // namespace scriptorium::capa
