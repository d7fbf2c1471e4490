#pragma once

#include <QtGlobal>

#include <array>
#include <cstddef>
#include <utility>
#include <vector>

namespace scriptorium::capa {

/// Python 2.7's `random.Random(seed)`: the Mersenne Twister MT19937 seeded by init_by_array, with that
/// version's shuffle, choice and randint, on which the LMS's orders depend.
class Random2
{
public:
  explicit Random2(qint64 seed);

  /// In [0, 1), 53 bits.
  double random();
  /// In [0, count), as Python 2 takes an index: int(random() * count).
  size_t below(size_t count);
  /// In [low, high].
  qint64 randint(qint64 low, qint64 high);
  template <typename T>
  void shuffle(std::vector<T>& items)
  {
    for (size_t i = items.size(); i-- > 1;)
      std::swap(items[i], items[below(i + 1)]);
  }

private:
  quint32 next();

  static constexpr size_t kWords = 624;
  std::array<quint32, kWords> m_state;
  size_t m_at = kWords;
};

} // namespace scriptorium::capa
