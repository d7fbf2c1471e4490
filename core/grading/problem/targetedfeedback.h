#pragma once

#include "grading/values/answers.h"
#include "grading/values/outcome.h"
#include "grading/values/problemxml.h"

namespace scriptorium::capa {

/// Leaves of each targetedfeedbackset behind a multiplechoiceresponse with `targeted-feedback` only what
/// belongs to the chosen choice (nothing before a submission), and moves the solution into it where the
/// problem asks for that. For the page, once per load, before the HTML is extracted (not for the extraction
/// at load). Errors: Other, where the LMS's page fails.
Outcome<Unit> applyTargetedFeedback(Element& root, const Answers& answers, bool isDone);

} // namespace scriptorium::capa
