#include "render/unit/mayload.h"

#include "model/userpartitions.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

constexpr qint64 kTracks = 50;

/// In one of the groups of a configuration. Learners without a group are in none; an unknown configuration is
/// nobody's.
bool isInGroups(const Visit& visit, const UserPartitions& partitions, const GroupUse& use)
{
  if (use.partition == kTracks)
    return std::ranges::any_of(use.groups, [&](qint64 group) {
      return UserPartitions::trackName(group).compare(visit.learner.track, Qt::CaseInsensitive) == 0;
    });
  const qsizetype at = partitions.indexOf(use.partition);
  if (at < 0)
    return false;
  const UserPartition partition = partitions.all().at(at);
  if (!partition.isActive)
    return true;
  return std::ranges::any_of(use.groups, [&](qint64 group) {
    const UserGroup* found = partition.group(group);
    return found != nullptr && visit.learner.groups.contains(found->name);
  });
}

/// Every rule of the block and of all above it must let the learner in.
bool isForGroups(const Visit& visit, int node)
{
  std::optional<UserPartitions> partitions;
  for (const int at : visit.course.path(node)) {
    if (!visit.course.isSet(at, u"group_access"_s))
      continue;
    if (!partitions) {
      auto read = userPartitions(visit.course.view(), visit.course.policy());
      partitions = read ? *std::move(read) : UserPartitions();
    }
    const auto rules = groupAccess(visit.course.field(at, u"group_access"_s).toString());
    if (!std::ranges::all_of(rules, [&](const GroupUse& use) { return isInGroups(visit, *partitions, use); }))
      return false;
  }
  return true;
}

} // namespace

bool mayEnter(const Visit& visit)
{
  return visit.learner.isStaff || visit.learner.isEnrolled;
}

bool mayLoad(const Visit& visit, int node)
{
  if (visit.learner.isStaff)
    return true;
  if (visit.course.isTrue(node, u"visible_to_staff_only"_s))
    return false;
  const auto start = visit.course.date(node, u"start"_s);
  return (!start || *start <= visit.now) && isForGroups(visit, node);
}

} // namespace scriptorium::render
