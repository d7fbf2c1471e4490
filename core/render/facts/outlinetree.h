#pragma once

#include "render/access/completion.h"
#include "render/facts/effort.h"
#include "render/facts/schedule.h"
#include "render/grades/coursegrade.h"

namespace scriptorium::render {

/// The tree that the home page and the sidebar show: what the Blocks API lets the learner see, of subsections
/// those that the outline lists, without those that are hidden by now.
class OutlineTree
{
public:
  explicit OutlineTree(CourseAccess access);

  const CourseAccess& access() const { return m_access; }
  std::vector<int> children(int node) const;
  bool isComplete(int node) const { return m_completion.isComplete(node); }
  bool isResumed(int node) const { return m_completion.isResumed(node); }
  /// The same as the sidebar has it: blocks of types that the platform lacks do not count.
  bool isDone(int node) const;
  /// Whether a subsection has started and is not hidden.
  bool isAccessible(int sequence) const { return !m_locked.contains(sequence); }
  /// Graded blocks with a score and weight, but for external tools.
  int questions(int sequence) const;
  bool isScored(int sequence) const;
  std::optional<Effort> effort(int node) const { return m_effort.of(node); }
  /// By the types that stand directly in a unit: "problem", "video", "other".
  QString unitIcon(int unit) const;

  struct Stat
  {
    double completion = 0;
    int count = 0;
  };
  /// How much of a node is complete: of units by blocks, of subsections and sections by units, of the course
  /// by sections.
  Stat stat(int node) const;

private:
  Stat unitStat(int unit) const;

  CourseAccess m_access;
  TreeCompletion m_completion;
  EffortEstimate m_effort;
  QSet<int> m_listed; ///< sections and subsections
  QSet<int> m_locked;
};

} // namespace scriptorium::render
