#include "model/userpartitions.h"

#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

constexpr QLatin1StringView kField = "user_partitions"_L1;

struct Configurations
{
  Json value; ///< null: there are none
  Place place;
};

/// The policy's value, else the attribute's; what is no JSON is as if there were none.
Configurations configurationsOf(const CourseSnapshot& course)
{
  const QString& run = course.root().urlName;
  const auto inPolicy = course.policy().value(u"course"_s, run, QString(kField));
  const auto own = inPolicy ? inPolicy : course.rootVersion().fields.value(QString(kField));
  const QString file = inPolicy ? course.policy().path() : u"course/%1.xml"_s.arg(run);
  return {own ? Json::parse(*own).value_or(Json()) : Json(), {file, 0, u"course"_s, run, QString(kField)}};
}

bool isReserved(const Json& id)
{
  return id.isNumber() && UserPartitions::isOfServer(qint64(id.number()));
}

QString nameOf(const Json& partition)
{
  return partition.find("name").value_or(Json()).text();
}

void refused(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Configurations configurations = configurationsOf(course);
  if (!configurations.value.isList() && !configurations.value.isNull()) {
    findings.append(rule.finding(u"user_partitions is not a list; Studio refuses the course."_s,
                                 configurations.place, u"Write a list."_s));
    return;
  }
  for (const Json& partition : configurations.value.items())
    if (const QString problem = partitionProblem(partition); !problem.isEmpty())
      findings.append(rule.finding(
          u"The group configuration \"%1\" %2; Studio refuses the course."_s.arg(nameOf(partition), problem),
          configurations.place));
}

void reserved(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Configurations configurations = configurationsOf(course);
  if (!configurations.value.isList())
    return;
  for (const Json& partition : configurations.value.items())
    if (partitionProblem(partition).isEmpty() && isReserved(partition.find("id").value_or(Json())))
      findings.append(rule.finding(
          u"The group configuration \"%1\" has an id that the server reserves."_s.arg(nameOf(partition)),
          configurations.place));
}

void idTwice(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Place place = configurationsOf(course).place;
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
