#include "checks/problemundertest.h"
#include "checks/rulelist.h"
#include "checks/trialanswers.h"
#include "grading/problem/response.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

constexpr int kTrials = 2;

void findAcceptedAnything(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  const auto& loaded = problem.loaded();
  if (!loaded)
    return;
  QMap<QString, int> accepted;
  const QList<TrialAnswers> trials = wrongAnswers(**loaded, kTrials);
  for (const auto& trial : trials) {
    const auto graded = (*loaded)->grade(trial.answers);
    if (!graded)
      continue;
    bool isAnyRight = false;
    for (const QString& id : trial.derived) {
      const bool isRight = graded->entries.value(id).correctness == u"correct";
      accepted[id] += isRight;
      isAnyRight = isAnyRight || isRight;
    }
    if (!isAnyRight) // the others cannot make it up
      return;
  }
  for (const auto& response : (*loaded)->responses())
    for (const QString& id : response->answerIds())
      if (accepted.value(id) == kTrials)
        findings.append(rule.finding(
            u"Any answer is right here; \"%1\" too."_s.arg(trials.last().answers.value(id).str()),
            problem.place(response->element())));
}

} // namespace

Rule acceptsAnything()
{
  return {u"accepts-anything"_s, Finding::Severity::Warning, u"Any answer is right"_s,
          u"The tolerance or the pattern is so wide that whatever a learner writes earns the points. Narrow "
          u"it, or set the "
          u"weight to 0 when that is meant."_s,
          findAcceptedAnything};
}

} // namespace scriptorium::checks
