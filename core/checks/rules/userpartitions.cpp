#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"
#include "model/text/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

constexpr QLatin1StringView kField = "user_partitions"_L1;

struct Partitions
{
  QJsonValue value; ///< null: there are none
  Place place;
};

/// The policy's value, else the attribute's.
Partitions partitionsOf(const CourseSnapshot& course)
{
  const QString& run = course.root().urlName;
  const auto inPolicy = course.policy().value(u"course"_s, run, QString(kField));
  const auto own = inPolicy ? inPolicy : course.rootVersion().fields.value(QString(kField));
  const QString file = inPolicy ? course.policy().path() : u"course/%1.xml"_s.arg(run);
  Partitions partitions;
  partitions.place = {file, 0, u"course"_s, run, QString(kField)};
  if (own && jsonDepth(*own) <= kMaxJsonDepth)
    partitions.value = QJsonDocument::fromJson('[' + own->toUtf8() + ']').array().first();
  if (partitions.value.isUndefined()) // no JSON: as if there were none
    partitions.value = QJsonValue();
  return partitions;
}

bool isReserved(const QJsonValue& id)
{
  const qint64 number = id.toInteger();
  return number >= 50 && number <= 51;
}

QString problemOfGroups(const QJsonValue& groups)
{
  if (!groups.isArray())
    return u"has groups that are not a list"_s;
  const QJsonArray all = groups.toArray();
  for (const auto& group : all)
    for (const QLatin1StringView key : {"id"_L1, "name"_L1, "version"_L1})
      if (!group.toObject().contains(key))
        return u"has a group without id, name or version"_s;
  return {};
}

/// What keeps Studio from reading one partition; empty when nothing does.
QString problemOf(const QJsonValue& value)
{
  if (!value.isObject())
    return u"is not an object"_s;
  const QJsonObject partition = value.toObject();
  for (const QLatin1StringView key : {"id"_L1, "name"_L1, "description"_L1, "version"_L1, "groups"_L1})
    if (!partition.contains(key))
      return u"lacks \"%1\""_s.arg(key);
  const bool hasScheme = partition.contains("scheme"_L1);
  if (partition["version"_L1].toInteger() >= 2 && !hasScheme)
    return u"lacks \"scheme\""_s;
  const QString scheme = partition["scheme"_L1].toString();
  if (scheme == "enrollment_track"_L1 || scheme == "content_type_gate"_L1)
    return u"has the scheme \"%1\", which the server makes itself"_s.arg(scheme);
  static const QStringList kSchemes = {u"random"_s, u"cohort"_s, u"verification"_s, u"team"_s};
  if (hasScheme && !kSchemes.contains(scheme))
    return u"has the unknown scheme \"%1\""_s.arg(scheme);
  return problemOfGroups(partition["groups"_L1]);
}

QString nameOf(const QJsonValue& partition)
{
  return partition.toObject().value("name"_L1).toString();
}

void refused(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Partitions partitions = partitionsOf(course);
  if (!partitions.value.isArray() && !partitions.value.isNull()) {
    findings.append(rule.finding(u"user_partitions is not a list; Studio refuses the course."_s,
                                 partitions.place, u"Write a list."_s));
    return;
  }
  const QJsonArray all = partitions.value.toArray();
  for (const auto& partition : all)
    if (const QString problem = problemOf(partition); !problem.isEmpty())
      findings.append(rule.finding(
          u"The group configuration \"%1\" %2; Studio refuses the course."_s.arg(nameOf(partition), problem),
          partitions.place));
}

void reserved(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Partitions partitions = partitionsOf(course);
  const QJsonArray all = partitions.value.toArray();
  for (const auto& partition : all)
    if (problemOf(partition).isEmpty() && isReserved(partition.toObject().value("id"_L1)))
      findings.append(rule.finding(
          u"The group configuration \"%1\" has an id that the server reserves."_s.arg(nameOf(partition)),
          partitions.place));
}

void idTwice(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Place place = partitionsOf(course).place;
  QSet<qint64> seen;
  for (const Partition& partition : course.partitions().all()) {
    if (seen.contains(partition.id))
      findings.append(
          rule.finding(u"Two group configurations have the id %1; “%2” is never used."_s.arg(partition.id)
                           .arg(partition.name),
                       place));
    seen.insert(partition.id);
    QSet<qint64> groups;
    for (const qint64 id : partition.groupIds) {
      if (groups.contains(id))
        findings.append(rule.finding(
            u"Two groups of the configuration “%1” have the id %2."_s.arg(partition.name).arg(id), place));
      groups.insert(id);
    }
  }
}

} // namespace

Rule userPartitions()
{
  return {.id = u"user-partitions"_s,
          .severity = Finding::Severity::Error,
          .title = u"A group configuration that Studio refuses"_s,
          .explanation = u"Correct or remove it."_s,
          .course = refused,
          .reads = {Input::Policies, Input::Root}};
}

Rule userPartitionsReserved()
{
  return {.id = u"user-partitions-reserved"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A group configuration with a reserved id"_s,
          .explanation = u"Use an id of 100 or more."_s,
          .course = reserved,
          .reads = {Input::Policies, Input::Root}};
}

Rule userPartitionsIdTwice()
{
  return {.id = u"user-partitions-id-twice"_s,
          .severity = Finding::Severity::Warning,
          .title = u"Two group configurations or groups of one id"_s,
          .explanation = u"Give one of them another id, here and where it is used."_s,
          .course = idTwice,
          .reads = {Input::Policies, Input::Root}};
}

} // namespace scriptorium::checks
