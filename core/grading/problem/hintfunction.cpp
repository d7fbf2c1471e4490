#include "grading/problem/hintfunction.h"

#include "grading/problem/problem.h"
#include "grading/problem/problemscript.h"
#include "grading/problem/response.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

const QString kBefore = u"from correctmap import CorrectMap\n"_s;
const QString kAfter = u"\n"
                       "new_cmap = CorrectMap()\n"
                       "new_cmap.set_dict(new_cmap_dict)\n"
                       "old_cmap = CorrectMap()\n"
                       "old_cmap.set_dict(old_cmap_dict)\n"
                       "%1(answer_ids, student_answers, new_cmap, old_cmap)\n"
                       "new_cmap_dict.update(new_cmap.get_dict())\n"_s;

PyDict namesFor(const Problem& problem, const Response& response, const CorrectMap& graded,
                const Answers& answers)
{
  PyList ids;
  for (const auto& id : response.answerIds())
    ids.append(PyValue(id));
  return {{u"answer_ids"_s, PyValue(ids)},
          {u"student_answers"_s, PyValue(answersAsDict(answers))},
          {u"new_cmap_dict"_s, graded.toState()},
          {u"old_cmap_dict"_s, problem.state().correctMap.toState()}};
}

} // namespace

Outcome<Unit> runHintFunction(const Problem& problem, const Response& response, const QString& function,
                              CorrectMap& graded, const Answers& answers)
{
  const QString code = kBefore + problem.scriptCode() + kAfter.arg(function);
  const auto answer = runScript(problem, code, namesFor(problem, response, graded, answers));
  switch (answer.kind) {
  case ScriptAnswer::Kind::Unavailable:
    return responseError(answer.message);
  case ScriptAnswer::Kind::Raised:
    return responseError(u"Error %1 in evaluating hint function %2.\nSee XML source line %3."_s.arg(
        answer.message, function, QString::number(response.element().line)));
  case ScriptAnswer::Kind::Done:
    break;
  }
  const PyValue left(answer.globals);
  const PyValue* map = left.at(u"new_cmap_dict");
  graded = map != nullptr ? CorrectMap::fromState(*map) : CorrectMap();
  return Unit{};
}

} // namespace scriptorium::capa
