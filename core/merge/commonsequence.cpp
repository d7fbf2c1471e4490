#include "merge/commonsequence.h"

#include <QHash>

#include <algorithm>

namespace scriptorium::merge {
namespace {

/// More differences than these in a gap without a unique line, and it is taken to be all different.
constexpr int kMaxDifferences = 300;
constexpr int kMaxDepth = 24;

struct Range
{
  int aBegin, aEnd, bBegin, bEnd;
};

/// The longest rising run of `pairs`' second numbers; the first ones rise already.
Matches longestRising(const Matches& pairs)
{
  std::vector<size_t> tails; // index of the pair that ends the best run of each length
  std::vector<qsizetype> before(pairs.size(), -1);
  for (size_t i = 0; i < pairs.size(); ++i) {
    const auto at = std::lower_bound(tails.begin(), tails.end(), pairs[i].second,
                                     [&](size_t tail, int value) { return pairs[tail].second < value; });
    if (at != tails.begin())
      before[i] = qsizetype(*std::prev(at));
    if (at == tails.end())
      tails.push_back(i);
    else
      *at = i;
  }
  Matches run;
  for (qsizetype i = tails.empty() ? -1 : qsizetype(tails.back()); i >= 0; i = before[size_t(i)])
    run.push_back(pairs[size_t(i)]);
  std::ranges::reverse(run);
  return run;
}

class Finder
{
public:
  Finder(const std::vector<int>& a, const std::vector<int>& b) : m_a(a), m_b(b) {}

  Matches find()
  {
    search({0, int(m_a.size()), 0, int(m_b.size())}, 0);
    std::ranges::sort(m_found);
    return std::move(m_found);
  }

private:
  void search(Range range, int depth);
  Matches uniqueOf(const Range& range) const;
  void compare(const Range& range);
  int a(int at) const { return m_a[size_t(at)]; }
  int b(int at) const { return m_b[size_t(at)]; }

  const std::vector<int>& m_a;
  const std::vector<int>& m_b;
  Matches m_found;
};

void Finder::search(Range range, int depth)
{
  while (range.aBegin < range.aEnd && range.bBegin < range.bEnd && a(range.aBegin) == b(range.bBegin))
    m_found.emplace_back(range.aBegin++, range.bBegin++);
  while (range.aBegin < range.aEnd && range.bBegin < range.bEnd && a(range.aEnd - 1) == b(range.bEnd - 1))
    m_found.emplace_back(--range.aEnd, --range.bEnd);
  if (range.aBegin == range.aEnd || range.bBegin == range.bEnd)
    return;
  const Matches anchors = depth < kMaxDepth ? longestRising(uniqueOf(range)) : Matches();
  if (anchors.empty())
    return compare(range);
  Range gap{range.aBegin, 0, range.bBegin, 0};
  for (const auto& [inA, inB] : anchors) {
    m_found.emplace_back(inA, inB);
    gap.aEnd = inA;
    gap.bEnd = inB;
    search(gap, depth + 1);
    gap.aBegin = inA + 1;
    gap.bBegin = inB + 1;
  }
  gap.aEnd = range.aEnd;
  gap.bEnd = range.bEnd;
  search(gap, depth + 1);
}

/// What stands once on each side of the range.
Matches Finder::uniqueOf(const Range& range) const
{
  struct Count
  {
    int inA = 0, inB = 0, at = 0;
  };
  QHash<int, Count> counts;
  for (int i = range.bBegin; i < range.bEnd; ++i) {
    Count& count = counts[b(i)];
    ++count.inB;
    count.at = i;
  }
  for (int i = range.aBegin; i < range.aEnd; ++i)
    if (const auto count = counts.find(a(i)); count != counts.end())
      ++count->inA;
  Matches unique;
  for (int i = range.aBegin; i < range.aEnd; ++i)
    if (const auto count = counts.constFind(a(i)); count != counts.cend())
      if (count->inA == 1 && count->inB == 1)
        unique.emplace_back(i, count->at);
  return unique;
}

/// The greedy search of Myers, given up when the two have too little in common.
void Finder::compare(const Range& range)
{
  const int n = range.aEnd - range.aBegin;
  const int m = range.bEnd - range.bBegin;
  const int most = std::min(n + m, kMaxDifferences);
  std::vector<std::vector<int>> steps;
  std::vector<int> reach(size_t(2 * most + 3), 0);
  const auto at = [&](std::vector<int>& row, int k) -> int& {
    const int place = k + most + 1;
    return row[size_t(place)];
  };
  for (int d = 0; d <= most; ++d) {
    for (int k = -d; k <= d; k += 2) {
      const bool isDown = k == -d || (k != d && at(reach, k - 1) < at(reach, k + 1));
      int x = isDown ? at(reach, k + 1) : at(reach, k - 1) + 1;
      int y = x - k;
      while (x < n && y < m && y >= 0 && a(range.aBegin + x) == b(range.bBegin + y))
        ++x, ++y;
      at(reach, k) = x;
      if (x < n || y < m)
        continue;
      // Back along the way it came.
      for (int back = d; back > 0; --back) {
        std::vector<int>& earlier = steps[size_t(back - 1)];
        const bool wasDown = k == -back || (k != back && at(earlier, k - 1) < at(earlier, k + 1));
        const int from = wasDown ? k + 1 : k - 1;
        const int startX = wasDown ? at(earlier, from) : at(earlier, from) + 1;
        for (; x > startX; --x, --y)
          m_found.emplace_back(range.aBegin + x - 1, range.bBegin + y - 1);
        k = from;
        x = at(earlier, from);
        y = x - k;
      }
      for (; x > 0 && y > 0; --x, --y)
        m_found.emplace_back(range.aBegin + x - 1, range.bBegin + y - 1);
      return;
    }
    steps.push_back(reach);
  }
}

} // namespace

Matches commonSequence(const std::vector<int>& a, const std::vector<int>& b)
{
  return Finder(a, b).find();
}

Matches commonOfUnique(const std::vector<int>& a, const std::vector<int>& b)
{
  QHash<int, int> places;
  for (size_t i = 0; i < b.size(); ++i)
    places.insert(b[i], int(i));
  Matches pairs;
  for (size_t i = 0; i < a.size(); ++i)
    if (const auto place = places.constFind(a[i]); place != places.cend())
      pairs.emplace_back(int(i), *place);
  return longestRising(pairs);
}

} // namespace scriptorium::merge
