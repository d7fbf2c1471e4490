#include "olx/rules/courserules.h"

#include <QSet>

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Json = nlohmann::ordered_json;
using Severity = Finding::Severity;

QString typeOf(const Json& grader)
{
  const auto type = grader.find("type");
  return type != grader.end() && type->is_string() ? QString::fromStdString(type->get<std::string>())
                                                   : u"without a type"_s;
}

void checkGrader(const Json& grader, const Place& place, Report& report)
{
  static const QSet<QString> kKnown = {
      u"type"_s,         u"weight"_s,         u"min_count"_s,    u"drop_count"_s,
      u"short_label"_s,  u"category"_s,       u"section_type"_s, u"show_only_average"_s,
      u"hide_average"_s, u"starting_index"_s, u"name"_s,         u"id"_s};
  if (!grader.is_object()) {
    report.add(Severity::Error, "grading-entry", place,
               u"An entry of GRADER is not an object; grading fails."_s, u"Remove the entry."_s);
    return;
  }
  if (!grader.contains("min_count"))
    report.add(Severity::Error, "grading-no-min-count", place,
               u"The assignment type %1 has no min_count; grading fails with \"Configuration has no "
               u"appropriate grader class.\""_s.arg(typeOf(grader)),
               u"Add min_count, the number of assignments."_s);
  if (!grader.contains("type") || !grader.contains("weight"))
    report.add(Severity::Error, "grading-entry", place,
               u"The assignment type %1 lacks its type or its weight; grading fails."_s.arg(typeOf(grader)),
               u"Add what is missing."_s);
  for (const auto& [key, value] : grader.items())
    if (!kKnown.contains(QString::fromStdString(key)))
      report.add(Severity::Info, "grading-unknown-key", place,
                 u"Studio drops \"%1\" of the assignment type %2."_s.arg(QString::fromStdString(key),
                                                                         typeOf(grader)),
                 u"Nothing needs to be done; it is kept here."_s);
}

} // namespace

void gradingPolicy(const CourseFacts& facts, Report& report)
{
  int file = -1;
  const QByteArray text = facts.gradingPolicy(&file);
  if (file < 0)
    return;
  const Place place = {facts.files.pathFromRoot(file), 0, {}, {}, {}};
  const Json policy = Json::parse(text.begin(), text.end(), nullptr, false);
  if (!policy.is_object()) {
    report.add(Severity::Error, "grading-bad-json", place,
               u"The grading policy is not a JSON object; Studio uses its default grading instead."_s,
               u"Correct the file."_s);
    return;
  }
  for (const char* part : {"GRADER", "GRADE_CUTOFFS"})
    if (!policy.contains(part))
      report.add(Severity::Warning, "grading-default", place,
                 u"The grading policy has no %1; Studio uses its default."_s.arg(QLatin1StringView(part)),
                 u"Add %1."_s.arg(QLatin1StringView(part)));
  const auto graders = policy.find("GRADER");
  if (graders != policy.end() && graders->is_array())
    for (const auto& grader : *graders)
      checkGrader(grader, place, report);
}

} // namespace scriptorium::olx::rules
