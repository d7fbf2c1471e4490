#pragma once

#include "render/access/personaldates.h"
#include "render/web/visit.h"

#include <QHash>
#include <QSet>

#include <map>

namespace scriptorium::render {

/// What of a course one learner sees at one moment, as the LMS decides it (access.py;
/// course_blocks/transformers). For one answer: it remembers what it found out. One thread; all must outlive
/// it.
class CourseAccess
{
public:
  CourseAccess(const SiteCourse& course, const Learner& learner, LearnerStates& states, Timestamp now);
  explicit CourseAccess(const Visit& visit);

  const SiteCourse& course() const { return m_course; }
  const Learner& learner() const { return m_learner; }
  LearnerStates& states() const { return m_states; }
  Timestamp now() const { return m_now; }
  bool isStaff() const { return m_learner.isStaff; }
  /// Enrolled, or of the course's staff.
  bool mayEnter() const { return m_learner.isStaff || m_learner.isEnrolled; }
  bool isSelfPaced() const;
  std::optional<Timestamp> courseEnd() const;

  /// Whether group restrictions of the block and of its ancestors let the learner in. Staff always are.
  bool isInGroups(int node) const;
  /// The same for the restrictions that the block itself has.
  bool isInOwnGroups(int node) const;
  bool isStaffOnly(int node) const { return m_course.isTrue(node, QStringLiteral("visible_to_staff_only")); }
  /// The latest start of the block and its ancestors.
  std::optional<Timestamp> latestStart(int node) const;
  bool hasStarted(int node) const;
  /// By the start that holds for the block alone: its own or the nearest inherited one.
  bool hasOwnStarted(int node) const;
  /// When the block is due for the learner: what it or an ancestor says; in self-paced courses the personal
  /// date, or none.
  std::optional<Timestamp> dueDate(int node) const;
  /// A subsection that is hidden now that it was due (or the course is over, when it is self-paced); staff
  /// see it.
  bool isHiddenAfterDue(int node) const;

  /// As the pages of units and the answers for sequences decide: groups, and for learners staff-only and the
  /// start that holds for the block alone.
  bool isLoadable(int node) const;
  /// As the Blocks API decides: the latest start counts, and what hides an ancestor hides the block.
  bool isVisible(int node) const;
  /// The children that stand below a block for this learner in the Blocks API: visible ones, of random blocks
  /// those that were chosen, and in the place of an experiment what its groups see.
  std::vector<int> visibleChildren(int node) const;
  /// What the learner gets on a page: loadable children, of random blocks the chosen ones.
  std::vector<int> loadableChildren(int node) const;
  /// The visible blocks below a node in order, parents before children; the node itself first.
  std::vector<int> visibleBelow(int node) const;

private:
  using Groups = std::map<QString, QSet<qint64>>; ///< by partition; an empty set lets nobody in
  const Groups& mergedGroups(int node) const;
  Groups ownGroups(int node) const;
  bool matches(const Groups& groups) const;
  bool isInPartition(const QString& partition, const QSet<qint64>& groups) const;
  bool isPassed(int node) const;

  const SiteCourse& m_course;
  const Learner& m_learner;
  LearnerStates& m_states;
  Timestamp m_now;
  mutable QHash<int, Groups> m_groups;
  mutable QHash<int, bool> m_visible;
  mutable QHash<int, std::optional<Timestamp>> m_starts;
  mutable std::optional<PersonalDates> m_personal;
};

} // namespace scriptorium::render
