#include "archive/members/tarheader.h"

#include <algorithm>
#include <limits>

namespace scriptorium::tar {
namespace {

/// The sum of a header's bytes, those of its checksum taken as blanks.
template <typename Byte>
int sumOf(const char* block)
{
  int sum = 0;
  for (qsizetype at = 0; at < kBlock; ++at)
    sum += static_cast<Byte>(block[at]);
  for (qsizetype at = kChecksum.at; at < kChecksum.at + kChecksum.length; ++at)
    sum += ' ' - static_cast<Byte>(block[at]);
  return sum;
}

/// GNU's form for what octal digits cannot hold: the first bit set, the rest big-endian.
std::optional<qint64> base256(QByteArrayView field)
{
  if ((static_cast<unsigned char>(field[0]) & 0x40U) != 0)
    return std::nullopt;
  quint64 value = static_cast<unsigned char>(field[0]) & 0x3fU;
  for (qsizetype at = 1; at < field.size(); ++at) {
    if (value > (std::numeric_limits<qint64>::max() >> 8))
      return std::nullopt;
    value = (value << 8) | static_cast<unsigned char>(field[at]);
  }
  return static_cast<qint64>(value);
}

} // namespace

QByteArrayView text(const char* block, Field field)
{
  const char* from = block + field.at;
  const char* to = std::find(from, from + field.length, '\0');
  return {from, to - from};
}

std::optional<qint64> number(const char* block, Field field)
{
  const QByteArrayView bytes(block + field.at, field.length);
  if ((static_cast<unsigned char>(bytes[0]) & 0x80U) != 0)
    return base256(bytes);
  qint64 value = 0;
  qsizetype at = 0;
  while (at < bytes.size() && bytes[at] == ' ')
    ++at;
  for (; at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '7'; ++at)
    value = value * 8 + (bytes[at] - '0');
  if (at < bytes.size() && bytes[at] != ' ' && bytes[at] != '\0')
    return std::nullopt;
  return value;
}

qint64 checksum(const char* block)
{
  return sumOf<unsigned char>(block);
}

bool isChecksumRight(const char* block)
{
  const auto stated = number(block, kChecksum);
  return stated && (*stated == checksum(block) || *stated == sumOf<signed char>(block));
}

bool isZero(const char* block)
{
  return std::all_of(block, block + kBlock, [](char c) { return c == 0; });
}

bool isHeader(QByteArrayView bytes)
{
  return bytes.size() >= kBlock && !isZero(bytes.data()) && isChecksumRight(bytes.data());
}

} // namespace scriptorium::tar
