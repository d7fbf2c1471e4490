#pragma once

#include <QByteArray>

#include <cstdint>

namespace scriptorium::testing {

/// Decisions taken from bytes, so that a fuzzer steers a generator. When they are used up, all are 0.
class Choices
{
public:
  explicit Choices(QByteArrayView bytes) : m_bytes(bytes) {}

  /// In [0, count).
  int below(int count) { return count > 0 ? static_cast<int>(byte() % static_cast<unsigned>(count)) : 0; }
  bool maybe() { return (byte() & 1U) != 0; }
  bool isExhausted() const { return m_at >= m_bytes.size(); }

private:
  unsigned byte() { return isExhausted() ? 0 : static_cast<std::uint8_t>(m_bytes[m_at++]); }

  QByteArrayView m_bytes;
  qsizetype m_at = 0;
};

} // namespace scriptorium::testing
