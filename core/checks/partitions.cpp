#include "checks/partitions.h"

#include "checks/coursesnapshot.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {

Partitions::Partitions(const CourseSnapshot& course)
{
  const QString field = u"user_partitions"_s;
  const auto policy = course.policy().value(u"course"_s, course.root().urlName, field);
  const auto text = policy ? policy : course.rootVersion().fields.value(field);
  const Json list = Json::parse(text.value_or(QString())).value_or(Json());
  if (!list.isList())
    return;
  for (const Json& entry : list.items()) {
    const auto id = entry.find("id");
    if (!id || !id->isNumber())
      continue;
    Partition partition{qint64(id->number()), entry.find("name").value_or(Json()).text(), {}, {}};
    const Json groups = entry.find("groups").value_or(Json());
    for (const Json& group : groups.items()) {
      const auto number = group.find("id");
      if (!number || !number->isNumber())
        continue;
      const auto groupId = qint64(number->number());
      partition.groupIds.append(groupId);
      if (!partition.groups.contains(groupId))
        partition.groups.insert(groupId, group.find("name").value_or(Json()).text());
    }
    m_all.push_back(std::move(partition));
  }
}

const Partition* Partitions::find(qint64 id) const
{
  const auto found = std::ranges::find(m_all, id, &Partition::id);
  return found == m_all.end() ? nullptr : &*found;
}

} // namespace scriptorium::checks
