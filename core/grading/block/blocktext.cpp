#include "grading/block/blocktext.h"

#include "grading/values/problemxml.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

QString counted(qint64 number, const QString& unit)
{
  return QString::number(number) + u' ' + unit + (number == 1 ? QString() : u"s"_s);
}

QString shortNumber(double number)
{
  QString text = QString::number(number, 'f', 2);
  while (text.endsWith(u'0'))
    text.chop(1);
  if (text.endsWith(u'.'))
    text.chop(1);
  return text;
}

} // namespace

QString durationText(qint64 seconds)
{
  const qint64 hours = seconds / 3600;
  const qint64 minutes = seconds % 3600 / 60;
  const qint64 rest = seconds % 60;
  QStringList parts;
  if (hours > 0)
    parts += counted(hours, u"hour"_s);
  if (minutes > 0)
    parts += counted(minutes, u"minute"_s);
  if (rest > 0 || parts.isEmpty())
    parts += counted(rest, u"second"_s);
  return parts.join(u' ');
}

QString progressText(const std::pair<double, double>& progress)
{
  return shortNumber(progress.first) + u'/' + shortNumber(progress.second);
}

QString gradingMethodText(const QString& method)
{
  if (method == "last_score"_L1)
    return u"Last Score"_s;
  if (method == "first_score"_L1)
    return u"First Score"_s;
  if (method == "highest_score"_L1)
    return u"Highest Score"_s;
  return method == "average_score"_L1 ? u"Average Score"_s : QString();
}

QString withoutHintElements(QString html)
{
  // Not by elements: the LMS cuts from a tag to the next end tag of its name, which an empty one has not got.
  for (const auto tag :
       {"demandhint"_L1, "choicehint"_L1, "optionhint"_L1, "stringhint"_L1, "numerichint"_L1,
        "correcthint"_L1, "regexphint"_L1, "additional_answer"_L1, "stringequalhint"_L1, "compoundhint"_L1})
  {
    const QString opening = u'<' + tag;
    const QString closing = u"</"_s + tag + u'>';
    for (qsizetype at = html.indexOf(opening); at >= 0; at = html.indexOf(opening, at)) {
      const qsizetype inner = html.indexOf(u'>', at + opening.size());
      const qsizetype end = inner < 0 ? -1 : html.indexOf(closing, inner + 1);
      if (end < 0)
        break;
      html.remove(at, end + closing.size() - at);
    }
  }
  return html;
}

QString hintListHtml(const QStringList& hints, qsizetype count)
{
  QString items;
  for (qsizetype i = 0; i < count; ++i)
    items += u"<li class=\"hint-index-%1\" tabindex=\"-1\"><strong>Hint (%2 of %3): </strong>"_s.arg(i)
                 .arg(i + 1)
                 .arg(hints.size()) +
             hints[i] + u"</li>"_s;
  return u"<ol>"_s + items + u"</ol>"_s;
}

QString brokenStateWarning(const Answers& answers)
{
  QString items;
  for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer)
    if (!answer.key().contains("dynamath"_L1) && answer.value() != PyValue(QString()))
      items += u"<li>"_s + markupSafe(answer.value().str()) + u"</li>"_s;
  return u"<div class=\"capa_reset\"> <h2>Warning: The problem has been reset to its initial state!</h2>"
         "The problem&#39;s state was corrupted by an invalid submission. The submission consisted of:<ul>"_s +
         items + u"</ul>If this error persists, please contact the course staff.</div>"_s;
}

QString wrappedPage(const QString& htmlId, const QString& usageKey, const QString& handlerUrl,
                    const BlockRules& rules, const BlockSettings& settings, const BlockState& state,
                    const QString& pageHtml)
{
  const auto [earned, possible] = rules.progress().value_or(std::pair(0.0, 0.0));
  const auto points = [&settings](double value) { // weighted ones are floats in Python
    return (settings.weight ? PyValue(value) : numberValue(value)).str();
  };
  const QString score = rules.isCorrectnessAvailable() ? points(earned) : u"None"_s;
  const QString id = htmlEscaped(htmlId);
  return u"<div id=\"problem_"_s + id + u"\" class=\"problems-wrapper\" role=\"group\" aria-labelledby=\""_s +
         id + u"-problem-title\" data-problem-id=\""_s + htmlEscaped(usageKey) + u"\" data-url=\""_s +
         htmlEscaped(handlerUrl) + u"\" data-problem-score=\""_s + score +
         u"\" data-problem-total-possible=\""_s + points(possible) + u"\" data-attempts-used=\""_s +
         QString::number(state.attempts) + u"\" data-content=\""_s + htmlEscaped(pageHtml) +
         u"\" data-graded=\""_s + (settings.isGraded ? u"True"_s : u"False"_s) +
         u"\"><p class=\"loading-spinner\"><i class=\"fa fa-spinner fa-pulse fa-2x fa-fw\"></i>"
         "<span class=\"sr\">Loading&hellip;</span></p></div>"_s;
}

} // namespace scriptorium::capa
