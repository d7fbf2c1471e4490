#pragma once

#include <utility>
#include <vector>

namespace scriptorium::merge {

/// Pairs of indices that match, both rising.
using Matches = std::vector<std::pair<int, int>>;

/// A common subsequence of two lists of numbers: what stands once in each is found first, what is left
/// between by comparing. Long where it matters, not always the longest. Nearly linear: gaps that have little
/// in common are given up instead of searched.
Matches commonSequence(const std::vector<int>& a, const std::vector<int>& b);

/// The longest common subsequence of two lists that each hold a number once. n log n.
Matches commonOfUnique(const std::vector<int>& a, const std::vector<int>& b);

} // namespace scriptorium::merge
