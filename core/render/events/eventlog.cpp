#include "render/events/eventlog.h"

#include <algorithm>

namespace scriptorium::render {
namespace {

/// Of an event, about.
qsizetype bytesOf(const LearnerEvent& event)
{
  qsizetype letters = 0;
  for (const QString* text :
       {&event.name, &event.path, &event.page, &event.referer, &event.agent, &event.language, &event.title})
    letters += text->size();
  return qsizetype(sizeof event) + event.data.size() + 2 * letters;
}

} // namespace

void EventLog::add(std::vector<LearnerEvent> events)
{
  const std::lock_guard lock(m_mutex);
  for (LearnerEvent& event : events) {
    event.number = ++m_last;
    if (m_follower)
      m_follower(event);
    m_bytes += bytesOf(event);
    m_events.push_back(std::move(event));
  }
  while (m_events.size() > kMostEvents || m_bytes > kMostBytes) {
    m_bytes -= bytesOf(m_events.front());
    m_events.pop_front();
  }
}

EventLog::Part EventLog::after(qint64 number, qint64 learner, size_t most) const
{
  const std::lock_guard lock(m_mutex);
  Part part;
  part.last = std::clamp<qint64>(number, 0, m_last);
  const qint64 first = m_events.empty() ? m_last + 1 : m_events.front().number;
  part.isGap = part.last + 1 < first;
  const qint64 skipped = std::max<qint64>(0, part.last + 1 - first);
  for (auto event = m_events.begin() + skipped; event != m_events.end() && part.events.size() < most; ++event)
  {
    part.last = event->number;
    if (event->learnerId == learner)
      part.events.push_back(*event);
  }
  return part;
}

} // namespace scriptorium::render
