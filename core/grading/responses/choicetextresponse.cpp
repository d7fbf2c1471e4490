#include "grading/expression/complextext.h"
#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"
#include "grading/responses/numbers.h"
#include "grading/values/problemxml.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// Choices that hold numbers to fill in: the right boxes and the right numbers in them.
class ChoiceTextResponse : public Response
{
public:
  ChoiceTextResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"choicetextresponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;

private:
  struct Field
  {
    QString answer;
    QString tolerance;
  };
  struct Choice
  {
    QString name;
    QStringList answers; ///< of its fields, as shown
  };

  const QString& answerId() const { return answerIds().front(); }
  void nameFields(Element& choice, qsizetype index) const;
  Outcome<Unit> readRightChoice(const Element& choice);
  bool areRightBoxes(const PyDict& given) const;
  Outcome<bool> isRightValue(const QString& name, const PyValue& given) const;

  QList<Choice> m_right;
  QMap<QString, Field> m_fields; ///< of the right choices, by name
};

/// As LMS: the names go into the elements, from which the input renders them.
void ChoiceTextResponse::nameFields(Element& choice, qsizetype index) const
{
  const QString name = u"%1_choiceinput_%2"_s.arg(answerId()).arg(index);
  choice.set(u"name"_s, name + u"bc"_s);
  auto fields = choice.childrenNamed(u"numtolerance_input");
  if (fields.empty())
    fields = choice.childrenNamed(u"decoy_input");
  int ordinal = 0;
  for (Element* field : fields)
    field->set(u"name"_s, u"%1_numtolerance_input_%2"_s.arg(name).arg(ordinal++));
}

Outcome<Unit> ChoiceTextResponse::readRightChoice(const Element& choice)
{
  Choice right{choice.attribute(u"name"), {}};
  for (const auto& child : choice.children()) {
    if (!child->isElement())
      continue;
    const QString answer = child->attribute(u"answer");
    if (answer.isEmpty())
      return problemError(u"Answer not provided for numtolerance_input"_s);
    const QString contextual = problem().contextualised(answer);
    m_fields[child->attribute(u"name")] = {
        contextual, problem().contextualised(child->attribute(u"tolerance", kDefaultTolerance.toString()))};
    right.answers += contextual;
  }
  m_right += right;
  return Unit{};
}

Outcome<Unit> ChoiceTextResponse::setup()
{
  const std::vector<Element*> choices = element().descendants(u"choice");
  for (size_t i = 0; i < choices.size(); ++i)
    nameFields(*choices[i], static_cast<qsizetype>(i));
  for (const Element* choice : choices) {
    if (choice->attribute(u"correct") == "true"_L1)
      SCRIPTORIUM_TRY(readRightChoice(*choice));
  }
  return Unit{};
}

bool ChoiceTextResponse::areRightBoxes(const PyDict& given) const
{
  qsizetype chosen = 0;
  for (const auto& [key, value] : given)
    chosen += key.endsWith("bc"_L1) ? 1 : 0;
  if (chosen != m_right.size())
    return false;
  const PyValue boxes(given);
  return std::all_of(m_right.begin(), m_right.end(),
                     [&boxes](const Choice& right) { return boxes.at(right.name) != nullptr; });
}

/// Fields that are none of the right choices' are compared with 0, to see that they are numbers at all.
Outcome<bool> ChoiceTextResponse::isRightValue(const QString& name, const PyValue& given) const
{
  const Field field = m_fields.value(name, {u"0"_s, kDefaultTolerance.toString()});
  const auto right = complexFromText(field.answer);
  if (!right)
    return studentInputError(u"The Staff answer could not be interpreted as a number."_s);
  const QString* text = given.string();
  if (text == nullptr)
    return otherError(u"AttributeError"_s, u"the answer is no text"_s);
  if (const auto value = evaluateExpression(*text)) {
    if (const auto isEqual = isWithinTolerance(*value, Number(*right), field.tolerance, true))
      return *isEqual || !m_fields.contains(name);
  }
  // As LMS, which prints a Python object here.
  return studentInputError(
      u"Could not interpret '%1' as a number. (<traceback object at 0xADDR>)"_s.arg(htmlEscaped(*text)));
}

Outcome<CorrectMap> ChoiceTextResponse::score(const Answers& answers)
{
  CorrectMap graded;
  const auto answer = answers.constFind(answerId());
  if (answer == answers.cend()) {
    graded[answerId()].correctness = m_right.isEmpty() ? u"correct"_s : u"incorrect"_s;
    return graded;
  }
  graded[answerId()].correctness = u"incorrect"_s;
  if (answer->dict() == nullptr && answer->string() == nullptr && answer->list() == nullptr)
    return otherError(u"TypeError"_s, u"the answer is no object"_s);
  const PyDict given = answer->dict() != nullptr ? *answer->dict() : PyDict();
  bool isRight = areRightBoxes(given);
  for (const auto& [key, value] : given) {
    const qsizetype at = key.indexOf("_numtolerance_input"_L1);
    if (answer->at((at < 0 ? key : key.left(at)) + u"bc"_s) == nullptr)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const bool isRightHere, isRightValue(key, value));
    isRight = isRight && isRightHere;
  }
  if (isRight)
    graded[answerId()].correctness = u"correct"_s;
  return graded;
}

Outcome<QMap<QString, PyValue>> ChoiceTextResponse::shownAnswers()
{
  QMap<QString, PyValue> shown;
  PyList names;
  for (const Choice& right : m_right) {
    names += PyValue(right.name);
    shown.insert(right.name, PyValue(right.answers.join(u", "_s)));
  }
  shown.insert(answerId(), PyValue(names));
  return shown;
}

} // namespace

const ResponseKind& choiceTextResponseKind()
{
  static const ResponseKind kind = {
      u"choicetextresponse"_s,
      {{u"radiotextgroup"_s, u"checkboxtextgroup"_s}, 1, {}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<ChoiceTextResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
