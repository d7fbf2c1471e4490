#include "merge/conflicts.h"

#include "model/inheritance.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::merge {

QString shownName(const Node& node)
{
  return node.isFile ? node.urlName() : QString::fromUtf8(node.name);
}

Result<Preference> Conflicts::decide(int node, const QString& part, const Values& values)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto side, resolved(node, part));
  if (side) {
    ++m_resolved;
    return *side == Side::Ours ? Preference::Ours : Preference::Theirs;
  }
  SCRIPTORIUM_TRY(add(node, part, values));
  return Preference::None;
}

Result<Unit> Conflicts::add(int number, const QString& part, const Values& values)
{
  const Node& node = m_courses.node(number);
  SCRIPTORIUM_TRY_ASSIGN(const QString name, title(number));
  m_conflicts.append({node.type(), node.urlName(), name, part, values.base, values.mine, values.theirs});
  return Unit{};
}

/// How far above the block `ancestor` stands in any of the courses: 0 itself; -1 not at all.
Result<int> Conflicts::distance(int number, const QString& ancestor) const
{
  int nearest = -1;
  for (const Side side : kSides) {
    int above = number;
    for (int steps = 0; above >= 0 && steps < 200; ++steps) {
      if (shownName(m_courses.node(above)) == ancestor && (nearest < 0 || steps < nearest))
        nearest = steps;
      SCRIPTORIUM_TRY_ASSIGN(above, m_courses.parent(above, side));
    }
  }
  return nearest;
}

Result<std::optional<Side>> Conflicts::resolved(int number, const QString& part)
{
  const QString name = shownName(m_courses.node(number));
  constexpr int kExact = 1'000'000;
  int best = -1;
  qsizetype chosen = -1;
  for (qsizetype i = 0; i < m_resolutions.size(); ++i) {
    const QString& what = m_resolutions[i].what;
    int exactness = -1;
    if (what.isEmpty()) {
      exactness = 0;
    } else if (what == name + u'/' + part) {
      exactness = kExact + 1;
    } else if (what == name) {
      exactness = kExact;
    } else if (what.endsWith("/**"_L1)) {
      SCRIPTORIUM_TRY_ASSIGN(const int steps, distance(number, what.chopped(3)));
      exactness = steps < 0 ? -1 : kExact - 1 - steps;
    }
    if (exactness < 0)
      continue;
    m_used.insert(i);
    if (exactness < best)
      continue;
    best = exactness;
    chosen = i;
  }
  return chosen < 0 ? std::optional<Side>() : std::optional(m_resolutions[chosen].side);
}

Result<QString> Conflicts::title(int number)
{
  const Node& node = m_courses.node(number);
  if (node.isFile)
    return QString();
  QStringList titles;
  for (const Side side : kSides) {
    SCRIPTORIUM_TRY_ASSIGN(const State* state, m_courses.head(number, side));
    if (!state)
      continue;
    const QString title =
        blockTitle(m_types, {{}, node.type(), node.urlName(), {}, {}, {}, 0}, state->version.fields);
    if (side == Side::Base)
      return title;
    titles.append(title);
  }
  return titles.isEmpty() ? QString() : *std::ranges::min_element(titles);
}

void Conflicts::moveTo(MergeResult& result)
{
  std::ranges::stable_sort(m_conflicts, {}, [](const Conflict& conflict) {
    return std::tuple(conflict.type, conflict.urlName, conflict.part);
  });
  m_conflicts.erase(std::unique(m_conflicts.begin(), m_conflicts.end()), m_conflicts.end());
  result.conflicts = std::move(m_conflicts);
  result.resolved = m_resolved;
  for (qsizetype i = 0; i < m_resolutions.size(); ++i)
    if (!m_used.contains(i) && !m_resolutions[i].what.isEmpty())
      result.unused.append(m_resolutions[i].what);
}

} // namespace scriptorium::merge
