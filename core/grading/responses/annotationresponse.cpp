#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"
#include "grading/responses/pythonerrors.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr int kMostPoints = 2;

/// A tag for a passage, with a comment that is not graded.
class AnnotationResponse : public Response
{
public:
  AnnotationResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"annotationresponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;

private:
  const QString& answerId() const { return answerIds().front(); }
  std::vector<Element*> options() const;
};

/// The index that a learner's JSON names: exactly one number. None where it names none.
std::optional<double> chosenIndex(const PyValue& answer)
{
  const PyValue* value = answer.at(u"options");
  const PyList* indices = value != nullptr ? value->list() : nullptr;
  if (indices == nullptr || indices->size() != 1)
    return std::nullopt;
  const PyValue& index = indices->front();
  if (index.integer() == nullptr && index.real() == nullptr && index.boolean() == nullptr)
    return std::nullopt;
  return index.toFloat();
}

std::vector<Element*> AnnotationResponse::options() const
{
  std::vector<Element*> all;
  for (const Element* list : inputElements().front()->childrenNamed(u"options"))
    for (Element* option : list->childrenNamed(u"option"))
      all.push_back(option);
  return all;
}

Outcome<Unit> AnnotationResponse::setup()
{
  setMaxPoints(answerId(), kMostPoints);
  return Unit{};
}

Outcome<CorrectMap> AnnotationResponse::score(const Answers& answers)
{
  const auto answer = answers.constFind(answerId());
  if (answer == answers.cend())
    return keyError(answerId());
  if (answer->string() == nullptr)
    return otherError(u"TypeError"_s, u"the JSON object must be str, bytes or bytearray"_s);
  const std::optional<PyValue> given = PyValue::fromJson(answer->string()->toUtf8());
  if (!given)
    return otherError(u"JSONDecodeError"_s, u"Expecting value: line 1 column 1 (char 0)"_s);

  CorrectEntry entry{.correctness = u"incorrect"_s};
  const std::vector<Element*> all = options();
  const std::optional<double> index = chosenIndex(*given);
  if (index && *index >= 0 && *index < static_cast<double>(all.size()) && std::trunc(*index) == *index) {
    entry.correctness = all[static_cast<size_t>(*index)]->attribute(u"choice");
    entry.npoints = entry.correctness == "correct"_L1             ? 2.0
                    : entry.correctness == "partially-correct"_L1 ? 1.0
                                                                  : 0.0;
  }
  CorrectMap graded;
  graded[answerId()] = entry;
  return graded;
}

Outcome<QMap<QString, PyValue>> AnnotationResponse::shownAnswers()
{
  QMap<QString, PyValue> shown;
  for (const Element* option : options()) {
    if (option->attribute(u"choice") != "correct"_L1)
      continue;
    shown.insert(answerId(), option->text.isEmpty() ? PyValue() : PyValue(option->text));
    break;
  }
  return shown;
}

} // namespace

const ResponseKind& annotationResponseKind()
{
  static const ResponseKind kind = {
      u"annotationresponse"_s,
      {{u"annotationinput"_s}, 1, {}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<AnnotationResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
