#include "render/grades/gradingpolicy.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json memberOf(const Json& json, const char* name)
{
  return json.find(name).value_or(Json());
}

/// As LMS: course_grading.py, xmodule/course_block.py.
QList<AssignmentType> platformTypes()
{
  return {{u"Homework"_s, u"HW"_s, 12, 2, 0.15},
          {u"Lab"_s, QString(), 12, 2, 0.15},
          {u"Midterm Exam"_s, u"Midterm"_s, 1, 0, 0.3},
          {u"Final Exam"_s, u"Final"_s, 1, 0, 0.4}};
}

} // namespace

GradingPolicy GradingPolicy::of(const SiteCourse& course)
{
  const Json json = course.gradingPolicy();
  GradingPolicy policy;
  if (const auto graders = json.find("GRADER")) {
    for (const Json& grader : graders->items())
      policy.types.append({memberOf(grader, "type").text(), memberOf(grader, "short_label").text(),
                           int(memberOf(grader, "min_count").number()),
                           int(memberOf(grader, "drop_count").number()),
                           memberOf(grader, "weight").number()});
  } else {
    policy.types = platformTypes();
  }
  if (const auto cutoffs = json.find("GRADE_CUTOFFS")) {
    for (const Json::Member& cutoff : cutoffs->members())
      policy.cutoffs.append({QString::fromUtf8(cutoff.name), cutoff.value.number()});
  } else {
    policy.cutoffs.append({u"Pass"_s, 0.5});
  }
  return policy;
}

double GradingPolicy::passing() const
{
  double least = 1;
  for (const auto& [letter, cutoff] : cutoffs) {
    if (cutoff > 0)
      least = std::min(least, cutoff);
  }
  return least;
}

QString GradingPolicy::letter(double percent) const
{
  QString best;
  double bestCutoff = 0;
  for (const auto& [letter, cutoff] : cutoffs) {
    if (cutoff > bestCutoff && percent >= cutoff) {
      best = letter;
      bestCutoff = cutoff;
    }
  }
  return best;
}

} // namespace scriptorium::render
