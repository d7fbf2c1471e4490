#pragma once

#include "grading/values/outcome.h"

namespace scriptorium::capa {

/// The sentence of the LMS for anything that it did not foresee.
QString generalErrorMessage();

/// The name of the LMS's exception: "StudentInputError", or whatever Python raised.
QString exceptionOf(const CapaError& error);

/// What a learner reads of an error of a submission: of a failed script only the exception's text, which
/// stands between the last two written-out line ends; of an unforeseen one the general sentence.
QString learnerMessage(const CapaError& error);

/// The same for people who mend the problem: the exception's text without the escapes that it has on a page.
QString authorMessage(const CapaError& error);

/// Whether it is a script of the problem that failed while it was loaded.
bool isScriptFailure(const CapaError& error);

} // namespace scriptorium::capa
