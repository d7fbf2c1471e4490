#pragma once

#include <bit>
#include <cstddef>
#include <vector>

namespace scriptorium::olx {

/// A hash table of numbers whose keys lie elsewhere; eight bytes an entry or less. Its size is fixed.
class IndexTable
{
public:
  explicit IndexTable(std::size_t most) : m_slots(std::bit_ceil(most + most / 4 + 8), -1) {}

  /// The entry with this hash of which `isSame` says so; -1 when there is none.
  template <typename IsSame>
  int find(std::size_t hash, IsSame&& isSame) const
  {
    for (std::size_t slot = hash;; ++slot) {
      const int index = m_slots[slot & (m_slots.size() - 1)];
      if (index < 0 || isSame(index))
        return index;
    }
  }
  /// Adds an entry that is not there yet.
  void insert(std::size_t hash, int index)
  {
    std::size_t slot = hash;
    while (m_slots[slot & (m_slots.size() - 1)] >= 0)
      ++slot;
    m_slots[slot & (m_slots.size() - 1)] = index;
  }

private:
  std::vector<int> m_slots; ///< a power of two, never full
};

} // namespace scriptorium::olx
