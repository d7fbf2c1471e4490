#include "render/access/masquerade.h"

#include "model/userpartitions.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/coursefacts.h"

#include <algorithm>

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
Json availableJson(const SiteCourse& course, const QString& userName)
{
  Json result = Json::list();
  result.append(object({{"name", Json(u"Staff"_s)}, {"role", Json(u"staff"_s)}}));
  result.append(object({{"name", Json(u"Specific Student..."_s)},
                        {"role", Json(u"student"_s)},
                        {"user_name", Json(userName)}}));
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

qint64 staffOf(const Visit& visit)
{
  return visit.learner.maskOf != 0 ? visit.learner.maskOf : visit.learner.id;
}

Json wholeOrNull(const std::optional<qint64>& value)
{
  return value ? Json(*value) : Json();
}

Json activeJson(const SiteCourse& course, const Masquerade& active)
{
  return object({{"course_key", Json(course.keyText())},
                 {"group_id", wholeOrNull(active.group)},
                 {"role", Json(active.role)},
                 {"user_name", orNull(active.userName)},
                 {"user_partition_id", wholeOrNull(active.partition)},
                 {"group_name", orNull(active.groupName(course))}});
}

WebReply success(bool hasSucceeded)
{
  return WebReply::json(object({{"success", Json(hasSucceeded)}}));
}

std::optional<qint64> wholeIn(const Json& wish, const char* name)
{
  const auto value = wish.find(name);
  return value && value->isWhole() ? std::optional<qint64>(value->whole()) : std::nullopt;
}

WebReply setActive(const Visit& visit)
{
  if (!isOurs(visit) || !isReallyStaff(visit.learner))
    return success(false);
  const Json wish = visit.request.json();
  Masquerade chosen;
  const auto role = wish.find("role");
  chosen.role = role && role->isText() ? role->text() : u"student"_s; // as LMS
  chosen.group = wholeIn(wish, "group_id");
  chosen.partition = wholeIn(wish, "user_partition_id");
  chosen.userName = wish.find("user_name").value_or(Json()).text();
  const auto known = std::ranges::find_if(visit.learners, [&chosen](const Learner& learner) {
    const bool isNamed = learner.name == chosen.userName || emailOf(learner) == chosen.userName;
    return isNamed && learner.isEnrolled;
  });
  if (!chosen.userName.isEmpty() && known == visit.learners.end()) {
    const QString error =
        u"There is no user with the username or email address \"%1\" enrolled in this course."_s;
    return WebReply::json(object({{"success", Json(false)}, {"error", Json(error.arg(chosen.userName))}}));
  }
  if (!chosen.userName.isEmpty())
    chosen.userName = known->name;
  setMasquerade(visit.states, staffOf(visit), chosen);
  return success(true);
}

WebReply active(const Visit& visit)
{
  if (!isOurs(visit) || !isReallyStaff(visit.learner))
    return success(false);
  const Masquerade now = masquerade(visit.states, staffOf(visit));
  return WebReply::json(object({{"success", Json(true)},
                                {"active", activeJson(visit.course, now)},
                                {"available", availableJson(visit.course, now.userName)}}));
}

} // namespace

void addMasqueradeRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/masquerade/?"_s, active);
  addRoute(routes, "POST", u"/courses/{course}/masquerade/?"_s, setActive);
}

} // namespace scriptorium::render
