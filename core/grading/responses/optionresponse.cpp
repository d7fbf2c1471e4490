#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"
#include "grading/responses/pythonerrors.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Dropdowns, each graded by itself.
class OptionResponse : public Response
{
public:
  OptionResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"optionresponse"_s, number)
  {}

  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;
  Outcome<Unit> addExtendedHints(CorrectMap& graded, const Answers& answers) const override;

private:
  /// None: no option is right.
  PyValue rightOption(const Element& input) const;
};

PyValue OptionResponse::rightOption(const Element& input) const
{
  const std::optional<QString> correct = input.find(u"correct");
  return correct ? PyValue(problem().contextualised(*correct)) : PyValue();
}

Outcome<CorrectMap> OptionResponse::score(const Answers& answers)
{
  CorrectMap graded;
  for (const Element* input : inputElements()) {
    CorrectEntry& entry = graded[input->attribute(u"id")];
    entry.correctness = u"incorrect"_s;
    const auto answer = answers.constFind(input->attribute(u"id"));
    if (answer == answers.cend())
      continue;
    if (*answer == rightOption(*input))
      entry.correctness = u"correct"_s;
    if (const QString* text = answer->string())
      entry.answervariable = problem().variableOf(*text);
  }
  return graded;
}

Outcome<QMap<QString, PyValue>> OptionResponse::shownAnswers()
{
  QMap<QString, PyValue> shown;
  for (const Element* input : inputElements())
    shown.insert(input->attribute(u"id"), rightOption(*input));
  return shown;
}

Outcome<Unit> OptionResponse::addExtendedHints(CorrectMap& graded, const Answers& answers) const
{
  if (answerIds().isEmpty())
    return otherError(u"IndexError"_s, u"list index out of range"_s);
  const QString& id = answerIds().front();
  const auto answer = answers.constFind(id);
  if (answer == answers.cend())
    return Unit{};
  const Element* chosen = nullptr;
  for (const Element* option : inputElements().front()->childrenNamed(u"option")) {
    if (option->text.isEmpty())
      return noneError(u"strip"_s);
    if (chosen == nullptr && *answer == PyValue(option->text.trimmed()))
      chosen = option;
  }
  const Element* hint = chosen != nullptr ? chosen->firstChild(u"optionhint") : nullptr;
  if (hint != nullptr)
    graded[id].msg += feedbackBox(chosen->attribute(u"correct").toUpper() == "TRUE"_L1, *hint);
  return Unit{};
}

} // namespace

const ResponseKind& optionResponseKind()
{
  static const ResponseKind kind = {
      u"optionresponse"_s,
      {{u"optioninput"_s}, 0, {}, false},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<OptionResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
