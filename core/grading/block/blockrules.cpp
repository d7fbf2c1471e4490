#include "grading/block/blockrules.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

bool BlockRules::isPastDue() const
{
  const std::optional<Timestamp> end = m_settings.closeDate();
  return end && m_now > *end;
}

bool BlockRules::hasUsedAllAttempts() const
{
  return m_settings.maxAttempts && m_state.attempts >= *m_settings.maxAttempts;
}

bool BlockRules::isRight() const
{
  return m_state.score.value_or(Score()).isFull();
}

bool BlockRules::needsReset() const
{
  return m_state.isDone && m_settings.rerandomize == "always"_L1;
}

bool BlockRules::isCorrectnessAvailable() const
{
  const QString& when = m_settings.showCorrectness;
  if (when == "never"_L1 || when == "never_but_include_grade"_L1)
    return false;
  if (m_isStaff || when != "past_due"_L1)
    return true;
  const std::optional<Timestamp> end = m_settings.closeDate();
  return !end || *end < m_now;
}

bool BlockRules::isAnswerAvailable() const
{
  const QString& when = m_settings.showAnswer;
  if (!isCorrectnessAvailable() || when.isEmpty() || when == "never"_L1)
    return false;
  if (m_isStaff || when == "always"_L1)
    return true;
  if (when == "attempted"_L1)
    return isAttempted() || isPastDue();
  if (when == "attempted_no_past_due"_L1)
    return isAttempted();
  if (when == "answered"_L1)
    return isRight();
  if (when == "closed"_L1)
    return isClosed();
  if (when == "finished"_L1)
    return isClosed() || isRight();
  if (when == "correct_or_past_due"_L1)
    return isRight() || isPastDue();
  if (when == "past_due"_L1)
    return isPastDue();
  if (when == "after_attempts"_L1) {
    const qint64 most = m_settings.maxAttempts.value_or(0);
    const qint64 wanted = m_settings.attemptsBeforeShowAnswer;
    return m_state.attempts >= (most != 0 ? std::min(wanted, most) : wanted);
  }
  if (when == "after_all_attempts"_L1)
    return hasUsedAllAttempts();
  return when == "after_all_attempts_or_correct"_L1 && (hasUsedAllAttempts() || isRight());
}

bool BlockRules::offersReset() const
{
  if (isClosed() && !isSurvey())
    return false;
  const QString& when = m_settings.rerandomize;
  if (m_state.isDone && (when == "always"_L1 || when == "onreset"_L1))
    return true;
  return !isRight() && m_settings.showsResetButton;
}

bool BlockRules::offersSave() const
{
  if (m_settings.forcesSaveButton)
    return !isClosed();
  if (!m_settings.maxAttempts && m_settings.rerandomize != "always"_L1)
    return false;
  return (!isClosed() || isSurvey()) && !needsReset();
}

std::optional<std::pair<double, double>> BlockRules::progress() const
{
  const Score score = m_state.score.value_or(Score());
  if (!(score.possible > 0))
    return std::nullopt;
  double earned = score.earned;
  double possible = score.possible;
  if (m_settings.weight) {
    earned = earned * *m_settings.weight / possible;
    possible = *m_settings.weight;
  }
  earned = std::max(earned > possible ? possible : earned, 0.0);
  if (!(possible > 0) || !(earned >= 0))
    return std::nullopt;
  return std::pair(earned, possible);
}

} // namespace scriptorium::capa
