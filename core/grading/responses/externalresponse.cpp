#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Graded by a server of the course, which is asked for the answers already at load; so nothing of it loads
/// without one.
class ExternalResponse : public Response
{
public:
  ExternalResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"externalresponse"_s, number)
  {}

  Outcome<Unit> setup() override
  {
    if (element().firstChild(u"answer") == nullptr && problem().scriptCode().isEmpty())
      return problemError(u"LoncapaProblem Response externalresponse: Missing answer script code for "
                          "externalresponse\nSee XML source line %1"_s.arg(element().line));
    return Unit{};
  }

  Outcome<CorrectMap> score(const Answers&) override { return unreachable(); }
  Outcome<QMap<QString, PyValue>> shownAnswers() override { return unreachable(); }

private:
  static CapaError unreachable()
  {
    return otherError(u"UnboundLocalError"_s,
                      u"cannot access local variable 'exans' where it is not associated with a value"_s);
  }
};

} // namespace

const ResponseKind& externalResponseKind()
{
  static const ResponseKind kind = {
      u"externalresponse"_s,
      {{u"textline"_s, u"textbox"_s}, 0, {}, false},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<ExternalResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
