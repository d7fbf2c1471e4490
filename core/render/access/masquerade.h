#pragma once

#include "render/web/learner.h"
#include "render/web/sitecourse.h"

#include <QList>

namespace scriptorium::render {

/// As whom staff look at the course ("View as").
struct Masquerade
{
  QString role = QStringLiteral("staff");
  std::optional<qint64> group;     ///< of `partition`
  std::optional<qint64> partition; ///< 50: the enrolment tracks
  QString userName;                ///< a certain learner; empty for none

  bool isOn() const { return role != u"staff"; }
  /// "Group A", "Audit"; empty when there is no such group.
  QString groupName(const SiteCourse& course) const;
};

Masquerade masquerade(const LearnerStates& states, qint64 staff);
void setMasquerade(LearnerStates& states, qint64 staff, const Masquerade& masquerade);

/// Who answers are for: the learner, or as whom staff have chosen to look. As the LMS, a role or a group
/// keeps the state of the staff member; unlike it, the group counts everywhere, and nobody need be enrolled.
Learner seenAs(const SiteCourse& course, const LearnerStates& states, const Learner& learner,
               const QList<Learner>& learners);

} // namespace scriptorium::render
