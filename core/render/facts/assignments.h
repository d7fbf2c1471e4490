#pragma once

#include "render/access/courseaccess.h"

namespace scriptorium::render {

/// A step of an open response assessment that has a date of its own.
struct AssessmentStep
{
  QString name; ///< "submission", "peer-assessment" …
  QString due;  ///< as its author wrote it
};
std::vector<AssessmentStep> assessmentSteps(const SiteCourse& course, int node);

/// What is due in a course: a graded subsection, or a step of an open response assessment.
struct Assignment
{
  int node = -1;
  QString title;
  Timestamp due;
  bool isReleased = true;
  bool isComplete = false;
  Json type;               ///< the assignment type; null for steps
  QString note;            ///< for people; empty mostly
  int firstComponent = -1; ///< the first block inside
};
/// Those with a date, by date (as LMS: courseware/courses.py, get_course_assignments): those that come later
/// too.
std::vector<Assignment> courseAssignments(const CourseAccess& access);

/// Whether all graded blocks with a score that the learner sees below a node are complete. Not when there is
/// nothing.
bool isWorkComplete(const CourseAccess& access, int node);
/// Whether a personal due date has passed with work left to do: then the learner may shift the dates.
bool hasMissedDeadlines(const CourseAccess& access);

} // namespace scriptorium::render
