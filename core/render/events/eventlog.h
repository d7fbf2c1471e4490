#pragma once

#include "render/events/learnerevent.h"

#include <deque>
#include <functional>
#include <mutex>

namespace scriptorium::render {

/// The latest events of a preview, for those who look on: at most 2,000, and 16 MiB. Thread-safe; nobody
/// waits for those who read.
class EventLog
{
public:
  /// Told each event in order, on the thread of who adds it, while others wait: it must only take it down.
  using Follower = std::function<void(const LearnerEvent&)>;

  explicit EventLog(Follower follower = {}) : m_follower(std::move(follower)) {}

  /// Numbers them.
  void add(std::vector<LearnerEvent> events);

  struct Part
  {
    std::vector<LearnerEvent> events; ///< the oldest first
    qint64 last = 0;                  ///< ask for what comes after this next time
    bool isGap = false;               ///< events between were many, and are gone
  };
  /// Of one learner's session what came after an event, at most `most`.
  Part after(qint64 number, qint64 learner, size_t most) const;

private:
  static constexpr size_t kMostEvents = 2000;
  static constexpr qsizetype kMostBytes = 16 * 1024 * 1024;

  Follower m_follower;
  mutable std::mutex m_mutex; ///< guards what follows
  std::deque<LearnerEvent> m_events;
  qsizetype m_bytes = 0;
  qint64 m_last = 0;
};

} // namespace scriptorium::render
