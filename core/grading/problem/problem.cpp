#include "grading/problem/problem.h"

#include "grading/problem/hints.h"
#include "grading/problem/input.h"
#include "grading/problem/page.h"
#include "grading/problem/response.h"
#include "grading/values/problemxml.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr qint64 kMostNumbers = 500'000; ///< to compare formulas at
} // namespace

Problem::Problem(QString id, qint64 seed, ProblemSurroundings surroundings, ProblemState state)
    : m_id(std::move(id)), m_seed(seed), m_surroundings(std::move(surroundings)), m_state(std::move(state))
{
  if (m_surroundings.scripts)
    m_surroundings.scripts = &m_scripts.emplace(*m_surroundings.scripts, ScriptBudget::ofOneTry());
}

Problem::~Problem() = default;

double Problem::maxScore() const
{
  double sum = 0;
  for (const auto& response : m_responses)
    sum += response->maxScore();
  return sum;
}

double Problem::score() const
{
  return m_state.correctMap.points();
}

void Problem::renewBudget()
{
  m_numbersLeft = kMostNumbers;
  if (m_scripts)
    m_scripts->renew();
}

Outcome<CorrectMap> Problem::judged(const Answers& answers)
{
  renewBudget();
  CorrectMap graded;
  for (const auto& response : m_responses) {
    SCRIPTORIUM_TRY_ASSIGN(CorrectMap one, response->score(answers));
    SCRIPTORIUM_TRY(addHints(*this, *response, one, answers));
    graded.update(one);
  }
  return graded;
}

Outcome<CorrectMap> Problem::grade(const Answers& answers)
{
  m_state.answers = answers;
  SCRIPTORIUM_TRY_ASSIGN(const CorrectMap graded, judged(answers));
  m_state.correctMap = graded;
  m_state.isDone = true;
  return graded;
}

Outcome<CorrectMap> Problem::regrade(const Answers& answers, const CorrectMap& before)
{
  CorrectMap now = std::exchange(m_state.correctMap, before);
  Outcome<CorrectMap> graded = judged(answers);
  m_state.correctMap = std::move(now);
  return graded;
}

bool Problem::supportsRescoring() const
{
  return std::none_of(m_responses.begin(), m_responses.end(), [](const auto& response) {
    const ResponseKind* kind = responseKind(response->tag());
    return kind != nullptr && kind->rules.inputs.contains(u"filesubmission"_s);
  });
}

Outcome<Unit> Problem::receiveScore(const QString& message, const QString& key)
{
  CorrectMap map = m_state.correctMap;
  for (const auto& response : m_responses)
    SCRIPTORIUM_TRY(response->receiveScore(message, key, map));
  map.overallMessage.clear(); // the LMS does not keep it
  m_state.correctMap = std::move(map);
  return Unit{};
}

Outcome<Unit> Problem::receiveUngraded(const QString& message, const QString& key)
{
  for (const auto& input : m_inputs) {
    PyValue stored = m_state.inputState.value(input->id());
    SCRIPTORIUM_TRY(input->receiveUngraded(message, key, stored));
    if (!stored.isNone())
      m_state.inputState.insert(input->id(), stored);
  }
  return Unit{};
}

QMap<QString, PyValue> Problem::shownAnswers() const
{
  QMap<QString, PyValue> shown = m_shownAnswers;
  for (const Element* solution : m_root->iterate(u"solution"))
    shown.insert(solution->attribute(u"id"), contextualised(asciiMarkup(toXml(*solution, WithTail::Yes))));
  return shown;
}

QMap<QString, QString> Problem::labels() const
{
  QMap<QString, QString> labels;
  for (auto question = m_questions.cbegin(); question != m_questions.cend(); ++question)
    labels.insert(question.key(), question->label);
  return labels;
}

Outcome<QString> Problem::html(const Page& page)
{
  return pageHtml(*this, page);
}

InputState Problem::inputState(const Input& input, const Page& page) const
{
  InputState shown;
  shown.value = m_state.answers.value(input.id(), QString());
  shown.status = u"unsubmitted"_s;
  shown.hasSavedAnswers = m_state.hasSavedAnswers;
  shown.stored = m_state.inputState.value(input.id());
  const Question question = m_questions.value(input.id());
  shown.label = question.label;
  shown.descriptions = question.descriptions;
  const auto entry = m_state.correctMap.entries.constFind(input.id());
  if (entry == m_state.correctMap.entries.cend())
    return shown;
  if (!page.isCorrectnessAvailable) {
    shown.status = u"submitted"_s;
    return shown;
  }
  if (!m_state.hasSavedAnswers) {
    shown.status = entry->correctness.isEmpty() ? QString() : entry->correctness;
    shown.message = entry->msg;
  }
  if (entry->hintmode == "always"_L1)
    shown.message = entry->hint + (shown.message.isEmpty() ? QString() : u"<br/>"_s) + shown.message;
  shown.answerVariable = entry->answervariable;
  return shown;
}

PyValue Problem::inputAjax(const PyDict& data)
{
  const PyValue asked(data);
  const PyValue* id = asked.at(u"input_id");
  const PyValue* dispatch = asked.at(u"dispatch");
  Input* found = id ? input(id->str()) : nullptr;
  if (!found || !dispatch)
    return PyDict();
  PyValue stored = m_state.inputState.value(found->id());
  PyValue answer = found->ajax(dispatch->str(), data, stored);
  if (!stored.isNone())
    m_state.inputState.insert(found->id(), stored);
  return answer;
}

QString Problem::contextualised(const QString& text) const
{
  return m_replacements.applied(text);
}

QString Problem::variableOf(const QString& text) const
{
  for (const auto& [name, value] : m_context)
    if (value.str() == text)
      return u'$' + name;
  return {};
}

Input* Problem::input(const QString& inputId) const
{
  return m_inputById.value(inputId);
}

Response* Problem::response(const QString& responseId) const
{
  return m_responseById.value(responseId);
}

Random2& Problem::random()
{
  if (!m_random)
    m_random.emplace(m_seed);
  return *m_random;
}

} // namespace scriptorium::capa
