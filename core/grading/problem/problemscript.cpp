#include "grading/problem/problemscript.h"

#include "grading/problem/problem.h"
#include "grading/problem/scriptcontext.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

ScriptAnswer runScript(const Problem& problem, const QString& code, const PyDict& globals, Repeat repeat)
{
  ScriptRunner* runner = problem.surroundings().scripts;
  if (runner == nullptr)
    return {ScriptAnswer::Kind::Unavailable, {}, u"This problem runs Python, which is not set up here."_s};
  return runner->run(
      {code, globals, problem.seed(), problem.id(), repeat == Repeat::IfEqual, scriptFolders(problem)});
}

PyDict answersAsDict(const Answers& answers)
{
  PyDict dict;
  for (auto it = answers.cbegin(); it != answers.cend(); ++it)
    dict.append({it.key(), it.value()});
  return dict;
}

} // namespace scriptorium::capa
