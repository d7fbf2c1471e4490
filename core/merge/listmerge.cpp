#include "merge/listmerge.h"

#include "merge/commonsequence.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <optional>

namespace scriptorium::merge {
namespace {

/// More elements than these that both sides moved or added between two that stay, and no order of both is
/// looked for.
constexpr size_t kMaxGap = 600;

using List = std::vector<int>;
using Places = QHash<int, int>;

Places placesOf(const List& list)
{
  Places places;
  for (size_t i = 0; i < list.size(); ++i)
    places.insert(list[i], int(i));
  return places;
}

/// Orders the elements of one gap: what stands between two elements that nobody moved.
class GapOrder
{
public:
  using Before = std::function<bool(int, int)>;
  GapOrder(const std::array<List, 3>& lists, const Before& comesFirst, Preference preference)
      : m_lists(lists), m_comesFirst(comesFirst), m_preference(preference)
  {
    for (size_t side = 0; side < 3; ++side)
      m_places[side] = placesOf(lists[side]);
  }

  List order(const List& elements);
  bool isDisputed() const { return m_isDisputed; }

private:
  /// Whether x must stand before y (1), behind it (-1), or neither (0).
  int relation(int x, int y);
  std::optional<List> sorted(const List& elements);
  List fallback(List elements) const;
  bool follows(int next, int last) const;

  const std::array<List, 3>& m_lists;
  const Before& m_comesFirst;
  Preference m_preference;
  std::array<Places, 3> m_places;
  bool m_isDisputed = false;
};

int GapOrder::relation(int x, int y)
{
  std::array<int, 3> way{};
  for (size_t side = 0; side < 3; ++side) {
    const auto& places = m_places[side];
    const auto here = places.constFind(x);
    const auto there = places.constFind(y);
    if (here != places.cend() && there != places.cend())
      way[side] = *here < *there ? 1 : -1;
  }
  if (way[1] == way[2] || way[2] == 0)
    return way[1];
  if (way[1] == 0)
    return way[2];
  if (way[0] != 0)
    return way[1] == way[0] ? way[2] : way[1];
  m_isDisputed = true;
  return m_preference == Preference::None ? 0 : way[m_preference == Preference::Ours ? 1 : 2];
}

/// Whether `next` stands right behind `last` in the list of a side.
bool GapOrder::follows(int next, int last) const
{
  for (size_t side = 1; side < 3; ++side) {
    const int place = m_places[side].value(last, -2);
    if (place >= 0 && m_places[side].value(next, -1) == place + 1)
      return true;
  }
  return false;
}

std::optional<List> GapOrder::sorted(const List& elements)
{
  const size_t count = elements.size();
  std::vector<std::vector<size_t>> behind(count);
  std::vector<int> waits(count, 0);
  for (size_t x = 0; x < count; ++x) {
    for (size_t y = x + 1; y < count; ++y) {
      const int way = relation(elements[x], elements[y]);
      if (way == 0)
        continue;
      behind[way > 0 ? x : y].push_back(way > 0 ? y : x);
      ++waits[way > 0 ? y : x];
    }
  }
  List order;
  std::vector<bool> isTaken(count, false);
  while (order.size() < count) {
    size_t best = count;
    bool bestFollows = false;
    for (size_t i = 0; i < count; ++i) {
      if (isTaken[i] || waits[i] > 0)
        continue;
      const bool isNext = !order.empty() && follows(elements[i], order.back());
      const bool isBetter = best == count || isNext > bestFollows ||
                            (isNext == bestFollows && m_comesFirst(elements[i], elements[best]));
      if (!isBetter)
        continue;
      best = i;
      bestFollows = isNext;
    }
    if (best == count)
      return std::nullopt; // each waits for another
    isTaken[best] = true;
    order.push_back(elements[best]);
    for (const size_t next : behind[best])
      --waits[next];
  }
  return order;
}

List GapOrder::fallback(List elements) const
{
  const Places& places = m_places[m_preference == Preference::None   ? 0
                                  : m_preference == Preference::Ours ? 1
                                                                     : 2];
  std::ranges::sort(elements, [&](int x, int y) {
    const auto here = places.constFind(x);
    const auto there = places.constFind(y);
    if ((here == places.cend()) != (there == places.cend()))
      return there == places.cend();
    return here == places.cend() ? m_comesFirst(x, y) : *here < *there;
  });
  return elements;
}

List GapOrder::order(const List& elements)
{
  const auto& [base, ours, theirs] = m_lists;
  if (ours.size() == elements.size() && (theirs.empty() || theirs == base || theirs == ours))
    return ours;
  if (theirs.size() == elements.size() && (ours.empty() || ours == base))
    return theirs;
  if (elements.size() > kMaxGap) {
    m_isDisputed = true;
    return fallback(elements);
  }
  if (auto order = sorted(elements))
    return *std::move(order);
  m_isDisputed = true;
  return fallback(elements);
}

/// The gap in which each element stands in a list: how many of `anchors` are before it. Anchors have none.
Places gapsOf(const List& list, const QSet<int>& anchors)
{
  Places gaps;
  int gap = 0;
  for (const int element : list) {
    if (anchors.contains(element))
      ++gap;
    else
      gaps.insert(element, gap);
  }
  return gaps;
}

/// Where an element goes that somebody moved or added. `isDisputed`: both moved it, to different places.
int chosenGap(int element, const std::array<Places, 3>& gaps, Preference preference, bool& isDisputed)
{
  const int base = gaps[0].value(element, -1);
  const int ours = gaps[1].value(element, -1);
  const int theirs = gaps[2].value(element, -1);
  if (ours < 0 && theirs < 0)
    return base;
  if (ours < 0 || ours == theirs)
    return theirs;
  if (theirs < 0 || theirs == base)
    return ours;
  if (ours == base)
    return theirs;
  isDisputed = true;
  if (preference != Preference::None)
    return preference == Preference::Ours ? ours : theirs;
  return base < 0 ? std::min(ours, theirs) : base;
}

} // namespace

MergedList mergeLists(const List& base, const List& ours, const List& theirs,
                      const std::function<bool(int)>& isKept, const std::function<bool(int, int)>& comesFirst,
                      Preference preference)
{
  QSet<int> stays;
  for (const auto& [inBase, inOurs] : commonOfUnique(base, ours))
    stays.insert(base[size_t(inBase)]);
  List anchors;
  for (const auto& [inBase, inTheirs] : commonOfUnique(base, theirs))
    if (stays.contains(base[size_t(inBase)]))
      anchors.push_back(base[size_t(inBase)]);
  const QSet<int> isAnchor(anchors.begin(), anchors.end());
  const std::array<const List*, 3> lists = {&base, &ours, &theirs};
  std::array<Places, 3> gaps;
  for (size_t side = 0; side < 3; ++side)
    gaps[side] = gapsOf(*lists[side], isAnchor);

  MergedList merged;
  std::vector<List> elements(anchors.size() + 1);
  QHash<int, int> chosen;
  for (const List* list : lists) {
    for (const int element : *list) {
      if (isAnchor.contains(element) || chosen.contains(element) || !isKept(element))
        continue;
      const int gap = chosenGap(element, gaps, preference, merged.isDisputed);
      chosen.insert(element, gap);
      elements[size_t(gap)].push_back(element);
    }
  }
  std::vector<std::array<List, 3>> parts(anchors.size() + 1);
  for (size_t side = 0; side < 3; ++side)
    for (const int element : *lists[side])
      if (const auto gap = chosen.constFind(element); gap != chosen.cend())
        if (gaps[side].value(element) == *gap)
          parts[size_t(*gap)][side].push_back(element);
  for (size_t gap = 0; gap < parts.size(); ++gap) {
    GapOrder order(parts[gap], comesFirst, preference);
    const List sorted = elements[gap].size() < 2 ? elements[gap] : order.order(elements[gap]);
    merged.isDisputed = merged.isDisputed || order.isDisputed();
    merged.order.insert(merged.order.end(), sorted.begin(), sorted.end());
    if (gap < anchors.size() && isKept(anchors[gap]))
      merged.order.push_back(anchors[gap]);
  }
  return merged;
}

} // namespace scriptorium::merge
