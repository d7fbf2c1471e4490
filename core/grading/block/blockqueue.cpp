#include "grading/block/blockform.h"
#include "grading/block/blocktext.h"
#include "grading/block/problemblock.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr qint64 kQueueWaitSeconds = 5;

/// When the last entry that still waits was queued.
std::optional<Timestamp> lastQueued(const CorrectMap& graded)
{
  std::optional<Timestamp> latest;
  for (const CorrectEntry& entry : graded.entries) {
    const PyValue* time = entry.queuestate.at(u"time");
    if (time == nullptr || time->string() == nullptr)
      continue;
    QDateTime date = QDateTime::fromString(*time->string(), u"yyyyMMddHHmmss"_s);
    date.setTimeSpec(Qt::UTC);
    const Timestamp queued{std::chrono::milliseconds(date.toMSecsSinceEpoch())};
    if (date.isValid() && (!latest || queued > *latest))
      latest = queued;
  }
  return latest;
}

} // namespace

std::optional<QString> ProblemBlock::waitMessage() const
{
  using std::chrono::seconds;
  const Timestamp now = m_clock.now();
  const std::optional<Timestamp> queued = lastQueued(m_state.correctMap);
  if (queued && m_place.surroundings.queue && now - *queued < seconds(kQueueWaitSeconds))
    return u"You must wait at least %1 seconds between submissions."_s.arg(kQueueWaitSeconds);
  if (!m_state.lastSubmission || m_settings.submissionWaitSeconds == 0)
    return std::nullopt;
  const seconds wait(m_settings.submissionWaitSeconds);
  const auto since = now - *m_state.lastSubmission;
  if (since >= wait)
    return std::nullopt;
  const qint64 remaining = std::chrono::duration_cast<seconds>(wait - since).count();
  return u"You must wait at least %1 between submissions. %2 remaining."_s.arg(durationText(wait.count()),
                                                                               durationText(remaining));
}

ProblemBlock::Handled ProblemBlock::scoreUpdate(const Form& form, BlockReply& reply)
{
  SCRIPTORIUM_TRY_ASSIGN(const QString key, requiredField(form, u"queuekey"_s));
  SCRIPTORIUM_TRY_ASSIGN(const QString message, requiredField(form, u"xqueue_body"_s));
  SCRIPTORIUM_TRY(m_problem->receiveScore(message, key));
  keepProblemState();
  m_state.score = problemScore(); // as LMS: of this attempt, whatever the grading method
  publishGrade(reply);
  return PyDict{};
}

ProblemBlock::Handled ProblemBlock::ungradedResponse(const Form& form)
{
  SCRIPTORIUM_TRY_ASSIGN(const QString key, requiredField(form, u"queuekey"_s));
  SCRIPTORIUM_TRY_ASSIGN(const QString message, requiredField(form, u"xqueue_body"_s));
  SCRIPTORIUM_TRY(m_problem->receiveUngraded(message, key));
  keepProblemState();
  return PyDict{};
}

} // namespace scriptorium::capa
