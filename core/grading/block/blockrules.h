#pragma once

#include "grading/block/blocksettings.h"
#include "grading/block/blockstate.h"

#include <QString>

#include <optional>
#include <utility>

namespace scriptorium::capa {

/// What a learner may do and see at one moment (as LMS: capa_block.py). Refers to what it is given.
class BlockRules
{
public:
  BlockRules(const BlockSettings& settings, const BlockState& state, Timestamp now, bool isStaff)
      : m_settings(settings), m_state(state), m_now(now), m_isStaff(isStaff)
  {}

  bool isSurvey() const { return m_settings.maxAttempts == 0; }
  bool isPastDue() const;
  bool isClosed() const { return hasUsedAllAttempts() || isPastDue(); }
  bool hasUsedAllAttempts() const;
  /// Full points; also where there are none to earn.
  bool isRight() const;
  /// Done, and to be answered again only after a reset.
  bool needsReset() const;
  /// False: results are withheld.
  bool isCorrectnessAvailable() const;
  bool isAnswerAvailable() const;

  bool enablesSubmit() const { return !isClosed() && !needsReset(); }
  bool offersReset() const;
  bool offersSave() const;

  /// Earned and possible as shown: weighted, clipped; none where nothing can be earned.
  std::optional<std::pair<double, double>> progress() const;

private:
  bool isAttempted() const { return m_state.attempts > 0; }

  const BlockSettings& m_settings;
  const BlockState& m_state;
  Timestamp m_now;
  bool m_isStaff;
};

} // namespace scriptorium::capa
