#pragma once

#include "merge/childmerge.h"
#include "merge/treemerge.h"

#include <QHash>

namespace scriptorium::merge {

/// What the merge decided about one living block.
struct Outcome
{
  int node = 0;
  std::optional<Side> whole; ///< content and children are all that side's
  MergedState made;          ///< the content when they are not
  std::vector<Entry> entries;
  MergedBlock::Published isPublished = MergedBlock::Published::Head;
  std::optional<Side> publishedWhole;
  MergedState publishedMade;
  std::vector<Entry> publishedEntries;
};

using Published = MergedBlock::Published;

/// The outcomes of all blocks that differ from ours; of all others it is what ours has. Pointers to outcomes
/// hold until another is made.
class Outcomes
{
public:
  explicit Outcomes(ThreeCourses& courses) : m_courses(courses) {}

  Outcome* find(int node);
  /// Made from ours when it does not differ yet.
  Result<Outcome*> ensure(int node);
  void add(Outcome outcome);
  std::vector<Outcome>& all() { return m_all; }
  /// Whether and how a block is published in the result.
  Result<Published> publishedOf(int node);
  /// How a block is published in a course that has it.
  Result<Published> publishedIn(int node, Side side) const;

private:
  ThreeCourses& m_courses;
  std::vector<Outcome> m_all;
  QHash<int, size_t> m_places;
};

/// The content of a side's state, to be put together with other children.
MergedState contentOf(const State& state, Side side);

/// Brings what learners get in line with the merged tree, so that the course is valid: what stands in a
/// published unit is published, no block stands in two published lists, drafts are marked as such.
Result<Unit> settlePublished(ThreeCourses& courses, const TreeMerge& tree, Outcomes& outcomes,
                             QSet<int>& removed);

} // namespace scriptorium::merge
