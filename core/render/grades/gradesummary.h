#pragma once

#include "render/grades/coursegrade.h"

namespace scriptorium::render {

/// A row of the table of grades by assignment type. The LMS reckons it apart from the course's grade: other
/// rounding, and subsections without points count as 0 (as LMS since Ulmo: course_home_api/progress/api.py).
struct TypeGrade
{
  AssignmentType type;
  double average = 0;  ///< 0 to 1, to four digits, of what the learner sees
  double weighted = 0; ///< likewise, times the type's weight
  enum class Hidden
  {
    None,
    Some,
    All
  };
  Hidden hidden = Hidden::None; ///< of the subsections, those whose grades wait
};

/// The types with a graded subsection, the lightest first.
QList<TypeGrade> typeGrades(CourseGrade& grade);
/// What they come to, 0 to 1, to four digits.
double sumOf(const QList<TypeGrade>& grades);

} // namespace scriptorium::render
