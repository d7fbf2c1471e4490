#include "grading/block/problemblock.h"
#include "grading/responses/pythonerrors.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// As LMS: capa_block.py, rescore.
QString failureOf(const CapaError& cause)
{
  if (cause.kind != CapaError::Kind::Other)
    return u"input_error"_s;
  return cause.exception == "NotImplementedError"_L1 ? u"unsupported"_s
         : cause.exception == "NotFoundError"_L1     ? u"unanswered"_s
                                                     : u"unexpected"_s;
}

} // namespace

BlockReply ProblemBlock::rescore(bool onlyIfHigher)
{
  BlockReply reply;
  ProblemState state = problemState();
  state.attempts = std::max(state.attempts, 1); // as LMS: also where they were taken back
  if (const Outcome<Unit> loaded = load(std::move(state)); !loaded)
    return broken(loaded.error());
  PyDict event = this->event();
  Handled handled = rescored(onlyIfHigher, reply);
  if (handled) {
    reply.json = *std::move(handled);
    setEntries(event, reply.json);
    event += {{u"correct_map"_s, m_state.correctMap.toState()}, {u"attempts"_s, m_state.attempts}};
    reply.events += {u"problem_rescore"_s, std::move(event)};
    m_problem.reset();
    return reply;
  }
  m_problem.reset();
  reply.kind = BlockReply::Kind::Refused;
  reply.cause = handled.error();
  reply.text = reply.cause.message;
  event.append({u"failure"_s, failureOf(reply.cause)});
  reply.events += {u"problem_rescore_fail"_s, std::move(event)};
  return reply;
}

ProblemBlock::Handled ProblemBlock::rescored(bool onlyIfHigher, BlockReply& reply)
{
  if (!m_problem->supportsRescoring())
    return otherError(u"NotImplementedError"_s, u"Problem's definition does not support rescoring."_s);
  if (!m_state.isDone)
    return otherError(u"NotFoundError"_s, u"Problem must be answered before it can be graded again."_s);
  const Score before = m_state.score.value_or(Score());
  SCRIPTORIUM_TRY_ASSIGN(const Score now, regraded());

  reply.events += gradeEvent(now);
  reply.grade = now;
  reply.onlyIfHigher = onlyIfHigher;
  const CorrectMap& map = m_state.correctMap;
  const QStringList ids = map.entries.keys();
  const bool isCorrect =
      std::all_of(ids.begin(), ids.end(), [&map](const QString& id) { return map.isCorrect(id); });
  return PyDict{{u"success"_s, isCorrect ? u"correct"_s : u"incorrect"_s},
                {u"orig_score"_s, numberValue(before.earned)},
                {u"orig_total"_s, numberValue(before.possible)},
                {u"new_score"_s, numberValue(now.earned)},
                {u"new_total"_s, numberValue(now.possible)}};
}

Outcome<Score> ProblemBlock::regraded()
{
  // As LMS: one by one from the first, though what could not be read and resets leave unequal lists.
  QList<CorrectMap> maps;
  for (qsizetype i = 0; i < std::min(m_state.answersHistory.size(), m_state.correctMapHistory.size()); ++i) {
    SCRIPTORIUM_TRY_ASSIGN(const CorrectMap map,
                           m_problem->regrade(m_state.answersHistory[i], m_state.correctMapHistory[i]));
    maps += map;
  }
  QList<Score> scores;
  for (const CorrectMap& map : maps)
    scores += Score{map.points(), m_problem->maxScore()};
  if (scores.isEmpty())
    scores += m_state.score.value_or(Score());
  const std::optional<Score> counting =
      scoreByMethod(m_settings.gradingMethod, scores, m_problem->maxScore());
  if (!counting)
    return keyError(m_settings.gradingMethod);
  if (!maps.isEmpty())
    m_state.correctMap.update(maps.back());
  m_state.correctMapHistory = maps;
  m_state.scoreHistory = scores;
  return *counting;
}

} // namespace scriptorium::capa
