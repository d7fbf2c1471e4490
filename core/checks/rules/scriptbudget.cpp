#include "checks/problemundertest.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// The last of the rules about problems: it hears what the others met.
void findSpentBudget(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  const QString refused = problem.scriptsRefused();
  if (refused.isEmpty() || !problem.loaded()) // then that is what keeps it from loading
    return;
  findings.append(rule.finding(u"Not all answers could be tried. "_s + refused, problem.place()));
}

} // namespace

Rule scriptBudget()
{
  return {
      u"script-budget"_s, Finding::Severity::Warning, u"Scripts that use too much"_s,
      u"Learners wait as long, and servers stop scripts that take too long. Let the Python of the problem do less."_s,
      findSpentBudget};
}

} // namespace scriptorium::checks
