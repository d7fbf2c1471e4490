#include "cases/answercase.h"
#include "cases/canonicalhtml.h"
#include "grading/block/blocktext.h"
#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/values/learnermessage.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

enum class Phase
{
  Load,
  Grade,
  Render
};

QString nameOf(Phase phase)
{
  return phase == Phase::Load ? u"load"_s : phase == Phase::Grade ? u"grade"_s : u"render"_s;
}

PyDict failed(const CapaError& error, Phase phase)
{
  const bool isUnforeseen = error.kind == CapaError::Kind::Other;
  PyDict said = {{u"phase"_s, nameOf(phase)}, {u"kind"_s, isUnforeseen ? u"other"_s : exceptionOf(error)}};
  setEntry(said, u"message"_s,
           isUnforeseen && phase != Phase::Grade ? PyValue() : PyValue(learnerMessage(error)));
  if (isUnforeseen) {
    setEntry(said, u"exception"_s, error.exception);
    setEntry(said, u"detail"_s, error.message);
  }
  return {{u"error"_s, said}};
}

/// Whole points as whole numbers.
PyValue points(double value)
{
  return std::floor(value) == value && std::abs(value) < 1e15 ? PyValue(static_cast<qint64>(value))
                                                              : PyValue(value);
}

using Loaded = Outcome<std::unique_ptr<Problem>>;

Answers answersAt(const PyValue& asked, QStringView name)
{
  Answers answers;
  const PyDict entries = entriesAt(asked, name);
  for (const auto& [id, value] : entries)
    answers.insert(id, value);
  return answers;
}

qint64 wholeAt(const PyValue& asked, QStringView name, qint64 fallback)
{
  const PyValue* value = asked.at(name);
  return value ? value->toInt().value_or(fallback) : fallback;
}

ProblemState stateOf(const PyValue& asked)
{
  ProblemState state;
  state.attempts = static_cast<int>(wholeAt(asked, u"attempt", 1));
  const PyValue* given = asked.at(u"state");
  if (!given)
    return state;
  state.answers = answersAt(*given, u"student_answers");
  if (const PyValue* map = given->at(u"correct_map"))
    state.correctMap = CorrectMap::fromState(*map);
  state.hasSavedAnswers = isTrueAt(*given, u"has_saved_answers");
  state.isDone = isTrueAt(*given, u"done");
  const PyDict inputs = entriesAt(*given, u"input_state");
  for (const auto& [id, value] : inputs)
    state.inputState.insert(id, value);
  return state;
}

Loaded loadProblem(const PyValue& asked, const CaseRunner::Scripts& scripts)
{
  return Problem::load(textAt(asked, u"xml").toUtf8(), u"prob"_s, wholeAt(asked, u"seed", 1),
                       surroundingsOf(asked, scripts), stateOf(asked));
}

void addEntries(PyDict& result, const CorrectMap& graded)
{
  PyDict correctness;
  PyDict npoints;
  PyDict counting;
  PyDict messages;
  PyDict hints;
  PyDict variables;
  for (auto at = graded.entries.begin(); at != graded.entries.end(); ++at) {
    const QString& id = at.key();
    correctness.append({id, orNone(at->correctness)});
    npoints.append({id, at->npoints ? PyValue(*at->npoints) : PyValue()});
    counting.append({id, points(graded.points(id))});
    if (!at->msg.isEmpty())
      messages.append({id, at->msg});
    if (!at->hint.isEmpty())
      hints.append({id, PyList{at->hint, orNone(at->hintmode)}});
    if (!at->answervariable.isEmpty())
      variables.append({id, at->answervariable});
  }
  result += {{u"correctness"_s, correctness}, {u"npoints"_s, npoints}, {u"points"_s, counting}};
  const std::pair<QString, PyDict> optional[] = {
      {u"msg"_s, messages}, {u"hint"_s, hints}, {u"answervariable"_s, variables}};
  for (const auto& [name, entries] : optional)
    if (!entries.isEmpty())
      result.append({name, entries});
  if (!graded.overallMessage.isEmpty())
    result.append({u"overall_message"_s, graded.overallMessage});
}

/// The names of the choices as they stand on the page, of every group that is shuffled or drawn from a pool.
PyList choiceOrder(const Problem& problem)
{
  PyList orders;
  for (const Element* group : problem.root().descendants(u"choicegroup")) {
    const QString pool = group->attribute(u"answer-pool");
    if (group->attribute(u"shuffle") != u"true" && (pool.isEmpty() || pool == u"0"))
      continue;
    PyList names;
    for (const Element* choice : group->childrenNamed(u"choice"))
      names.append(choice->attribute(u"name"));
    orders.append(PyValue(names));
  }
  return orders;
}

/// JSON has no words for infinities; what did not survive the script is null.
PyValue plain(const PyValue* value)
{
  if (!value)
    return {};
  const double* real = value->real();
  return real && !std::isfinite(*real) ? PyValue(value->str()) : *value;
}

PyValue sorted(const PyValue& value)
{
  if (!value.list())
    return value;
  PyList list = *value.list();
  std::sort(list.begin(), list.end(), [](const PyValue& a, const PyValue& b) { return a.str() < b.str(); });
  return list;
}

/// Those that scripts may import, as of a course.
QMap<QString, QByteArray> modulesAmong(const PyValue& files)
{
  QMap<QString, QByteArray> modules;
  if (files.dict())
    for (const auto& [path, text] : *files.dict())
      if (path.startsWith(u"code/"_s) || path.endsWith(u".py"_s))
        modules.insert(path, text.str().toUtf8());
  return modules;
}

} // namespace

ProblemSurroundings surroundingsOf(const PyValue& asked, const CaseRunner::Scripts& scripts)
{
  ProblemSurroundings around;
  const PyValue files = entriesAt(asked, u"files");
  around.scripts = scripts ? scripts({textAt(asked, u"python_lib"), modulesAmong(files)}) : nullptr;
  around.anonymousStudentId =
      asked.at(u"anonymous_student_id") ? textAt(asked, u"anonymous_student_id") : u"anon-student"_s;
  around.file = [files](const QString& path) -> std::optional<QByteArray> {
    return files.at(path) ? std::optional(textAt(files, path).toUtf8()) : std::nullopt;
  };
  if (const PyValue* said = asked.at(u"xqueue"); said && said->list() && said->list()->size() == 2) {
    const auto code = static_cast<int>(said->list()->front().toInt().value_or(1));
    const QString words = said->list()->back().str();
    around.queue = [code, words](const PyValue&, const PyValue&) { return std::pair(code, words); };
  }
  return around;
}

PyDict answerGrade(const PyValue& asked, const CaseRunner::Scripts& scripts)
{
  const Loaded loaded = loadProblem(asked, scripts);
  if (!loaded)
    return failed(loaded.error(), Phase::Load);
  Problem& problem = **loaded;
  PyDict result = {{u"max_score"_s, points(problem.maxScore())}};
  const auto graded = problem.grade(answersAt(asked, u"answers"));
  if (!graded)
    return result + failed(graded.error(), Phase::Grade);
  addEntries(result, *graded);
  const QStringList ids = graded->entries.keys();
  const bool isCorrect =
      std::all_of(ids.begin(), ids.end(), [&](const QString& id) { return graded->isCorrect(id); });
  return result + PyDict{{u"score"_s, points(problem.score())},
                         {u"success"_s, isCorrect ? u"correct"_s : u"incorrect"_s}};
}

PyDict answerShow(const PyValue& asked, const CaseRunner::Scripts& scripts)
{
  const Loaded loaded = loadProblem(asked, scripts);
  if (!loaded)
    return failed(loaded.error(), Phase::Load);
  const Problem& problem = **loaded;
  PyDict answers;
  const auto shown = problem.shownAnswers();
  for (auto at = shown.begin(); at != shown.end(); ++at)
    answers.append({at.key(), sorted(at.value())});
  PyDict labels;
  const auto texts = problem.labels();
  for (auto at = texts.begin(); at != texts.end(); ++at)
    labels.append({at.key(), at.value()});
  PyDict result = {
      {u"answers"_s, answers}, {u"max_score"_s, points(problem.maxScore())}, {u"labels"_s, labels}};
  if (const PyValue* names = asked.at(u"vars"); names && names->list()) {
    PyDict context;
    const PyValue known(problem.context());
    for (const auto& name : *names->list())
      context.append({name.str(), plain(known.at(name.str()))});
    result.append({u"context"_s, context});
  }
  if (const PyList order = choiceOrder(problem); !order.isEmpty())
    result.append({u"choice_order"_s, order});
  return result;
}

PyDict answerRender(const PyValue& asked, const CaseRunner::Scripts& scripts)
{
  const Loaded loaded = loadProblem(asked, scripts);
  if (!loaded)
    return failed(loaded.error(), Phase::Load);
  Problem& problem = **loaded;
  if (asked.at(u"answers"))
    if (const auto graded = problem.grade(answersAt(asked, u"answers")); !graded)
      return failed(graded.error(), Phase::Grade);
  const auto html = problem.html({isTrueAt(asked, u"correctness_available", true)});
  if (!html)
    return failed(html.error(), Phase::Render);
  return {{u"html"_s, canonicalHtml(withoutHintElements(*html))}};
}

PyDict answerAjax(const PyValue& asked, const CaseRunner::Scripts& scripts)
{
  const Loaded loaded = loadProblem(asked, scripts);
  if (!loaded)
    return failed(loaded.error(), Phase::Load);
  const PyDict data = entriesAt(asked, u"data");
  if (const QString id = textAt(PyValue(data), u"input_id"); (*loaded)->input(id) == nullptr)
    return failed(otherError(u"KeyError"_s, PyValue(id).repr()), Phase::Grade);
  return {{u"result"_s, (*loaded)->inputAjax(data)}};
}

} // namespace scriptorium::capa
