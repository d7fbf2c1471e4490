#pragma once

#include "render/access/courseaccess.h"

namespace scriptorium::render {

/// How a block takes part in completion (XBlock: completable.py).
enum class CompletionMode
{
  Completable,
  Aggregator, ///< counts by what stands below it
  Excluded
};
CompletionMode completionMode(const QString& type);
/// Whether a plain platform has blocks of this type; of others it knows the name alone.
bool isInstalled(const QString& type);

/// 0 to 1, as it was published; 0 when nothing was.
double completionOf(const CourseAccess& access, int node);
/// Whether all completable blocks below a unit that the learner gets are complete; true for an empty one.
bool isUnitComplete(const CourseAccess& access, int unit);

/// What the Blocks API says of the blocks of a visible tree: which are complete, in how far, and which lead
/// to the block that was completed last.
class TreeCompletion
{
public:
  TreeCompletion(const CourseAccess& access, int root);

  bool isComplete(int node) const { return m_complete.contains(node); }
  /// Of leaves what was published, of containers 0 or 1; null where there is nothing to complete.
  Json completion(int node) const;
  bool isResumed(int node) const { return m_resumed.contains(node); }

private:
  void walk(const CourseAccess& access, int node);

  QSet<int> m_complete;
  QSet<int> m_resumed;
  QHash<int, Json> m_values;
  int m_last = -1;
};

/// The block that the learner completed last; -1 when there is none, or it is no longer there.
int lastCompleted(const SiteCourse& course, const LearnerStates& states, const Learner& learner);
/// Keeps how far a block is complete, and that it was the last.
void publishCompletion(const SiteCourse& course, LearnerStates& states, const Learner& learner, int node,
                       double value);

} // namespace scriptorium::render
