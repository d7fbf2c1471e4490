#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "model/text/json.h"

#include <QMap>
#include <QSet>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

/// Grading policies that Studio takes and that cannot be meant.
namespace scriptorium::checks {
namespace {

using Severity = Finding::Severity;

constexpr double kRounding = 0.0005; // weights are told in per cent with few digits

Json partOf(const CourseSnapshot& course, const char* name)
{
  const auto json = Json::parse(course.gradingPolicyFile().bytes);
  const auto part = json ? json->find(name) : std::nullopt;
  return part.value_or(Json());
}

void weights(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Json graders = partOf(course, "GRADER");
  if (!graders.isList() || graders.isEmpty())
    return;
  double sum = 0;
  for (const Json& grader : graders.items())
    if (const auto weight = grader.find("weight"))
      sum += weight->number();
  if (std::abs(sum - 1.0) > kRounding)
    findings.append(
        rule.finding(u"The weights of the assignment types make %1 %, not 100."_s.arg(sum * 100, 0, 'g', 6),
                     {course.gradingPolicyFile().path, 0, {}, {}, {}}));
}

void typeTwice(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  QSet<QString> seen;
  QSet<QString> told;
  for (const QString& type : course.assignmentTypes()) {
    if (seen.contains(type) && !told.contains(type))
      findings.append(
          rule.finding(u"There are two assignment types “%1”; subsections of it count for both."_s.arg(type),
                       {course.gradingPolicyFile().path, 0, {}, {}, {}}));
    (seen.contains(type) ? told : seen).insert(type);
  }
}

void cutoffs(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const Json cutoffs = partOf(course, "GRADE_CUTOFFS");
  if (!cutoffs.isObject())
    return;
  const Place place{course.gradingPolicyFile().path, 0, {}, {}, {}};
  QMap<QString, double> letters;
  for (const auto& [name, value] : cutoffs.members()) {
    const QString grade = QString::fromUtf8(name);
    if (!value.isNumber() || value.number() <= 0 || value.number() > 1)
      findings.append(
          rule.finding(u"The grade “%1” begins at %2; it must be a number above 0, and at most 1."_s.arg(
                           grade, value.toString()),
                       place));
    else if (grade.size() == 1)
      letters.insert(grade, value.number());
  }
  double above = 2;
  for (auto letter = letters.cbegin(); letter != letters.cend(); above = *letter, ++letter)
    if (*letter >= above)
      findings.append(rule.finding(
          u"The grade “%1” begins at %2, not below the grade before it."_s.arg(letter.key()).arg(*letter),
          place));
}

void unknownFormat(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto format = block.fields().value(u"format"_s);
  if (format && !format->isEmpty() && *format != "null"_L1 && !block.course().isAssignmentType(*format))
    findings.append(rule.finding(
        u"No assignment type of the grading policy is called “%1”; the subsection counts for nothing."_s.arg(
            *format),
        block.place(u"format"_s)));
}

} // namespace

Rule gradingWeights()
{
  return {.id = u"grading-weights"_s,
          .severity = Severity::Warning,
          .title = u"Weights that do not make 100 %"_s,
          .explanation = u"Change the weights in the grading policy."_s,
          .course = weights,
          .reads = Input::Policies};
}

Rule gradingTypeTwice()
{
  return {.id = u"grading-type-twice"_s,
          .severity = Severity::Warning,
          .title = u"Two assignment types of one name"_s,
          .explanation = u"Give one of them another name."_s,
          .course = typeTwice,
          .reads = Input::Policies};
}

Rule gradingCutoffs()
{
  return {.id = u"grading-cutoffs"_s,
          .severity = Severity::Warning,
          .title = u"Grades that nobody can get, or everybody has"_s,
          .explanation = u"Put the cutoffs in order, each above 0 and at most 1."_s,
          .course = cutoffs,
          .reads = Input::Policies};
}

Rule gradingUnknownFormat()
{
  return {.id = u"grading-unknown-format"_s,
          .severity = Severity::Warning,
          .title = u"An assignment type that is not in the grading policy"_s,
          .explanation = u"Choose one of the types of the grading policy, or add this one to it."_s,
          .block = unknownFormat,
          .types = {u"sequential"_s},
          .reads = Input::Policies};
}

} // namespace scriptorium::checks
