#include "render/facts/effort.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

constexpr qint64 kWordsPerMinute = 265;

} // namespace

EffortEstimate::EffortEstimate(const CourseAccess& access) : m_access(access)
{
  const SiteCourse& course = access.course();
  for (int node = 0; node < course.count() && !m_hasVideos; ++node)
    m_hasVideos = course.node(node).type == u"video";
}

Effort EffortEstimate::sum(int node) const
{
  if (const auto at = m_efforts.constFind(node); at != m_efforts.cend())
    return *at;
  const SiteCourse& course = m_access.course();
  const QString& type = course.node(node).type;
  Effort effort;
  if (type == u"html")
    effort.seconds = (course.wordCount(node) * 60 + kWordsPerMinute - 1) / kWordsPerMinute;
  else if (type == u"problem")
    effort.activities = 1;
  for (const int child : m_access.visibleChildren(node)) {
    const Effort below = sum(child);
    effort.activities += below.activities;
    if (below.seconds)
      effort.seconds = effort.seconds.value_or(0) + *below.seconds;
  }
  m_efforts.insert(node, effort);
  return effort;
}

std::optional<Effort> EffortEstimate::of(int node) const
{
  if (m_hasVideos || m_access.course().node(node).type == u"problem")
    return std::nullopt;
  return sum(node);
}

} // namespace scriptorium::render
