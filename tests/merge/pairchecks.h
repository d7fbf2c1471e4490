#pragma once

#include "merge/memorycourse.h"
#include "model/blocktype.h"

namespace scriptorium::testing {

/// Merges random pairs of what two authors made of a course, and holds what must be so of any merge. Gives
/// the first thing that was wrong, or nothing.
class PairChecks
{
public:
  explicit PairChecks(MemoryCourse base) : m_base(std::move(base)) {}
  QString run(quint32 seed);
  /// How many of the pairs merged without a conflict, and how many did not.
  int clean() const { return m_clean; }
  int disputed() const { return m_disputed; }

private:
  Result<merge::MergeResult> merged(const MemoryCourse& base, const MemoryCourse& ours,
                                    const MemoryCourse& theirs) const;
  QString checkSame(const MemoryCourse& side) const;
  QString checkMirror(const merge::MergeResult& result, const merge::MergeResult& mirrored) const;
  QString checkNothingLost(const MemoryCourse& result, const QList<merge::Conflict>& conflicts,
                           const MemoryCourse& side, const MemoryCourse& other) const;
  QString checkBlock(const MemoryCourse& result, const QSet<QString>& disputed, const QString& name,
                     const MemoryCourse& side, const MemoryCourse& other) const;

  MemoryCourse m_base;
  BlockTypes m_types = BlockTypes::builtIn();
  int m_clean = 0;
  int m_disputed = 0;
};

} // namespace scriptorium::testing
