#pragma once

#include "checks/problemundertest.h"

namespace scriptorium::checks {

/// A rule about a problem.
struct Rule
{
  QString id; ///< stable, in kebab case
  Finding::Severity severity = Finding::Severity::Warning;
  QString title;       ///< what it finds, a few words
  QString explanation; ///< why it matters to learners and what to do, one to three sentences
  /// Appends what it finds; `finding()` fills in what is the same for all findings of the rule.
  void (*run)(const Rule& rule, ProblemUnderTest& problem, Findings& findings) = nullptr;

  Finding finding(const QString& message, const Place& place) const;
};

/// Every rule, in the order in which they run.
const QList<Rule>& problemRules();

/// What all rules say of a problem. Rules that grade only run when it loads.
Findings checkProblem(ProblemUnderTest& problem);

/// One function a rule, each in a file of its name below rules/.
Rule scriptError();
Rule loadError();
Rule noRightChoice();
Rule answerOutOfRange();
Rule acceptsAnything();

} // namespace scriptorium::checks
