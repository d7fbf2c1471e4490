#include "grading/values/random2.h"

#include <cmath>

namespace scriptorium::capa {

namespace {

constexpr size_t kShift = 397;
constexpr quint32 kUpperBit = 0x80000000U;
constexpr quint32 kLowerBits = 0x7fffffffU;
constexpr quint32 kTwist = 0x9908b0dfU;

quint32 mixed(quint32 before)
{
  return before ^ (before >> 30U);
}

} // namespace

Random2::Random2(qint64 seed)
{
  // Python seeds by the 32-bit digits of the absolute value, lowest first; zero is one digit.
  const quint64 size = seed < 0 ? 0 - static_cast<quint64>(seed) : static_cast<quint64>(seed);
  const std::array<quint32, 2> key = {static_cast<quint32>(size), static_cast<quint32>(size >> 32U)};
  const size_t keyWords = key[1] == 0 ? 1 : 2;

  m_state[0] = 19650218U;
  for (size_t i = 1; i < kWords; ++i)
    m_state[i] = 1812433253U * mixed(m_state[i - 1]) + static_cast<quint32>(i);

  size_t at = 1;
  const auto advance = [&] {
    if (++at < kWords)
      return;
    m_state[0] = m_state[kWords - 1];
    at = 1;
  };
  for (size_t step = 0; step < kWords; ++step) {
    const size_t word = step % keyWords;
    m_state[at] =
        (m_state[at] ^ (mixed(m_state[at - 1]) * 1664525U)) + key[word] + static_cast<quint32>(word);
    advance();
  }
  for (size_t step = 1; step < kWords; ++step) {
    m_state[at] = (m_state[at] ^ (mixed(m_state[at - 1]) * 1566083941U)) - static_cast<quint32>(at);
    advance();
  }
  m_state[0] = kUpperBit;
}

quint32 Random2::next()
{
  if (m_at == kWords) {
    for (size_t i = 0; i < kWords; ++i) {
      const quint32 joined = (m_state[i] & kUpperBit) | (m_state[(i + 1) % kWords] & kLowerBits);
      m_state[i] = m_state[(i + kShift) % kWords] ^ (joined >> 1U) ^ ((joined & 1U) != 0 ? kTwist : 0U);
    }
    m_at = 0;
  }
  quint32 word = m_state[m_at++];
  word ^= word >> 11U;
  word ^= (word << 7U) & 0x9d2c5680U;
  word ^= (word << 15U) & 0xefc60000U;
  return word ^ (word >> 18U);
}

double Random2::random()
{
  const quint32 high = next() >> 5U;
  const quint32 low = next() >> 6U;
  return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
}

size_t Random2::below(size_t count)
{
  return static_cast<size_t>(random() * static_cast<double>(count));
}

qint64 Random2::randint(qint64 low, qint64 high)
{
  const double width = static_cast<double>(high) - static_cast<double>(low) + 1.0;
  return low + static_cast<qint64>(random() * width);
}

} // namespace scriptorium::capa
