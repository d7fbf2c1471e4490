#include "grading/block/blockform.h"
#include "grading/block/blocktext.h"
#include "grading/block/problemblock.h"
#include "grading/values/learnermessage.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

CapaError notFound(const QString& message)
{
  return otherError(u"NotFoundError"_s, message);
}

BlockEvent failed(const QString& name, PyDict event, const QString& failure)
{
  event.append({u"failure"_s, failure});
  return {name, std::move(event)};
}

PyDict refusal(const QString& message)
{
  return {{u"success"_s, false}, {u"msg"_s, message}};
}

} // namespace

ProblemBlock::Handled ProblemBlock::check(const Form& form, BlockReply& reply)
{
  PyDict event = this->event();
  SCRIPTORIUM_TRY_ASSIGN(const Answers answers, answersFromForm(form));
  m_state.answersHistory += answers;
  event.append({u"answers"_s, answersValue(answers)});
  if (rules().isClosed()) {
    reply.events += failed(u"problem_check_fail"_s, event, u"closed"_s);
    return notFound(u"Problem is closed."_s);
  }
  if (rules().needsReset()) {
    reply.events += failed(u"problem_check_fail"_s, event, u"unreset"_s);
    return notFound(u"Problem must be reset before it can be submitted again."_s);
  }
  if (const std::optional<QString> wait = waitMessage())
    return PyDict{{u"success"_s, *wait}, {u"html"_s, QString()}};
  const Outcome<CorrectMap> correctMap = m_problem->grade(answers);
  return correctMap ? graded(answers, *correctMap, std::move(event), reply)
                    : gradingFailed(answers, correctMap.error());
}

PyDict ProblemBlock::event() const
{
  return {{u"state"_s, loggedState(*m_problem, m_state)}, {u"problem_id"_s, m_place.usageKey}};
}

PyDict ProblemBlock::submission(const Answers& answers, const CorrectMap& correctMap) const
{
  const bool hasVariants = m_settings.rerandomize != "never"_L1;
  return submissionFacts(*m_problem, answers, correctMap,
                         hasVariants ? PyValue(m_problem->seed()) : PyValue(QString()));
}

ProblemBlock::Handled ProblemBlock::graded(const Answers& answers, const CorrectMap& correctMap, PyDict event,
                                           BlockReply& reply)
{
  ++m_state.attempts;
  m_state.isDone = true;
  m_state.hasSavedAnswers = false;
  keepProblemState();
  m_state.correctMapHistory += correctMap;
  m_state.scoreHistory += problemScore();
  m_state.score = scoreByMethod(m_settings.gradingMethod, m_state.scoreHistory, m_problem->maxScore());
  if (!m_state.score) { // as LMS: the attempt is used up all the same
    m_state.score = problemScore();
    return keyError(m_settings.gradingMethod);
  }
  m_state.lastSubmission = m_clock.now();

  reply.events += feedbackEvents(*m_problem, m_place.usageKey, answers, correctMap);
  publishGrade(reply);

  QString success = u"correct"_s;
  for (auto entry = correctMap.entries.cbegin(); entry != correctMap.entries.cend(); ++entry)
    if (!correctMap.isCorrect(entry.key()))
      success = u"incorrect"_s;
  event += {{u"grade"_s, numberValue(m_state.score->earned)},
            {u"max_grade"_s, numberValue(m_state.score->possible)},
            {u"correct_map"_s, correctMap.toState()},
            {u"success"_s, success},
            {u"attempts"_s, m_state.attempts},
            {u"submission"_s, submission(answers, correctMap)}};
  reply.events += {u"problem_check"_s, std::move(event)};
  if (!rules().isCorrectnessAvailable())
    success = u"submitted"_s;
  SCRIPTORIUM_TRY_ASSIGN(const QString html, pageHtml(true));
  return PyDict{{u"success"_s, success}, {u"contents"_s, html}};
}

ProblemBlock::Handled ProblemBlock::gradingFailed(const Answers& answers, const CapaError& error)
{
  // What was given is kept, the attempt is not used.
  m_state.answers = answers;
  m_state.hasSavedAnswers = false;
  m_state.score = problemScore();
  if (error.kind == CapaError::Kind::Other)
    return error;
  return PyDict{{u"success"_s, m_place.isStaff ? u"Staff debug info: Traceback (most recent call last):\n"_s +
                                                     error.message + u'\n'
                                               : learnerMessage(error)}};
}

ProblemBlock::Handled ProblemBlock::save(const Form& form, BlockReply& reply)
{
  PyDict event = this->event();
  SCRIPTORIUM_TRY_ASSIGN(const Answers answers, answersFromForm(form));
  event.append({u"answers"_s, answersValue(answers)});
  if (rules().isClosed() && !rules().isSurvey()) {
    reply.events += failed(u"save_problem_fail"_s, event, u"closed"_s);
    return refusal(u"Problem is closed."_s);
  }
  if (rules().needsReset()) {
    reply.events += failed(u"save_problem_fail"_s, event, u"done"_s);
    return refusal(u"Problem needs to be reset prior to save."_s);
  }
  m_state.answers = answers;
  m_state.hasSavedAnswers = true;
  SCRIPTORIUM_TRY(load());
  m_state.score = problemScore();
  reply.events += {u"save_problem_success"_s, std::move(event)};
  const QString message = rules().isSurvey() ? u"Your answers have been saved."_s
                                             : u"Your answers have been saved but not graded. Click 'Submit' "
                                               "to grade them."_s;
  SCRIPTORIUM_TRY_ASSIGN(const QString html, pageHtml(false));
  return PyDict{{u"success"_s, true}, {u"msg"_s, message}, {u"html"_s, html}};
}

ProblemBlock::Handled ProblemBlock::reset(BlockReply& reply)
{
  PyDict event = {{u"old_state"_s, loggedState(*m_problem, m_state)}, {u"problem_id"_s, m_place.usageKey}};
  if (rules().isClosed()) {
    reply.events += failed(u"reset_problem_fail"_s, event, u"closed"_s);
    return refusal(u"You cannot select Reset for a problem that is closed."_s);
  }
  if (!m_state.isDone) {
    reply.events += failed(u"reset_problem_fail"_s, event, u"not_done"_s);
    return refusal(u"You must submit an answer before you can select Reset."_s);
  }
  if (m_settings.rerandomize == "always"_L1 || m_settings.rerandomize == "onreset"_L1)
    m_state.seed = chosenSeed();
  SCRIPTORIUM_TRY(loadFresh());
  publishGrade(reply);
  event.append({u"new_state"_s, loggedState(*m_problem, m_state)});
  reply.events += {u"reset_problem"_s, std::move(event)};
  SCRIPTORIUM_TRY_ASSIGN(const QString html, pageHtml(false));
  return PyDict{{u"success"_s, true}, {u"html"_s, html}};
}

ProblemBlock::Handled ProblemBlock::show(BlockReply& reply)
{
  reply.events += {u"showanswer"_s, {{u"problem_id"_s, m_place.usageKey}}};
  if (!rules().isAnswerAvailable())
    return notFound(u"Answer is not available"_s);
  keepProblemState();
  PyDict answers;
  const QMap<QString, PyValue>& shown = m_problem->shownAnswers();
  for (auto answer = shown.cbegin(); answer != shown.cend(); ++answer) {
    const QString* text = answer.value().string();
    answers.append({answer.key(), text != nullptr ? PyValue(withUrls(*text)) : answer.value()});
  }
  return PyDict{
      {u"answers"_s, PyValue(answers)},
      {u"correct_status_html"_s,
       u"<span class=\"status correct\" data-tooltip=\"This answer is correct.\" id=\"status_\">"
       "<span class=\"sr\">correct</span><span aria-hidden=\"true\" class=\"status-icon\"></span></span>"_s}};
}

ProblemBlock::Handled ProblemBlock::hint(const Form& form, BlockReply& reply)
{
  SCRIPTORIUM_TRY_ASSIGN(const PyValue given, requiredField(form, u"hint_index"_s));
  const std::optional<qint64> wanted = given.toInt();
  if (!wanted)
    return otherError(u"ValueError"_s, u"invalid literal for int() with base 10: "_s + given.repr());
  QStringList hints;
  for (const Element* hint : demandHints(m_problem->root()))
    hints += withUrls(innerMarkup(*hint));
  if (hints.isEmpty())
    return otherError(u"ZeroDivisionError"_s, u"integer modulo by zero"_s);
  const qint64 index = (*wanted % hints.size() + hints.size()) % hints.size();
  reply.events += {u"edx.problem.hint.demandhint_displayed"_s,
                   {{u"module_id"_s, m_place.usageKey},
                    {u"hint_index"_s, index},
                    {u"hint_len"_s, hints.size()},
                    {u"hint_text"_s, hints[index]}}};
  return PyDict{{u"success"_s, true},
                {u"hint_index"_s, index},
                {u"should_enable_next_hint"_s, index + 1 < hints.size()},
                {u"msg"_s, hintListHtml(hints, index + 1)}};
}

ProblemBlock::Handled ProblemBlock::inputAjax(const Form& form)
{
  PyDict data;
  for (const auto& [name, value] : form)
    setEntry(data, name, PyValue(value));
  SCRIPTORIUM_TRY_ASSIGN(const QString id, requiredField(form, u"input_id"_s));
  if (m_problem->input(id) == nullptr)
    return keyError(id);
  SCRIPTORIUM_TRY(requiredField(form, u"dispatch"_s));
  const PyValue answer = m_problem->inputAjax(data);
  if (answer.isNone())
    return otherError(u"ValueError"_s, u"the input cannot read what was sent"_s);
  keepProblemState();
  return answer.dict() != nullptr ? *answer.dict() : PyDict();
}

} // namespace scriptorium::capa
