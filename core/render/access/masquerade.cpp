#include "render/access/masquerade.h"

#include "model/userpartitions.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

constexpr qint64 kTracks = 50;
const auto kMasquerade = u"masquerade"_s;

std::optional<qint64> wholeAt(const Json& json, const char* name)
{
  const auto value = json.find(name);
  return value && value->isWhole() ? std::optional<qint64>(value->whole()) : std::nullopt;
}

Json orNothing(const std::optional<qint64>& value)
{
  return value ? Json(*value) : Json();
}

} // namespace

QString Masquerade::groupName(const SiteCourse& course) const
{
  if (!group || !partition)
    return {};
  if (*partition == kTracks)
    return UserPartitions::trackName(*group);
  const auto all = UserPartitions::read(course.field(course.root(), u"user_partitions"_s).toString());
  for (const UserPartition& each : all ? all->all() : QList<UserPartition>()) {
    if (each.id == *partition && each.group(*group))
      return each.group(*group)->name;
  }
  return {};
}

Masquerade masquerade(const LearnerStates& states, qint64 staff)
{
  const Json kept = states.value(staff, QString(), kMasquerade).value_or(Json());
  if (!kept.isObject())
    return {};
  return {kept.find("role").value_or(Json()).text(), wholeAt(kept, "group_id"),
          wholeAt(kept, "user_partition_id"), kept.find("user_name").value_or(Json()).text()};
}

void setMasquerade(LearnerStates& states, qint64 staff, const Masquerade& masquerade)
{
  if (!masquerade.isOn()) {
    states.remove(staff, QString(), kMasquerade);
    return;
  }
  Json kept = Json::object();
  kept.set("role", Json(masquerade.role));
  kept.set("group_id", orNothing(masquerade.group));
  kept.set("user_partition_id", orNothing(masquerade.partition));
  kept.set("user_name", Json(masquerade.userName));
  states.setValue(staff, QString(), kMasquerade, kept);
}

Learner seenAs(const SiteCourse& course, const LearnerStates& states, const Learner& learner,
               const QList<Learner>& learners)
{
  const Masquerade chosen = learner.isStaff ? masquerade(states, learner.id) : Masquerade();
  if (!chosen.isOn())
    return learner;
  const auto at = std::ranges::find(learners, chosen.userName, &Learner::name);
  Learner seen = chosen.userName.isEmpty() || at == learners.end() ? learner : *at;
  seen.maskOf = learner.id;
  seen.isStaff = false;
  seen.isEnrolled = true;
  const QString group = chosen.groupName(course);
  if (chosen.partition == kTracks && !group.isEmpty())
    seen.track = group.section(u' ', 0, 0).toLower();
  else if (!group.isEmpty())
    seen.groups = {group};
  return seen;
}

} // namespace scriptorium::render
