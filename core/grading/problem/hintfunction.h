#pragma once

#include "grading/values/answers.h"
#include "grading/values/correctmap.h"
#include "grading/values/outcome.h"

#include <QString>

namespace scriptorium::capa {

class Problem;
class Response;

/// Lets the function that a hintgroup names (`hintfn`) change what was graded: hints, messages, correctness.
/// The overall message is lost, as in the LMS. Errors: Response, when the function fails or nothing can run.
Outcome<Unit> runHintFunction(const Problem& problem, const Response& response, const QString& function,
                              CorrectMap& graded, const Answers& answers);

} // namespace scriptorium::capa
