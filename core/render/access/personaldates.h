#pragma once

#include "render/web/learner.h"
#include "render/web/sitecourse.h"

#include <QHash>

namespace scriptorium::render {

/// When the learner was enrolled: as the preview was told, else when this was first asked.
Timestamp enrolledAt(const Learner& learner, LearnerStates& states, Timestamp now);

/// Whether due dates are personal, which is a setting of the LMS: by the option of the preview or by the
/// choice in its frame.
bool hasRelativeDates(const SiteCourse& course, const LearnerStates& states);
/// The choice in the frame, for all learners.
void setRelativeDates(LearnerStates& states, bool areOn);

/// The learner's schedule begins anew now, or when the course begins: all due dates move along.
void shiftSchedule(const SiteCourse& course, const Learner& learner, LearnerStates& states, Timestamp now);

/// Due dates of a self-paced course that count from the learner's enrolment (as LMS: course_date_signals and
/// edx-when). Sections share four weeks evenly, which the LMS takes where its catalogue knows no other
/// length; a subsection with `relative_weeks_due` has as many weeks. Graded work counts, but for open
/// response assessments, whose dates are their own. For one answer; all must outlive it. One thread.
class PersonalDates
{
public:
  PersonalDates(const SiteCourse& course, const Learner& learner, LearnerStates& states, Timestamp now);
  /// Never later than the end of the course. Nothing where nothing is due, for who is not enrolled, and for
  /// who enrolled too late to have all dates before the end.
  std::optional<Timestamp> due(int node) const;

private:
  using Span = std::optional<std::chrono::milliseconds>;
  struct Pace
  {
    std::chrono::milliseconds span{0};
    bool isCustom = false; ///< for all below, graded or not
    bool isUsed = false;   ///< something below is due
  };
  Pace pace(int subsection) const;
  Pace newPace(int subsection) const;
  Span spanOf(int node) const;
  Span spanOfSection(int section) const;
  bool hasAssignment(int node) const;
  bool isOnlyAssessments(int subsection) const;
  bool hasScoredWork(int node) const;

  const SiteCourse& m_course;
  QHash<int, std::chrono::milliseconds> m_sections; ///< those of the learner's schedule
  mutable QHash<int, Pace> m_paces;
  std::optional<Timestamp> m_start; ///< nothing: nothing is due
  std::optional<Timestamp> m_end;
};

} // namespace scriptorium::render
