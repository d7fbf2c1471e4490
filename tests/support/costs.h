#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <sys/resource.h>

#include <algorithm>
#include <ctime>

#if defined(__SANITIZE_ADDRESS__)
#define SCRIPTORIUM_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SCRIPTORIUM_SANITIZED 1
#endif
#endif

namespace scriptorium::testing {

/// `text` grown to about `bytes`: what stands between its first two bytes 1 is repeated, with the number of
/// the copy for each byte 2 in it. Without two such bytes as it is. Quadratic work shows in what is long, not
/// in what is short, and fuzzers make short texts.
inline QByteArray grown(QByteArrayView text, qsizetype bytes = 100'000)
{
  const qsizetype begin = text.indexOf('\1');
  const qsizetype end = begin < 0 ? -1 : text.indexOf('\1', begin + 1);
  if (end < 0)
    return text.toByteArray();
  const QByteArray part = text.sliced(begin + 1, end - begin - 1).toByteArray();
  QByteArray grown = text.first(begin).toByteArray();
  for (int copy = 0; grown.size() < bytes && !part.isEmpty(); ++copy)
    grown += QByteArray(part).replace('\2', QByteArray::number(copy));
  return grown += text.sliced(end + 1);
}

/// What handling some bytes took, since it was made: at most a second of the processor for each 100 kB, and
/// as much memory more than ever before as any text of a course may take.
class Costs
{
public:
  Costs() : m_memory(mostMemory()), m_time(std::clock()) {}

  /// Empty when it was little enough.
  QString tooMuch(qsizetype bytes) const
  {
#ifdef SCRIPTORIUM_SANITIZED
    constexpr double kSlower = 6;
#else
    constexpr double kSlower = 1;
#endif
    constexpr qint64 kMostMemory = qint64{256} << 20;
    const double seconds = static_cast<double>(std::clock() - m_time) / CLOCKS_PER_SEC;
    if (seconds > kSlower * static_cast<double>(std::max<qsizetype>(bytes, 100'000)) / 100'000)
      return QStringLiteral("%1 bytes took %2 s").arg(bytes).arg(seconds);
    if (const qint64 memory = mostMemory() - m_memory; memory > static_cast<qint64>(kSlower) * kMostMemory)
      return QStringLiteral("%1 bytes took %2 MB").arg(bytes).arg(memory >> 20);
    return {};
  }

private:
  static qint64 mostMemory()
  {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return qint64{usage.ru_maxrss} * 1024;
  }

  qint64 m_memory;
  std::clock_t m_time;
};

} // namespace scriptorium::testing
