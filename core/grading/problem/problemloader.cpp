#include "grading/problem/problemloader.h"

#include "grading/problem/compatibility.h"
#include "grading/problem/input.h"
#include "grading/problem/response.h"
#include "grading/problem/scriptcontext.h"
#include "grading/values/problemxml.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr int kMostResponses = 10'000;

/// The inputs below a response, in document order.
std::vector<Element*> inputsBelow(const Element& response)
{
  std::vector<Element*> inputs = response.descendants();
  std::erase_if(inputs, [](const Element* each) { return !inputKind(each->tag); });
  return inputs;
}

CapaError problemErrorAt(const Element& element, const QString& message)
{
  CapaError error = problemError(message + u"\nSee XML source line %1"_s.arg(element.line));
  error.line = element.line;
  return error;
}

} // namespace

Outcome<std::unique_ptr<Problem>> Problem::load(const QByteArray& xml, const QString& id, qint64 seed,
                                                const ProblemSurroundings& surroundings, ProblemState state)
{
  std::unique_ptr<Problem> problem(new Problem(id, seed, surroundings, std::move(state)));
  SCRIPTORIUM_TRY(ProblemLoader(*problem).load(xml));
  return problem;
}

Outcome<Unit> ProblemLoader::load(const QByteArray& xml)
{
  SCRIPTORIUM_TRY_ASSIGN(m_problem.m_root, parseXml(withModernTags(xml)));
  SCRIPTORIUM_TRY(modernise(*m_problem.m_root));
  SCRIPTORIUM_TRY(insertIncludes(*m_problem.m_root, m_problem.m_surroundings));
  SCRIPTORIUM_TRY(runScripts());
  SCRIPTORIUM_TRY(makeResponses());
  SCRIPTORIUM_TRY(computeAnswers());
  numberSolutions();
  setInitialAnswers();
  for (const auto& response : m_problem.m_responses)
    SCRIPTORIUM_TRY(response->lateTransform());
  return makeInputs();
}

Outcome<Unit> ProblemLoader::runScripts()
{
  SCRIPTORIUM_TRY_ASSIGN(ScriptContext context, scriptContext(m_problem));
  m_problem.m_scriptCode = context.code;
  m_problem.m_context = std::move(context.names);
  m_problem.m_replacements = Replacements(m_problem.m_context);
  return Unit{};
}

Outcome<Unit> ProblemLoader::makeResponses()
{
  int number = 0;
  for (Element* element : m_problem.m_root->iterate()) {
    const ResponseKind* kind = responseKind(element->tag);
    if (!kind)
      continue;
    if (number == kMostResponses)
      return otherError(u"MemoryError"_s, u"The problem has too many responses."_s);
    SCRIPTORIUM_TRY(makeResponse(*kind, *element, ++number));
  }
  return Unit{};
}

Outcome<Unit> ProblemLoader::makeResponse(const ResponseKind& kind, Element& element, int number)
{
  const QString id = u"%1_%2"_s.arg(m_problem.m_id).arg(number);
  element.set(u"id"_s, id);
  const std::vector<Element*> inputs = inputsBelow(element);
  numberInputs(inputs, number);
  readQuestion(element, inputs, id);
  SCRIPTORIUM_TRY(checkRules(kind, element, inputs));
  std::unique_ptr<Response> response = kind.make(m_problem, element, number);
  for (Element* input : inputs) {
    response->m_inputElements.push_back(input);
    response->m_answerIds << input->attribute(u"id");
  }
  SCRIPTORIUM_TRY(readPoints(*response));
  const QString credit = element.attribute(u"partial_credit", u"False"_s);
  if (credit.trimmed().toLower() != "false"_L1) {
    response->m_hasPartialCredit = true;
    for (const QString& word : credit.split(u','))
      response->m_creditSchemes << word.trimmed().toLower();
  }
  SCRIPTORIUM_TRY(response->setup());
  m_problem.m_responseById.insert(id, response.get());
  m_problem.m_responses.push_back(std::move(response));
  return Unit{};
}

void ProblemLoader::numberInputs(const std::vector<Element*>& inputs, int number) const
{
  int answer = 0;
  for (Element* input : inputs) {
    ++answer;
    input->set(u"response_id"_s, QString::number(number + 1));
    input->set(u"answer_id"_s, QString::number(answer));
    input->set(u"id"_s, u"%1_%2_%3"_s.arg(m_problem.m_id).arg(number + 1).arg(answer));
  }
}

Outcome<Unit> ProblemLoader::checkRules(const ResponseKind& kind, const Element& element,
                                        const std::vector<Element*>& inputs) const
{
  const QString name = u"LoncapaProblem Response "_s + element.tag;
  for (const Element* input : inputs)
    if (!kind.rules.inputs.contains(input->tag))
      return problemErrorAt(element, name + u": cannot have input field "_s + input->tag);
  if (kind.rules.mostInputs > 0 && inputs.size() > static_cast<size_t>(kind.rules.mostInputs))
    return problemErrorAt(element,
                          name + u": cannot have more than %1 input fields"_s.arg(kind.rules.mostInputs));
  for (const QString& required : kind.rules.requiredAttributes)
    if (element.attribute(required).isEmpty())
      return problemErrorAt(element, u"Error in problem specification: "_s + name +
                                         u" missing required attribute "_s + required);
  if (kind.rules.needsAnInput && inputs.empty())
    return otherError(u"IndexError"_s, u"list index out of range"_s);
  return Unit{};
}

Outcome<Unit> ProblemLoader::readPoints(Response& response) const
{
  for (const Element* input : response.m_inputElements) {
    const QString id = input->attribute(u"id");
    if (const auto text = input->find(u"points")) {
      const auto points = PyValue(*text).toInt();
      constexpr qint64 kMost = 1'000'000'000; // far beyond any course, and sums of it still fit
      if (!points || *points > kMost || *points < -kMost)
        return otherError(u"ValueError"_s,
                          u"invalid literal for int() with base 10: %1"_s.arg(PyValue(*text).repr()));
      response.m_maxPoints.insert(id, static_cast<int>(*points));
    }
    if (const QString answer = input->attribute(u"correct_answer"); !answer.isEmpty())
      response.m_defaultAnswers.insert(id, m_problem.contextualised(answer));
  }
  return Unit{};
}

Outcome<Unit> ProblemLoader::computeAnswers()
{
  for (const auto& response : m_problem.m_responses) {
    SCRIPTORIUM_TRY_ASSIGN(const auto shown, response->shownAnswers());
    for (auto answer = shown.cbegin(); answer != shown.cend(); ++answer)
      m_problem.m_shownAnswers.insert(answer.key(), answer.value());
  }
  return Unit{};
}

void ProblemLoader::numberSolutions() const
{
  int number = 0;
  for (Element* solution : m_problem.m_root->descendants(u"solution"))
    solution->set(u"id"_s, u"%1_solution_%2"_s.arg(m_problem.m_id).arg(++number));
}

void ProblemLoader::setInitialAnswers()
{
  if (!m_problem.m_state.answers.isEmpty())
    return;
  for (const auto& response : m_problem.m_responses) {
    const Element* parameters =
        response->tag() == "coderesponse"_L1 ? response->element().firstChild(u"codeparam") : nullptr;
    const Element* display = parameters ? parameters->firstChild(u"initial_display") : nullptr;
    if (parameters && !response->answerIds().isEmpty())
      m_problem.m_state.answers.insert(response->answerIds().first(), !display ? PyValue(QString())
                                                                      : display->text.isEmpty()
                                                                          ? PyValue()
                                                                          : PyValue(display->text));
  }
}

Outcome<Unit> ProblemLoader::makeInputs()
{
  PageBuilder walk(m_problem, [this](const Element& element) { return makeInput(element); });
  SCRIPTORIUM_TRY(walk.extract(*m_problem.m_root));
  return Unit{};
}

Outcome<Element::Pointer> ProblemLoader::makeInput(const Element& element)
{
  const QString id = element.attribute(u"id");
  if (!m_problem.m_questions.contains(id))
    return otherError(u"KeyError"_s, element.find(u"id").value_or(u"None"_s));
  auto input = inputKind(element.tag)->make(m_problem, const_cast<Element&>(element));
  if (auto ready = input->setup(); !ready) {
    CapaError error = ready.error();
    error.message =
        u"Error in xml 'b'%1'': %2 "_s.arg(asciiMarkup(toXml(element, WithTail::Yes)), error.message);
    error.kind = CapaError::Kind::Other;
    error.exception = u"Exception"_s;
    error.line = element.line;
    return error;
  }
  m_problem.m_inputById.insert(id, input.get());
  m_problem.m_inputs.push_back(std::move(input));
  return Element::Pointer();
}

} // namespace scriptorium::capa
