#pragma once

#include <functional>
#include <vector>

namespace scriptorium::merge {

/// Whose way counts where the two sides contradict each other.
enum class Preference
{
  None,
  Ours,
  Theirs
};

struct MergedList
{
  std::vector<int> order;
  bool isDisputed = false; ///< both sides put the same elements in different orders
};

/// The order of the elements `isKept`, each of which must stand in one of the lists (no list has one twice).
/// What one side moved, moves; what both added at one place stands in the order of `comesFirst`, runs kept
/// together. Where they contradict each other: the preferred side's order, or without one that of the base,
/// and new elements by `comesFirst`. Which side is which makes no difference without a preference. n log n,
/// but for places where both moved much, which are given up above a bound.
MergedList mergeLists(const std::vector<int>& base, const std::vector<int>& ours,
                      const std::vector<int>& theirs, const std::function<bool(int)>& isKept,
                      const std::function<bool(int, int)>& comesFirst,
                      Preference preference = Preference::None);

} // namespace scriptorium::merge
