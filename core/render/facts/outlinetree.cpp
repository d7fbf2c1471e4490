#include "render/facts/outlinetree.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

OutlineTree::OutlineTree(CourseAccess access)
    : m_access(std::move(access)), m_completion(m_access, m_access.course().root()), m_effort(m_access)
{
  for (const OutlineSection& section : courseOutline(m_access)) {
    m_listed.insert(section.node);
    for (const OutlineSequence& sequence : section.sequences) {
      m_listed.insert(sequence.node);
      if (!sequence.isAccessible)
        m_locked.insert(sequence.node);
    }
  }
}

std::vector<int> OutlineTree::children(int node) const
{
  std::vector<int> result = m_access.visibleChildren(node);
  std::erase_if(result, [this](int child) {
    const QString& type = m_access.course().node(child).type;
    if (type != u"chapter" && type != u"sequential")
      return false;
    return !m_listed.contains(child) || m_access.isHiddenAfterDue(child);
  });
  return result;
}

int OutlineTree::questions(int sequence) const
{
  const SiteCourse& course = m_access.course();
  return int(std::ranges::count_if(m_access.visibleBelow(sequence), [&course](int node) {
    const QString& type = course.node(node).type;
    return type != u"lti" && type != u"lti_consumer" && isAssignment(course, node);
  }));
}

bool OutlineTree::isScored(int sequence) const
{
  const SiteCourse& course = m_access.course();
  return std::ranges::any_of(m_access.visibleBelow(sequence), [&course](int node) {
    return isScorable(course, node) && hasWeight(course, node);
  });
}

QString OutlineTree::unitIcon(int unit) const
{
  QString icon = u"other"_s;
  for (const int child : m_access.visibleChildren(unit)) {
    const QString& type = m_access.course().node(child).type;
    if (type == u"problem")
      return type;
    if (type == u"video")
      icon = type;
  }
  return icon;
}

OutlineTree::Stat OutlineTree::unitStat(int unit) const
{
  Stat stat;
  for (const int child : m_access.visibleChildren(unit)) {
    const QString& type = m_access.course().node(child).type;
    if (completionMode(type) == CompletionMode::Excluded || !isInstalled(type))
      continue;
    stat.completion += m_completion.completion(child).number();
    ++stat.count;
  }
  return stat;
}

bool OutlineTree::isDone(int node) const
{
  const QString& type = m_access.course().node(node).type;
  const bool isUnit = type != u"course" && type != u"chapter" && type != u"sequential";
  if (!isUnit)
    return std::ranges::all_of(children(node), [this](int child) { return isDone(child); });
  if (type != u"vertical" && completionMode(type) == CompletionMode::Completable)
    return isComplete(node);
  return std::ranges::all_of(m_access.visibleChildren(node), [this](int child) {
    const QString& below = m_access.course().node(child).type;
    return completionMode(below) == CompletionMode::Excluded || !isInstalled(below) || isComplete(child);
  });
}

OutlineTree::Stat OutlineTree::stat(int node) const
{
  const QString& type = m_access.course().node(node).type;
  if (type != u"course" && type != u"chapter" && type != u"sequential")
    return unitStat(node);
  Stat sum;
  for (const int child : children(node)) {
    if (type == u"chapter") {
      const Stat below = stat(child);
      sum.completion += below.completion;
      sum.count += below.count;
    } else {
      sum.completion += isDone(child) ? 1 : 0;
      ++sum.count;
    }
  }
  return sum;
}

} // namespace scriptorium::render
