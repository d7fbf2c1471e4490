#include "grading/problem/problem.h"
#include "grading/problem/problemscript.h"
#include "grading/responses/customresponse.h"
#include "grading/responses/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// symbolicresponse: always symmath_check of the program's symmath, whatever cfn it names.
class SymbolicResponse final : public CustomResponse
{
public:
  SymbolicResponse(Problem& problem, Element& element, int number)
      : CustomResponse(problem, element, u"symbolicresponse"_s, number)
  {}

protected:
  Outcome<Unit> check(const QStringList& ids, const PyList& submission) override;
};

Outcome<Unit> SymbolicResponse::check(const QStringList& ids, const PyList& submission)
{
  const QString code = u"from symmath import symmath_check\n"
                       "from messagehtml import cleaned_messages\n"
                       "cfn_return = symmath_check(expect, ans, dynamath=dynamath, options=options)\n"
                       "cleaned = cleaned_messages(cfn_return)\n"_s;
  const auto answer = runScript(problem(), code,
                                {{u"expect"_s, remembered(u"expect")},
                                 {u"ans"_s, submission.front()},
                                 {u"dynamath"_s, remembered(u"dynamath")},
                                 {u"options"_s, remembered(u"options")}});
  if (answer.kind == ScriptAnswer::Kind::Unavailable)
    return responseError(answer.message);
  const PyValue left(answer.globals);
  const PyValue* result = left.at(u"cfn_return");
  const PyValue* cleaned = left.at(u"cleaned");
  const PyValue* message = cleaned != nullptr ? cleaned->at(u"msg") : nullptr;
  if (answer.kind != ScriptAnswer::Kind::Done || result == nullptr || message == nullptr ||
      message->dict() != nullptr)
    return otherError(u"Exception"_s,
                      u"An error occurred with SymbolicResponse. The error was: "_s + answer.message);
  const PyValue* ok = result->at(u"ok");
  remember(u"messages"_s, PyValue(PyList{*message}));
  const bool isRight = ok != nullptr && ok->isTrue();
  remember(u"correct"_s, PyValue(PyList(ids.size(), PyValue(isRight ? u"correct"_s : u"incorrect"_s))));
  return Unit{};
}

} // namespace

const ResponseKind& symbolicResponseKind()
{
  static const ResponseKind kind = {
      u"symbolicresponse"_s,
      {customResponseKind().rules.inputs, 1, {}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<SymbolicResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
