#pragma once

#include "grading/pyvalue.h"

namespace scriptorium::capa {

class ScriptRunner;

/// Answers a case of kind "block" (`capa-cases/1`): `xml`, `settings`, `staff`, `seed` and `steps`, each a
/// handler with what is posted, or the page alone; in the shape of the case's `expect`. `{ID}` stands for the
/// block's id. Beyond that format: `state`, `stored`, `course_end`, `xqueue`, `{QUEUEKEY}`, steps that bring
/// `xml`, `settings`, `staff` or `xqueue`, and the handler "rescore" (app/cli/README.md).
PyDict answerBlockCase(const PyValue& asked, ScriptRunner* scripts);

} // namespace scriptorium::capa
