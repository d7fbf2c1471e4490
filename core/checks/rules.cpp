#include "checks/rules.h"

namespace scriptorium::checks {

Finding Rule::finding(const QString& message, const Place& place) const
{
  return {severity, id, message, explanation, place};
}

const QList<Rule>& problemRules()
{
  static const QList<Rule> all = {scriptError(), loadError(), noRightChoice(), answerOutOfRange(),
                                  acceptsAnything()};
  return all;
}

Findings checkProblem(ProblemUnderTest& problem)
{
  Findings findings;
  for (const Rule& rule : problemRules())
    rule.run(rule, problem, findings);
  return findings;
}

} // namespace scriptorium::checks
