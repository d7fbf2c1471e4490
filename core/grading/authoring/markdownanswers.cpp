#include "grading/authoring/clienttext.h"
#include "grading/authoring/markdownparts.h"
#include "grading/authoring/markdownscan.h"

#include <QStringList>

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// The text begins with a number, whatever follows.
bool beginsWithNumber(QStringView text)
{
  text = clientTrimmed(text);
  if (text.startsWith(u'+') || text.startsWith(u'-'))
    text = text.mid(1);
  if (text.startsWith(u'.'))
    text = text.mid(1);
  return !text.empty() && text.front() >= u'0' && text.front() <= u'9';
}

bool isRange(QStringView answer)
{
  return !answer.empty() && (answer.front() == u'[' || answer.front() == u'(') &&
         (answer.back() == u']' || answer.back() == u')');
}

/// A number, perhaps with operators, but no letter other than an exponent's.
bool isNumerical(const QString& answer)
{
  const QString cleaned = withEnclosed(answer, u"{{", u"}}", 0, [](QStringView) { return QString(); });
  const auto isLetter = [](QChar c) {
    const char16_t code = c.toLower().unicode();
    return c.unicode() < 0x80 && code >= u'a' && code <= u'z' && code != u'e';
  };
  return std::none_of(cleaned.cbegin(), cleaned.cend(), isLetter) && beginsWithNumber(cleaned);
}

QString correctHint(const Hinted& hinted)
{
  return hinted.hint.isEmpty()
             ? QString()
             : u"<correcthint"_s + hinted.labelAttribute() + u'>' + hinted.hint + u"</correcthint>"_s;
}

/// What follows `word` and blanks; none where the line does not begin with it.
std::optional<QString> after(QLatin1String word, const QString& line)
{
  if (!line.startsWith(word))
    return std::nullopt;
  return line.mid(behindBlanks(line, word.size()));
}

QString additionalAnswer(const QString& answer, const Hinted& hinted)
{
  return u"  <additional_answer answer=\""_s + answer + u"\">"_s + correctHint(hinted) +
         u"</additional_answer>\n"_s;
}

struct Value
{
  QString answer;
  QString tolerance;
};

/// `5 +- 10%` taken apart; a range stays whole.
Value valueOf(const QString& answer)
{
  if (isRange(answer))
    return {answer, {}};
  const qsizetype sign = answer.indexOf("+-"_L1);
  if (sign < 0)
    return {withoutBlanks(answer), {}};
  return {withoutBlanks(answer.left(sign)), answer.mid(behindBlanks(answer, sign + 2))};
}

/// Nothing when the first answer is no number.
QString numberFrom(const QStringList& lines)
{
  QString answer = after("="_L1, lines.front()).value_or(lines.front());
  if (!isNumerical(answer) && !isRange(answer))
    return {};
  const Hinted hinted = hintedText(answer);
  if (!hinted.hint.isEmpty())
    answer = hinted.text;
  const Value value = valueOf(answer);
  QString olx = u"<numericalresponse answer=\""_s + value.answer + u"\">\n"_s;
  if (!value.tolerance.isEmpty())
    olx += u"  <responseparam type=\"tolerance\" default=\""_s + value.tolerance + u"\" />\n"_s;
  for (const QString& line : lines.mid(1)) {
    const Hinted further = hintedText(line);
    if (const std::optional<QString> other = after("or="_L1, further.text); other && clientNumber(*other))
      olx += additionalAnswer(*other, further);
  }
  olx += u"  <formulaequationinput />\n"_s;
  if (!hinted.hint.isEmpty())
    olx += u"  "_s + correctHint(hinted) + u'\n';
  return olx + u"</numericalresponse>\n\n"_s;
}

QString textFrom(const QStringList& lines)
{
  const QString& first = lines.front();
  const Hinted hinted = hintedText(after(first.startsWith(u's') ? "s="_L1 : "="_L1, first).value_or(first));
  const bool isPattern = hinted.text.startsWith(u'|');
  const QString answer = isPattern ? clientTrimmed(QStringView(hinted.text).mid(1)).toString() : hinted.text;
  QString olx = u"<stringresponse answer=\""_s + answer + u"\" type=\""_s +
                (isPattern ? "ci regexp"_L1 : "ci"_L1) + u"\" >\n"_s;
  if (!hinted.hint.isEmpty())
    olx += u"  "_s + correctHint(hinted) + u'\n';
  for (const QString& line : lines.mid(1)) {
    const Hinted further = hintedText(line);
    if (const std::optional<QString> wrong = after("not="_L1, further.text))
      olx += u"  <stringequalhint answer=\""_s + *wrong + u'"' + further.labelAttribute() + u'>' +
             further.hint + u"</stringequalhint>\n"_s;
    else if (const std::optional<QString> right = after("or="_L1, further.text))
      olx += additionalAnswer(*right, further);
  }
  return olx + u"  <textline size=\"20\"/>\n</stringresponse>\n\n"_s;
}

/// Where an answer that begins with one of `signs` at `at` ends: with the line where its text stands, which
/// may be a later one.
qsizetype answerEnd(QStringView text, qsizetype at, std::initializer_list<QLatin1String> signs)
{
  for (const QLatin1String sign : signs)
    if (text.mid(at).startsWith(sign))
      return endOfLine(text, behindBlanks(text, at + sign.size()));
  return -1;
}

qsizetype answersEnd(QStringView text, qsizetype at)
{
  qsizetype end = answerEnd(text, at, {"="_L1, "s="_L1});
  while (end >= 0) {
    const qsizetype next = answerEnd(text, behindNewlines(text, end), {"or="_L1, "not="_L1});
    if (next < 0)
      break;
    end = next;
  }
  return end;
}

} // namespace

QString withTypedAnswers(const QString& text)
{
  return withBlocks(text, answersEnd, [](QStringView lines) {
    const QStringList answers = lines.toString().split(u'\n');
    const QString number = numberFrom(answers);
    return number.isEmpty() ? textFrom(answers) : number;
  });
}

} // namespace scriptorium::capa
