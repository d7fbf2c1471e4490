#pragma once

#include "grading/scripts/scriptrunner.h"
#include "grading/values/answers.h"

#include <QString>

namespace scriptorium::capa {

class Problem;

enum class Repeat
{
  Never,  ///< check and hint functions
  IfEqual ///< inline code: may be answered from memory
};

/// Runs `code` with the problem's seed; Unavailable when its surroundings have no runner.
ScriptAnswer runScript(const Problem& problem, const QString& code, const PyDict& globals,
                       Repeat repeat = Repeat::Never);

/// As a script sees the answers: a dict in the order of their ids.
PyDict answersAsDict(const Answers& answers);

} // namespace scriptorium::capa
