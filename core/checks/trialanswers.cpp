#include "checks/trialanswers.h"

#include "grading/expression/evaluator.h"
#include "grading/problem/response.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using capa::Element;
using capa::PyDict;
using capa::PyList;
using capa::PyValue;
using capa::Response;

std::optional<double> realOf(const QString& text)
{
  const auto value = capa::evaluateExpression(text);
  if (!value)
    return std::nullopt;
  if (const auto* real = std::get_if<double>(&*value))
    return *real;
  if (const auto* whole = std::get_if<capa::BigInteger>(&*value))
    return whole->digits.toDouble();
  return std::nullopt;
}

/// What several right answers are joined by.
QString firstOf(const QString& shown)
{
  return shown.section(u" <b>or</b> "_s, 0, 0);
}

std::optional<PyValue> numberLike(const QString& shown)
{
  const QString text = firstOf(shown).trimmed();
  static const QRegularExpression range(u"^[\\[(](.*),(.*)[\\])]$"_s);
  const auto match = range.match(text);
  if (!match.hasMatch())
    return text.isEmpty() ? std::nullopt : std::optional<PyValue>(text);
  const auto low = realOf(match.captured(1));
  const auto high = realOf(match.captured(2));
  if (!low || !high)
    return std::nullopt;
  return PyValue(capa::floatRepr((*low + *high) / 2));
}

/// Texts are shown escaped.
QString unescaped(QString text)
{
  return text.replace(u"&lt;"_s, u"<"_s)
      .replace(u"&gt;"_s, u">"_s)
      .replace(u"&quot;"_s, u"\""_s)
      .replace(u"&#39;"_s, u"'"_s)
      .replace(u"&#x27;"_s, u"'"_s)
      .replace(u"&#34;"_s, u"\""_s)
      .replace(u"&amp;"_s, u"&"_s);
}

std::optional<PyValue> textLike(const Response& response, const QString& shown)
{
  static const QRegularExpression special(u"[\\\\^$.|?*+()\\[\\]{}]"_s);
  const QString text = unescaped(firstOf(shown));
  const bool isPattern = response.element().attribute(u"type").contains(u"regexp"_s);
  return isPattern && text.contains(special) ? std::nullopt : std::optional<PyValue>(text);
}

/// The middle of the first rectangle, or of the first region's corners.
std::optional<PyValue> pointIn(const PyValue& shown)
{
  static const QRegularExpression numbers(u"\\d+"_s);
  const PyValue* rectangle = shown.at(u"rectangle");
  const PyValue* regions = shown.at(u"regions");
  const bool isRectangle = rectangle && rectangle->string() && !rectangle->string()->isEmpty();
  const QString text = isRectangle ? rectangle->string()->section(u';', 0, 0)
                       : regions   ? regions->str()
                                   : QString();
  QList<int> found;
  auto matches = numbers.globalMatch(isRectangle ? text : text.section(u"]]"_s, 0, 0));
  while (matches.hasNext())
    found.append(matches.next().captured(0).toInt());
  if (found.size() < 4)
    return std::nullopt;
  int x = 0;
  int y = 0;
  for (qsizetype i = 0; i + 1 < found.size(); i += 2) {
    x += found[i];
    y += found[i + 1];
  }
  const int points = static_cast<int>(found.size() / 2);
  return PyValue(u"[%1,%2]"_s.arg(x / points).arg(y / points));
}

std::optional<PyValue> annotation(const Response& response, bool isRight)
{
  int index = 0;
  for (const Element* option : response.element().descendants(u"option")) {
    if ((option->attribute(u"choice") == u"correct") == isRight)
      return PyValue(QString::fromUtf8(
          QJsonDocument(QJsonObject{{u"options"_s, QJsonArray{index}}, {u"comment"_s, u"x"_s}}).toJson()));
    ++index;
  }
  return std::nullopt;
}

using Shown = QMap<QString, PyValue>;

/// The boxes that are shown as right, each with the numbers that are shown beside it, or with `number` in
/// their place.
std::optional<PyValue> boxesWithNumbers(const Shown& all, const PyValue& boxes, const QString& number = {})
{
  if (!boxes.list() || boxes.list()->isEmpty())
    return std::nullopt;
  PyDict given;
  for (const PyValue& box : *boxes.list()) {
    const QString name = box.str();
    given.append({name, box});
    int ordinal = 0;
    for (const QString& right : all.value(name).str().split(u", "_s, Qt::SkipEmptyParts))
      setEntry(given, u"%1_numtolerance_input_%2"_s.arg(name.chopped(2)).arg(ordinal++), // without its "bc"
               PyValue(number.isEmpty() ? right : number));
  }
  return PyValue(given);
}

/// What to submit for the input `id`, when `all` is what is shown.
std::optional<PyValue> submissionFor(const Response& response, const Shown& all, const QString& id)
{
  const QString& tag = response.tag();
  const PyValue shown = all.value(id);
  if (tag == u"choicetextresponse")
    return boxesWithNumbers(all, shown);
  if (tag == u"multiplechoiceresponse")
    return shown.list() && !shown.list()->isEmpty() ? std::optional(shown.list()->first()) : std::nullopt;
  if (tag == u"choiceresponse" || tag == u"truefalseresponse")
    return shown.list() ? std::optional(shown) : std::nullopt;
  if (tag == u"imageresponse")
    return pointIn(shown);
  if (tag == u"annotationresponse")
    return annotation(response, true);
  if (!shown.string() || shown.string()->isEmpty())
    return std::nullopt;
  if (tag == u"optionresponse" || tag == u"customresponse")
    return shown;
  if (tag == u"numericalresponse" || tag == u"formularesponse")
    return numberLike(*shown.string());
  return tag == u"stringresponse" ? textLike(response, *shown.string()) : std::nullopt;
}

/// Names of the choices on the page that are not right.
QStringList wrongChoices(const Response& response, const PyValue& shown)
{
  const PyList right = shown.list() ? *shown.list() : PyList();
  QStringList wrong;
  for (const Element* choice : response.element().descendants(u"choice"))
    if (const QString name = choice->attribute(u"name"); !right.contains(PyValue(name)))
      wrong.append(name);
  return wrong;
}

std::optional<PyValue> wrongFor(const Response& response, const Shown& all, const QString& id, int number)
{
  static const QStringList numbers = {u"-98765.4321"_s, u"0.000123456"_s};
  static const QStringList words = {u"zqxjvk"_s, u"wuggle plorb 7"_s};
  const QString& tag = response.tag();
  const PyValue shown = all.value(id);
  if (tag == u"multiplechoiceresponse" || tag == u"choiceresponse" || tag == u"truefalseresponse") {
    const QStringList wrong = wrongChoices(response, shown);
    if (number >= wrong.size())
      return std::nullopt;
    return tag == u"multiplechoiceresponse" ? PyValue(wrong[number])
                                            : PyValue(PyList{PyValue(wrong[number])});
  }
  if (tag == u"choicetextresponse")
    return boxesWithNumbers(all, shown, numbers.value(number));
  if (tag == u"imageresponse")
    return PyValue(u"[987654,%1]"_s.arg(number));
  if (tag == u"annotationresponse")
    return annotation(response, false);
  if (tag == u"customresponse") // without a shown answer it may well take any
    return shown.string() && !shown.string()->isEmpty() ? std::optional<PyValue>(words.value(number))
                                                        : std::nullopt;
  if (tag == u"numericalresponse" || tag == u"formularesponse")
    return PyValue(numbers.value(number));
  if (tag == u"stringresponse" || tag == u"optionresponse")
    return PyValue(words.value(number));
  return std::nullopt;
}

} // namespace

TrialAnswers shownAsAnswers(const capa::Problem& problem)
{
  TrialAnswers trial;
  const auto shown = problem.shownAnswers();
  for (const auto& response : problem.responses()) {
    for (const QString& id : response->answerIds()) {
      const auto given = submissionFor(*response, shown, id);
      trial.answers.insert(id, given.value_or(PyValue(QString())));
      if (given)
        trial.derived.insert(id);
    }
  }
  return trial;
}

QList<TrialAnswers> wrongAnswers(const capa::Problem& problem, int most)
{
  QList<TrialAnswers> trials;
  const auto all = problem.shownAnswers();
  for (int number = 0; number < most; ++number) {
    TrialAnswers trial = shownAsAnswers(problem);
    trial.derived.clear();
    for (const auto& response : problem.responses()) {
      for (const QString& id : response->answerIds()) {
        const auto given = wrongFor(*response, all, id, number);
        if (!given)
          continue;
        trial.answers[id] = *given;
        trial.derived.insert(id);
      }
    }
    if (!trial.derived.isEmpty())
      trials.append(trial);
  }
  return trials;
}

} // namespace scriptorium::checks
