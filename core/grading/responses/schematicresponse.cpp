#include "grading/problem/problem.h"
#include "grading/problem/problemscript.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// schematicresponse: circuits as JSON, and a script that sets `correct`.
class SchematicResponse final : public Response
{
public:
  SchematicResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"schematicresponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;

private:
  QString m_code;
};

Outcome<Unit> SchematicResponse::setup()
{
  const auto inlined = element().descendants(u"answer");
  if (inlined.empty())
    return otherError(u"IndexError"_s, u"list index out of range"_s);
  const auto source = inlined.front()->find(u"src");
  if (!source) {
    m_code = inlined.front()->text;
    return Unit{};
  }
  const auto& file = problem().surroundings().file;
  const auto content = file ? file(u"src/"_s + *source) : std::nullopt;
  if (!content)
    return otherError(u"ResourceNotFound"_s, u"resource 'src/%1' not found"_s.arg(*source));
  m_code = QString::fromUtf8(*content);
  return Unit{};
}

Outcome<CorrectMap> SchematicResponse::score(const Answers& answers)
{
  QStringList ids = answerIds();
  std::sort(ids.begin(), ids.end());
  PyList submission;
  for (const auto& id : ids) {
    const auto given = answers.constFind(id);
    if (given == answers.cend())
      return otherError(u"KeyError"_s, PyValue(id).repr());
    if (given->string() == nullptr)
      return otherError(u"TypeError"_s, u"the JSON object must be str, bytes or bytearray"_s);
    auto circuit = PyValue::fromJson(given->string()->toUtf8());
    if (!circuit)
      return otherError(u"JSONDecodeError"_s, u"Expecting value: line 1 column 1 (char 0)"_s);
    submission.append(*std::move(circuit));
  }
  setEntry(problem().context(), u"submission"_s, PyValue(submission));
  const auto answer = runScript(problem(), m_code, problem().context(), Repeat::IfEqual);
  if (answer.kind == ScriptAnswer::Kind::Unavailable)
    return responseError(answer.message);
  if (answer.kind == ScriptAnswer::Kind::Raised)
    return responseError(u"Error in evaluating SchematicResponse. The error was: "_s + answer.message);
  for (const auto& [name, value] : answer.globals)
    setEntry(problem().context(), name, value);
  const PyValue context(problem().context());
  const PyValue* correct = context.at(u"correct");
  if (correct == nullptr)
    return otherError(u"KeyError"_s, u"'correct'"_s);
  PyDict words;
  if (const PyList* list = correct->list()) {
    for (qsizetype i = 0; i < std::min(ids.size(), list->size()); ++i)
      words.append({ids[i], list->at(i)});
  } else if (const QString* text = correct->string()) {
    for (qsizetype i = 0; i < std::min(ids.size(), text->size()); ++i)
      words.append({ids[i], PyValue(text->mid(i, 1))});
  } else {
    return otherError(u"TypeError"_s, u"'correct' object is not iterable"_s);
  }
  return CorrectMap::fromState(PyValue(words));
}

} // namespace

const ResponseKind& schematicResponseKind()
{
  static const ResponseKind kind = {
      u"schematicresponse"_s,
      {{u"schematic"_s}, 0, {}, false},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<SchematicResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
