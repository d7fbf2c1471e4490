#include "model/jsontext.h"
#include "olx/rules/courserules.h"

#include <QSet>

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Json = nlohmann::ordered_json;
using Severity = Finding::Severity;

struct Partitions
{
  Json list = Json::array();
  QString file;
};

/// The policy's value, else the attribute's.
Partitions partitionsOf(const CourseFacts& facts)
{
  int file = -1;
  const QByteArray bytes = facts.policy(&file);
  const Json policy = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  const std::string key = "course/" + facts.course.blocks[facts.course.root].urlName.toStdString();
  if (policy.is_object() && policy.contains(key) && policy[key].is_object() &&
      policy[key].contains("user_partitions"))
    return {policy[key]["user_partitions"], facts.files.pathFromRoot(file)};
  const auto raw = facts.courseField(u"user_partitions"_s);
  if (!raw || jsonDepth(*raw) > kMaxJsonDepth)
    return {};
  Json list = Json::parse(raw->toStdString(), nullptr, false);
  return {list.is_discarded() ? Json::array() : list,
          u"course/%1.xml"_s.arg(QString::fromStdString(key.substr(7)))};
}

bool isReserved(const Json& id)
{
  const auto number = id.is_number_integer() ? id.get<qint64>() : 0;
  return number >= 50 && number <= 51;
}

/// What keeps Studio from reading one partition; empty when nothing does.
QString problemOf(const Json& partition)
{
  if (!partition.is_object())
    return u"is not an object"_s;
  for (const char* key : {"id", "name", "description", "version", "groups"})
    if (!partition.contains(key))
      return u"lacks \"%1\""_s.arg(QLatin1StringView(key));
  if (partition["version"].is_number_integer() && partition["version"].get<int>() >= 2 &&
      !partition.contains("scheme"))
    return u"lacks \"scheme\""_s;
  if (const auto scheme = partition.find("scheme"); scheme != partition.end()) {
    static const QSet<QString> kSchemes = {u"random"_s, u"cohort"_s, u"verification"_s, u"team"_s};
    const QString name = scheme->is_string() ? QString::fromStdString(scheme->get<std::string>()) : QString();
    if (name == u"enrollment_track" || name == u"content_type_gate")
      return u"has the scheme \"%1\", which the server makes itself"_s.arg(name);
    if (!kSchemes.contains(name))
      return u"has the unknown scheme \"%1\""_s.arg(name);
  }
  if (!partition["groups"].is_array())
    return u"has groups that are not a list"_s;
  for (const auto& group : partition["groups"])
    if (!group.is_object() || !group.contains("id") || !group.contains("name") || !group.contains("version"))
      return u"has a group without id, name or version"_s;
  return {};
}

} // namespace

void userPartitions(const CourseFacts& facts, Report& report)
{
  const Partitions partitions = partitionsOf(facts);
  const Place place = {partitions.file, 0, u"course"_s, facts.course.blocks[facts.course.root].urlName,
                       u"user_partitions"_s};
  if (!partitions.list.is_array() && !partitions.list.is_null()) {
    report.add(Severity::Error, "user-partitions", place,
               u"user_partitions is not a list; Studio refuses the course."_s, u"Write a list."_s);
    return;
  }
  for (const auto& partition : partitions.list) {
    const QString problem = problemOf(partition);
    const auto named = partition.is_object() ? partition.find("name") : partition.end();
    const QString name = partition.is_object() && named != partition.end() && named->is_string()
                             ? QString::fromStdString(named->get<std::string>())
                             : QString();
    if (!problem.isEmpty())
      report.add(Severity::Error, "user-partitions", place,
                 u"The group configuration \"%1\" %2; Studio refuses the course."_s.arg(name, problem),
                 u"Correct or remove it."_s);
    else if (isReserved(partition["id"]))
      report.add(Severity::Warning, "user-partitions-reserved", place,
                 u"The group configuration \"%1\" has an id that the server reserves."_s.arg(name),
                 u"Use an id of 100 or more."_s);
  }
}

} // namespace scriptorium::olx::rules
