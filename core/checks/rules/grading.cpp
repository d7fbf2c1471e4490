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

using Severity = Finding::Severity;

struct Policy
{
  Place place;
  bool exists = false;
  bool isObject = false;
  QJsonObject object;
  QJsonArray graders;
};

Policy policyOf(const CourseSnapshot& course)
{
  const auto [path, text] = course.gradingPolicyFile();
  Policy policy;
  policy.place.file = path;
  policy.exists = !path.isEmpty();
  const auto json =
      jsonDepth(QString::fromUtf8(text)) > kMaxJsonDepth ? QJsonDocument() : QJsonDocument::fromJson(text);
  policy.isObject = json.isObject();
  policy.object = json.object();
  policy.graders = policy.object.value("GRADER"_L1).toArray();
  return policy;
}

QString typeOf(const QJsonObject& grader)
{
  const auto type = grader.value("type"_L1);
  return type.isString() ? type.toString() : u"without a type"_s;
}

void notAnObject(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Policy policy = policyOf(course);
  if (policy.exists && !policy.isObject)
    findings.append(
        rule.finding(u"The grading policy is not a JSON object; Studio uses its default grading instead."_s,
                     policy.place));
}

void usesDefault(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Policy policy = policyOf(course);
  if (policy.object.isEmpty()) // as if there were none
    return;
  for (const QLatin1StringView part : {"GRADER"_L1, "GRADE_CUTOFFS"_L1})
    if (!policy.object.contains(part))
      findings.append(rule.finding(u"The grading policy has no %1; Studio uses its default."_s.arg(part),
                                   policy.place, u"Add %1."_s.arg(part)));
}

void noMinCount(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Policy policy = policyOf(course);
  for (const auto& grader : policy.graders)
    if (grader.isObject() && !grader.toObject().contains("min_count"_L1))
      findings.append(
          rule.finding(u"The assignment type %1 has no min_count; grading fails with \"Configuration has no "
                       u"appropriate grader class.\""_s.arg(typeOf(grader.toObject())),
                       policy.place));
}

void badEntry(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Policy policy = policyOf(course);
  for (const auto& grader : policy.graders) {
    const QJsonObject object = grader.toObject();
    if (!grader.isObject())
      findings.append(rule.finding(u"An entry of GRADER is not an object; grading fails."_s, policy.place,
                                   u"Remove the entry."_s));
    else if (!object.contains("type"_L1) || !object.contains("weight"_L1))
      findings.append(rule.finding(
          u"The assignment type %1 lacks its type or its weight; grading fails."_s.arg(typeOf(object)),
          policy.place));
  }
}

void unknownKey(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  static const QSet<QString> kKnown = {
      u"type"_s,         u"weight"_s,         u"min_count"_s,    u"drop_count"_s,
      u"short_label"_s,  u"category"_s,       u"section_type"_s, u"show_only_average"_s,
      u"hide_average"_s, u"starting_index"_s, u"name"_s,         u"id"_s};
  const Policy policy = policyOf(course);
  for (const auto& grader : policy.graders) {
    const QJsonObject object = grader.toObject();
    const QStringList keys = object.keys();
    for (const QString& key : keys)
      if (!kKnown.contains(key))
        findings.append(rule.finding(
            u"Studio drops \"%1\" of the assignment type %2."_s.arg(key, typeOf(object)), policy.place));
  }
}

} // namespace

Rule gradingBadJson()
{
  return {.id = u"grading-bad-json"_s,
          .severity = Severity::Error,
          .title = u"A grading policy that is no JSON object"_s,
          .explanation = u"Correct the file."_s,
          .course = notAnObject,
          .reads = Input::Policies};
}

Rule gradingDefault()
{
  return {.id = u"grading-default"_s,
          .severity = Severity::Warning,
          .title = u"GRADER or GRADE_CUTOFFS is missing"_s,
          .explanation = u"Add what is missing."_s,
          .course = usesDefault,
          .reads = Input::Policies};
}

Rule gradingNoMinCount()
{
  return {.id = u"grading-no-min-count"_s,
          .severity = Severity::Error,
          .title = u"An assignment type without min_count"_s,
          .explanation = u"Add min_count, the number of assignments."_s,
          .course = noMinCount,
          .reads = Input::Policies};
}

Rule gradingEntry()
{
  return {.id = u"grading-entry"_s,
          .severity = Severity::Error,
          .title = u"An assignment type that makes grading fail"_s,
          .explanation = u"Add what is missing."_s,
          .course = badEntry,
          .reads = Input::Policies};
}

Rule gradingUnknownKey()
{
  return {.id = u"grading-unknown-key"_s,
          .severity = Severity::Info,
          .title = u"A key of an assignment type that Studio drops"_s,
          .explanation = u"Nothing needs to be done; it is kept here."_s,
          .course = unknownKey,
          .reads = Input::Policies};
}

} // namespace scriptorium::checks
