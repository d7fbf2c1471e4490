#pragma once

#include "grading/values/outcome.h"
#include "grading/values/pyvalue.h"

#include <QString>

#include <optional>

namespace scriptorium::capa {

/// What the value that a check function gave back says.
struct CustomVerdict
{
  PyList correct; ///< a word per input
  std::optional<PyList> messages;
  std::optional<PyValue> overallMessage; ///< not cleaned yet
  std::optional<PyList> gradeDecimals;   ///< as they were given
};

/// Reads `result` for `inputs` inputs. `cleaned` holds its messages after cleaning, in its own shape
/// (resources/python/lib/messagehtml.py). Errors: Response (no such form), Other (where the LMS fails).
Outcome<CustomVerdict> customVerdict(const PyValue& result, const PyValue& cleaned, qsizetype inputs);

} // namespace scriptorium::capa
