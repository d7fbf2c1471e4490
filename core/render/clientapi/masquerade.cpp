#include "model/userpartitions.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/coursefacts.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

constexpr qint64 kTrackPartition = 50;

Json groupJson(const QString& name, qint64 group, qint64 partition)
{
  return object({{"group_id", Json(group)},
                 {"name", Json(name)},
                 {"role", Json(u"student"_s)},
                 {"user_partition_id", Json(partition)}});
}

/// Whom staff may look as: a group of each active group configuration that is no experiment.
Json availableJson(const SiteCourse& course)
{
  Json result = Json::list();
  result.append(object({{"name", Json(u"Staff"_s)}, {"role", Json(u"staff"_s)}}));
  result.append(object({{"name", Json(u"Specific Student..."_s)},
                        {"role", Json(u"student"_s)},
                        {"user_name", Json(QString())}}));
  const auto partitions = UserPartitions::read(course.field(course.root(), u"user_partitions"_s).toString());
  for (const UserPartition& partition : partitions ? partitions->all() : QList<UserPartition>()) {
    if (!partition.isActive || partition.scheme == u"random" || partition.id == kTrackPartition)
      continue;
    for (const UserGroup& group : partition.groups)
      result.append(groupJson(group.name, group.id, partition.id));
  }
  qint64 track = 0;
  for (const CourseMode& mode : courseModes(course))
    result.append(groupJson(mode.name, ++track, kTrackPartition));
  return result;
}

Json activeJson(const SiteCourse& course)
{
  return object({{"course_key", Json(course.keyText())},
                 {"group_id", Json()},
                 {"role", Json(u"staff"_s)},
                 {"user_name", Json()},
                 {"user_partition_id", Json()},
                 {"group_name", Json()}});
}

WebReply masquerade(const Visit& visit)
{
  if (!isOurs(visit) || !visit.learner.isStaff)
    return WebReply::json(object({{"success", Json(false)}}));
  return WebReply::json(object({{"success", Json(true)},
                                {"active", activeJson(visit.course)},
                                {"available", availableJson(visit.course)}}));
}

} // namespace

void addMasqueradeRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/masquerade/?"_s, masquerade);
}

} // namespace scriptorium::render
