#include "checks/problemundertest.h"
#include "checks/rulelist.h"
#include "grading/problem/response.h"
#include "grading/responses/pythonpattern.h"
#include "grading/values/learnermessage.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// Patterns of hints, which the LMS takes without variables.
void findBadHints(const Rule& rule, ProblemUnderTest& problem, const capa::Response& response,
                  Findings& findings)
{
  for (const capa::Element* hint : response.element().childrenNamed(u"regexphint")) {
    const auto pattern = capa::PythonPattern::compile(u'^' + hint->attribute(u"answer") + u'$', false);
    if (pattern)
      continue;
    Finding finding = rule.finding(
        u"The pattern of a hint does not compile: %1. The hint never shows."_s.arg(pattern.error().text),
        problem.place(*hint));
    finding.severity = Finding::Severity::Warning;
    findings.append(finding);
  }
}

void findBadPatterns(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  const auto& loaded = problem.loaded();
  if (!loaded)
    return;
  for (const auto& response : (*loaded)->responses()) {
    if (const auto why = gradingFault(*response))
      findings.append(
          rule.finding(u"The pattern of the answer does not compile, and no answer can be graded: %1"_s.arg(
                           capa::authorMessage(*why)),
                       problem.place(response->element())));
    findBadHints(rule, problem, *response, findings);
  }
}

} // namespace

std::optional<capa::CapaError> gradingFault(capa::Response& response)
{
  if (response.tag() != "stringresponse"_L1)
    return std::nullopt;
  const auto graded = response.score({{response.answerIds().value(0), capa::PyValue(u"x"_s)}});
  return graded ? std::nullopt : std::optional(graded.error());
}

Rule patternDoesNotCompile()
{
  return {.id = u"pattern-does-not-compile"_s,
          .severity = Finding::Severity::Error,
          .title = u"A pattern that does not compile"_s,
          .explanation =
              u"Mend the regular expression; put a backslash before ( [ + * ? . that mean themselves."_s,
          .problem = findBadPatterns};
}

} // namespace scriptorium::checks
