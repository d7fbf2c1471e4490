#include "checks/problemundertest.h"
#include "checks/rulelist.h"
#include "grading/values/learnermessage.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findScriptError(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  const auto& loaded = problem.loaded();
  if (loaded || !capa::isScriptFailure(loaded.error()))
    return;
  const auto scripts =
      problem.markup() ? problem.markup()->descendants(u"script") : std::vector<capa::Element*>();
  findings.append(rule.finding(u"The script of the problem fails: "_s + capa::authorMessage(loaded.error()),
                               scripts.empty() ? problem.place() : problem.place(*scripts.front())));
}

} // namespace

Rule scriptError()
{
  return {
      u"script-error"_s, Finding::Severity::Error, u"The script fails"_s,
      u"Learners see an error in place of the problem. Mend the Python, which runs under the version that the LMS has."_s,
      findScriptError};
}

} // namespace scriptorium::checks
