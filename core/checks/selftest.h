#pragma once

#include "checks/problemundertest.h"

namespace scriptorium::checks {

/// What the self-test of one problem found, and how much of it could be tried.
struct SelfTest
{
  Findings findings; ///< of the rules "problem-load-error", "script-error", "shown-answer-wrong",
                     ///< "wrong-answer-right"
  int inputs = 0;    ///< of the problem, for one seed
  int tried = 0;     ///< of those, the ones for which a right or a wrong answer could be derived
};

/// Answers a problem with its own shown answer, which must earn full marks, and with wrong ones, which must
/// not; for `seeds` seeds (one when it has nothing random).
SelfTest selfTest(ProblemUnderTest& problem, int seeds = 3);

} // namespace scriptorium::checks
