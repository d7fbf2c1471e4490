#include "checks/problemundertest.h"
#include "checks/rulelist.h"
#include "grading/values/learnermessage.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findLoadError(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  const auto& loaded = problem.loaded();
  if (loaded || capa::isScriptFailure(loaded.error()))
    return;
  findings.append(rule.finding(u"The problem cannot be loaded: "_s + capa::authorMessage(loaded.error()),
                               problem.place(loaded.error().line)));
}

} // namespace

Rule loadError()
{
  return {u"problem-load-error"_s, Finding::Severity::Error, u"The problem does not load"_s,
          u"Learners see an error in place of the problem. Mend the markup at the line named."_s,
          findLoadError};
}

} // namespace scriptorium::checks
