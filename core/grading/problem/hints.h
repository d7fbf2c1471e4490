#pragma once

#include "grading/values/answers.h"
#include "grading/values/correctmap.h"
#include "grading/values/outcome.h"

namespace scriptorium::capa {

class Problem;
class Response;

/// What follows a response's grading: the hint function of its hintgroup, else the hintgroup's conditions,
/// else the extended feedback (docs/capa.md, Feedback box). Errors: Response, when a hint function fails;
/// Other, where the LMS fails.
Outcome<Unit> addHints(const Problem& problem, Response& response, CorrectMap& graded,
                       const Answers& answers);

} // namespace scriptorium::capa
