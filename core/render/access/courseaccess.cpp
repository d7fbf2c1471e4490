#include "render/access/courseaccess.h"

#include "model/userpartitions.h"
#include "render/access/chosenchildren.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// The id of a track's group in the server's partition of enrolment tracks; 0 when there is none.
qint64 trackGroup(const QString& track)
{
  constexpr int kTracks = 10;
  for (qint64 id = 1; id <= kTracks; ++id) {
    if (UserPartitions::trackName(id).section(u' ', 0, 0).compare(track, Qt::CaseInsensitive) == 0)
      return id;
  }
  return 0;
}

const UserPartition* partitionOf(const QList<UserPartition>& partitions, const QString& id)
{
  const auto at = std::ranges::find(partitions, id.toLongLong(), &UserPartition::id);
  return at == partitions.end() ? nullptr : &*at;
}

} // namespace

CourseAccess::CourseAccess(const SiteCourse& course, const Learner& learner, LearnerStates& states,
                           Timestamp now)
    : m_course(course), m_learner(learner), m_states(states), m_now(now)
{}

CourseAccess::CourseAccess(const Visit& visit)
    : CourseAccess(visit.course, visit.learner, visit.states, visit.now)
{}

bool CourseAccess::isSelfPaced() const
{
  return m_course.isTrue(m_course.root(), u"self_paced"_s);
}

std::optional<Timestamp> CourseAccess::courseEnd() const
{
  return m_course.date(m_course.root(), u"end"_s);
}

CourseAccess::Groups CourseAccess::ownGroups(int node) const
{
  Groups result;
  if (!m_course.isRestricted(node))
    return result;
  for (const GroupUse& use : groupAccess(m_course.field(node, u"group_access"_s).toString())) {
    if (!use.groups.isEmpty())
      result[QString::number(use.partition)] = QSet<qint64>(use.groups.begin(), use.groups.end());
  }
  return result;
}

const CourseAccess::Groups& CourseAccess::mergedGroups(int node) const
{
  if (const auto at = m_groups.constFind(node); at != m_groups.cend())
    return *at;
  Groups merged;
  if (const int parent = m_course.node(node).parent; parent >= 0)
    merged = mergedGroups(parent);
  for (const auto& [partition, groups] : ownGroups(node)) {
    const auto [at, isNew] = merged.try_emplace(partition, groups);
    if (!isNew)
      at->second.intersect(groups);
  }
  return *m_groups.insert(node, merged);
}

bool CourseAccess::isInPartition(const QString& id, const QSet<qint64>& groups) const
{
  if (id.toLongLong() == 50)
    return groups.contains(trackGroup(m_learner.track));
  const auto partitions =
      UserPartitions::read(m_course.field(m_course.root(), u"user_partitions"_s).toString());
  const QList<UserPartition> all = partitions ? partitions->all() : QList<UserPartition>();
  const UserPartition* partition = partitionOf(all, id);
  if (!partition)
    return false;
  if (!partition->isActive)
    return true;
  if (partition->scheme == u"random")
    return groups.contains(experimentGroup(m_states, m_learner.id, *partition));
  return std::ranges::any_of(partition->groups, [&](const UserGroup& group) {
    return groups.contains(group.id) && m_learner.groups.contains(group.name);
  });
}

bool CourseAccess::matches(const Groups& groups) const
{
  return m_learner.isStaff || std::ranges::all_of(groups, [&](const auto& entry) {
           return !entry.second.isEmpty() && isInPartition(entry.first, entry.second);
         });
}

bool CourseAccess::isInGroups(int node) const
{
  return matches(mergedGroups(node));
}

bool CourseAccess::isInOwnGroups(int node) const
{
  return matches(ownGroups(node));
}

std::optional<Timestamp> CourseAccess::latestStart(int node) const
{
  if (const auto at = m_starts.constFind(node); at != m_starts.cend())
    return *at;
  std::optional<Timestamp> start = m_course.date(node, u"start"_s);
  if (const int parent = m_course.node(node).parent; parent >= 0)
    start = std::max(start, latestStart(parent));
  m_starts.insert(node, start);
  return start;
}

bool CourseAccess::hasStarted(int node) const
{
  if (m_learner.maskOf != 0) // as LMS: starts do not bind who looks as a learner
    return true;
  const auto start = latestStart(node);
  return !start || m_now > *start;
}

bool CourseAccess::hasOwnStarted(int node) const
{
  if (m_learner.maskOf != 0)
    return true;
  const auto start = m_course.date(node, u"start"_s);
  return !start || m_now > *start;
}

std::optional<Timestamp> CourseAccess::dueDate(int node) const
{
  if (!isSelfPaced())
    return m_course.date(node, u"due"_s);
  if (!m_personal)
    m_personal.emplace(m_course, m_learner, m_states, m_now);
  return m_personal->due(node);
}

bool CourseAccess::isHiddenAfterDue(int node) const
{
  const bool isSubsection = m_course.node(node).type == u"sequential";
  if (isStaff() || !isSubsection || !m_course.isTrue(node, u"hide_after_due"_s))
    return false;
  const auto end = isSelfPaced() ? courseEnd() : dueDate(node);
  return end && m_now >= *end;
}

bool CourseAccess::isLoadable(int node) const
{
  return isInGroups(node) && (isStaff() || (!isStaffOnly(node) && hasOwnStarted(node)));
}

bool CourseAccess::isPassed(int node) const
{
  if (const int parent = m_course.node(node).parent; parent >= 0 && !isVisible(parent))
    return false;
  return isInGroups(node) && (isStaff() || (!isStaffOnly(node) && hasStarted(node)));
}

bool CourseAccess::isVisible(int node) const
{
  if (const auto at = m_visible.constFind(node); at != m_visible.cend())
    return *at;
  const bool result = isPassed(node);
  m_visible.insert(node, result);
  return result;
}

std::vector<int> CourseAccess::visibleChildren(int node) const
{
  std::vector<int> result;
  const QString& type = m_course.node(node).type;
  const bool hasAll =
      type == u"itembank" || type == u"randomize"; // as LMS: only libraries have a transformer
  for (const int child :
       hasAll ? m_course.node(node).children : chosenChildren(m_course, m_learner, m_states, node))
  {
    if (!isVisible(child))
      continue;
    if (m_course.node(child).type == u"split_test")
      std::ranges::copy(visibleChildren(child), std::back_inserter(result));
    else
      result.push_back(child);
  }
  return result;
}

std::vector<int> CourseAccess::loadableChildren(int node) const
{
  std::vector<int> result = chosenChildren(m_course, m_learner, m_states, node);
  std::erase_if(result, [this](int child) { return !isLoadable(child); });
  return result;
}

std::vector<int> CourseAccess::visibleBelow(int node) const
{
  std::vector<int> result{node};
  for (const int child : visibleChildren(node))
    std::ranges::copy(visibleBelow(child), std::back_inserter(result));
  return result;
}

} // namespace scriptorium::render
