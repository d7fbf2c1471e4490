#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"
#include "grading/responses/pythonerrors.h"
#include "grading/values/problemxml.h"

#include <QSet>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Half away from zero, two decimals, as the LMS stores partial points.
double roundedPoints(double points)
{
  return std::floor(points * 100.0 + 0.5) / 100.0;
}

/// Checkboxes, and radio buttons that are graded like them.
class ChoiceResponse : public Response
{
public:
  ChoiceResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"choiceresponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;
  Outcome<Unit> addExtendedHints(CorrectMap& graded, const Answers& answers) const override;

private:
  const QString& answerId() const { return answerIds().front(); }
  const Element& group() const { return *inputElements().front(); }
  CorrectEntry gradedExactly(const QSet<QString>& chosen) const;
  Outcome<CorrectEntry> gradedByDecision(const QSet<QString>& chosen) const;
  CorrectEntry gradedByHalves(const QSet<QString>& chosen) const;
  Outcome<bool> addCompoundHint(CorrectEntry& entry, const PyValue& answer) const;
  void addChoiceHints(CorrectEntry& entry, const PyValue& answer) const;

  QStringList m_right; ///< in document order, for the shown answers
  QSet<QString> m_rightSet;
  QSet<QString> m_wrongSet;
};

/// A lone value counts as a list of one. What is no text cannot be the name of a choice.
QStringList chosenNames(const PyValue* answer)
{
  if (answer == nullptr)
    return {};
  const PyList* list = answer->list();
  const PyList values = list != nullptr ? *list : PyList{*answer};
  QStringList names;
  for (const PyValue& value : values)
    names += value.string() != nullptr ? *value.string() : QChar(QChar::Null) + value.repr();
  return names;
}

const PyValue* answerIn(const Answers& answers, const QString& id)
{
  const auto found = answers.constFind(id);
  return found == answers.cend() ? nullptr : &*found;
}

Outcome<Unit> ChoiceResponse::setup()
{
  const std::vector<Element*> choices = element().descendants(u"choice");
  for (size_t i = 0; i < choices.size(); ++i) {
    Element& choice = *choices[i];
    const QString name = u"choice_%1"_s.arg(i);
    choice.set(u"name"_s, name);
    if (choice.attribute(u"id").isEmpty())
      choice.set(u"id"_s, QChar(static_cast<char16_t>(u'A' + i)));
    const std::optional<QString> correct = choice.find(u"correct");
    if (!correct)
      return noneError(u"upper"_s);
    const QString word = problem().contextualised(*correct).toUpper();
    if (word == "TRUE"_L1) {
      m_right += name;
      m_rightSet += name;
    } else if (word == "FALSE"_L1) {
      m_wrongSet += name;
    }
  }
  return Unit{};
}

CorrectEntry ChoiceResponse::gradedExactly(const QSet<QString>& chosen) const
{
  return {.correctness = chosen == m_rightSet ? u"correct"_s : u"incorrect"_s};
}

Outcome<CorrectEntry> ChoiceResponse::gradedByDecision(const QSet<QString>& chosen) const
{
  const qsizetype all = m_rightSet.size() + m_wrongSet.size();
  if (all == 0)
    return otherError(u"ZeroDivisionError"_s, u"float division by zero"_s);
  qsizetype good = 0;
  for (const QString& name : m_rightSet)
    good += chosen.contains(name) ? 1 : 0;
  for (const QString& name : m_wrongSet)
    good += chosen.contains(name) ? 0 : 1;
  if (good == all)
    return CorrectEntry{.correctness = u"correct"_s};
  if (good == 0)
    return CorrectEntry{.correctness = u"incorrect"_s, .npoints = 0.0};
  const double points = roundedPoints(maxScore() * static_cast<double>(good) / static_cast<double>(all));
  return CorrectEntry{.correctness = u"partially-correct"_s, .npoints = points};
}

CorrectEntry ChoiceResponse::gradedByHalves(const QSet<QString>& chosen) const
{
  const qsizetype all = m_rightSet.size() + m_wrongSet.size();
  qsizetype errors = 0;
  for (const QString& name : m_rightSet)
    errors += chosen.contains(name) ? 0 : 1;
  for (const QString& name : m_wrongSet)
    errors += chosen.contains(name) ? 1 : 0;
  if (errors == 0)
    return {.correctness = u"correct"_s, .npoints = static_cast<double>(maxScore())};
  if (errors == 1 && all > 2)
    return {.correctness = u"partially-correct"_s, .npoints = roundedPoints(maxScore() / 2.0)};
  if (errors == 2 && all > 4)
    return {.correctness = u"partially-correct"_s, .npoints = roundedPoints(maxScore() / 4.0)};
  return {.correctness = u"incorrect"_s};
}

Outcome<CorrectMap> ChoiceResponse::score(const Answers& answers)
{
  const PyValue* answer = answerIn(answers, answerId());
  if (answer != nullptr && answer->dict() != nullptr)
    return otherError(u"TypeError"_s, u"unhashable type: 'dict'"_s);
  CorrectMap graded;
  const QStringList names = chosenNames(answer);
  if (names.isEmpty()) {
    graded[answerId()].correctness = u"incorrect"_s;
    return graded;
  }
  const QSet<QString> chosen(names.begin(), names.end());
  if (!hasPartialCredit()) {
    graded[answerId()] = gradedExactly(chosen);
    return graded;
  }
  if (creditSchemes().size() > 1)
    return problemError(u"Only one type of partial credit is allowed for Checkbox problems."_s);
  const QString& scheme = creditSchemes().front();
  if (scheme == "edc"_L1) {
    SCRIPTORIUM_TRY_ASSIGN(graded[answerId()], gradedByDecision(chosen));
  } else if (scheme == "halves"_L1) {
    graded[answerId()] = gradedByHalves(chosen);
  } else {
    return problemError(u"partial_credit attribute should be one of: edc,halves,false"_s);
  }
  return graded;
}

Outcome<QMap<QString, PyValue>> ChoiceResponse::shownAnswers()
{
  PyList right;
  for (const QString& name : m_right)
    right += PyValue(name);
  return QMap<QString, PyValue>{{answerId(), PyValue(right)}};
}

Outcome<bool> ChoiceResponse::addCompoundHint(CorrectEntry& entry, const PyValue& answer) const
{
  // A lone text counts letter by letter here, so that no choice has its name.
  const QStringList chosen = answer.string() != nullptr ? QStringList() : chosenNames(&answer);
  QSet<QString> letters;
  for (const Element* choice : group().childrenNamed(u"choice"))
    if (chosen.contains(choice->attribute(u"name")))
      letters += choice->attribute(u"id").toUpper();
  for (const Element* hint : group().childrenNamed(u"compoundhint")) {
    const std::optional<QString> value = hint->find(u"value");
    if (!value)
      return noneError(u"upper"_s);
    const QStringList words = value->toUpper().simplified().split(u' ', Qt::SkipEmptyParts);
    if (QSet<QString>(words.begin(), words.end()) != letters)
      continue;
    // The LMS shows the text before the first tag, and fails without one.
    if (hint->text.isEmpty())
      return noneError(u"strip"_s);
    entry.msg += feedbackBox(entry.correctness == "correct"_L1, hint->find(u"label"), {hint->text.trimmed()});
    return true;
  }
  return false;
}

void ChoiceResponse::addChoiceHints(CorrectEntry& entry, const PyValue& answer) const
{
  const QStringList chosen = answer.isNone() ? QStringList() : chosenNames(&answer);
  // In a lone text the LMS finds every name that is a part of it.
  const auto isChosen = [&](const QString& name) {
    return answer.string() != nullptr ? answer.string()->contains(name) : chosen.contains(name);
  };
  QStringList texts;
  QStringList labels;
  for (const Element* choice : group().childrenNamed(u"choice")) {
    const QLatin1String wanted = isChosen(choice->attribute(u"name")) ? "true"_L1 : "false"_L1;
    for (const Element* hint : choice->childrenNamed(u"choicehint")) {
      if (hint->attribute(u"selected").toLower() != wanted)
        continue;
      if (const std::optional<QString> label = hint->find(u"label"))
        labels += *label;
      if (const QString text = innerMarkup(*hint); !text.isEmpty())
        texts += text;
    }
  }
  if (texts.isEmpty())
    return;
  std::optional<QString> label;
  if (labels.size() == 1)
    label = labels.front();
  entry.msg += feedbackBox(entry.correctness == "correct"_L1, label, texts, true);
}

Outcome<Unit> ChoiceResponse::addExtendedHints(CorrectMap& graded, const Answers& answers) const
{
  if (group().tag != "checkboxgroup"_L1)
    return Unit{};
  CorrectEntry& entry = graded[answerId()];
  const PyValue* answer = answerIn(answers, answerId());
  if (answer != nullptr) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isMatched, addCompoundHint(entry, *answer));
    if (isMatched)
      return Unit{};
  }
  addChoiceHints(entry, answer != nullptr ? *answer : PyValue());
  return Unit{};
}

} // namespace

const ResponseKind& choiceResponseKind()
{
  static const ResponseKind kind = {
      u"choiceresponse"_s,
      {{u"checkboxgroup"_s, u"radiogroup"_s}, 1, {}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<ChoiceResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
