#pragma once

#include "grading/values/outcome.h"
#include "grading/values/pyvalue.h"

#include <QStringList>

namespace scriptorium::capa {

class Problem;

/// What the scripts of a problem leave behind.
struct ScriptContext
{
  PyDict names; ///< what `$name` may stand for
  QString code; ///< of all scripts, joined; empty when there is none
};

/// The folders that its scripts name in `system_path` (between colons), below the course's folder.
QStringList scriptFolders(const Problem& problem);
/// Runs the problem's Python. Errors: Loncapa, where a script fails; Other, where nothing can be run.
Outcome<ScriptContext> scriptContext(const Problem& problem);

} // namespace scriptorium::capa
