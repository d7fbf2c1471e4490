#pragma once

#include "merge/conflicts.h"

#include <QHash>

namespace scriptorium::merge {

/// Decides which blocks there are in the result, and where each stands: what is deleted, added or moved, and
/// what of that excludes each other (README.md has the rules). The result is a tree below the course block.
class TreeMerge
{
public:
  TreeMerge(ThreeCourses& courses, const BlockTypes& types, Conflicts& conflicts)
      : m_courses(courses), m_types(types), m_conflicts(conflicts)
  {}
  Result<Unit> run();

  /// Blocks that differ in any way, in the order of the courses.
  const std::vector<int>& changed() const { return m_changed; }
  bool isAlive(int node) const;
  /// What it stands in; -1: nothing (the course itself; deleted in a draft).
  Result<int> parent(int node) const;
  /// Whether a block of this type may hold others.
  bool mayHold(int node) const;

private:
  using Places = QHash<int, int>; ///< block → what it stands in

  Result<Unit> readLists();
  int place(int node, Side side) const { return m_places[at(side)].value(node, -1); }
  Result<Unit> decideExistence();
  Result<bool> isChangedBy(int node, Side side);
  Result<bool> hasNewOrder(int node, Side side);
  int topOfDeleted(int node, Side keeper) const;
  Result<Unit> decidePlaces();
  Result<Unit> decidePlace(int node);
  bool dropHomeless();
  Result<bool> breakCycles(bool isLast);
  Result<Unit> keepForced(int node);
  QString shownPlace(int node) const;
  Conflicts::Values placeValues(int node) const;

  ThreeCourses& m_courses;
  const BlockTypes& m_types;
  Conflicts& m_conflicts;
  std::vector<int> m_changed;
  std::array<Places, 3> m_places; ///< of blocks in lists that differ
  std::vector<int> m_touched;     ///< blocks that stand in such lists, or do not exist everywhere; in order
  QSet<int> m_gone;
  QSet<int> m_deletedByOne;            ///< exactly one side deleted them
  QHash<int, QList<int>> m_candidates; ///< what a block may stand in, best first; -1: nothing
  QHash<int, int> m_parents;
};

} // namespace scriptorium::merge
