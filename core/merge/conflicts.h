#pragma once

#include "merge/listmerge.h"
#include "merge/threecourses.h"
#include "model/blocktype.h"

#include <QSet>

namespace scriptorium::merge {

/// Whose way counts at conflicts.
struct Resolution
{
  /// Empty: all of them. "type/url_name" (of files the path): those of a block or file; the same with
  /// "/PART": one of them; with "/**": those of a block and of all below it.
  QString what;
  Side side = Side::Ours;
};

/// The conflicts of a merge: asks the resolutions about each, and keeps those that none decides. The most
/// exact resolution counts; of the same exactness the last.
class Conflicts
{
public:
  Conflicts(ThreeCourses& courses, const BlockTypes& types, const QList<Resolution>& resolutions)
      : m_courses(courses), m_types(types), m_resolutions(resolutions)
  {}

  /// What the two sides and the base have at the place of a conflict.
  struct Values
  {
    std::optional<QString> base;
    std::optional<QString> mine;
    std::optional<QString> theirs;
  };
  Result<Preference> decide(int node, const QString& part, const Values& values);
  /// Keeps a conflict whatever the resolutions say: they contradict each other.
  Result<Unit> add(int node, const QString& part, const Values& values);

  /// Puts what was found into the result.
  void moveTo(MergeResult& result);

private:
  Result<std::optional<Side>> resolved(int node, const QString& part);
  Result<int> distance(int node, const QString& ancestor) const;
  Result<QString> title(int node);

  ThreeCourses& m_courses;
  const BlockTypes& m_types;
  const QList<Resolution>& m_resolutions;
  QList<Conflict> m_conflicts;
  QSet<qsizetype> m_used; ///< resolutions that decided something
  qsizetype m_resolved = 0;
};

/// What conflicts and resolutions call a block or file.
QString shownName(const Node& node);

} // namespace scriptorium::merge
