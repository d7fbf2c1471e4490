#include "archive/archivereader.h"

#include <QByteArray>
#include <QStringList>

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

using namespace scriptorium;

namespace {

constexpr qsizetype kBlock = 512;

/// Holds the reader to what it promises about every member.
class StrictSink final : public ArchiveSink
{
public:
  Result<Unit> begin(const ArchiveEntry& entry) override
  {
    const QStringList parts = entry.path.split(QLatin1Char('/'));
    for (const auto& part : parts)
      require(!part.isEmpty() && part != QLatin1StringView(".") && part != QLatin1StringView(".."));
    require(!m_isOpen && !entry.path.contains(QChar(0)) && !entry.linkTarget.startsWith(QLatin1Char('/')));
    m_isOpen = true;
    return Unit{};
  }
  Result<Unit> data(QByteArrayView) override
  {
    require(m_isOpen);
    return Unit{};
  }
  Result<Unit> end() override
  {
    require(m_isOpen);
    m_isOpen = false;
    return Unit{};
  }

private:
  static void require(bool holds)
  {
    if (!holds)
      std::abort();
  }
  bool m_isOpen = false;
};

void readBytes(const QByteArray& bytes)
{
  const int fd = ::memfd_create("archive", MFD_CLOEXEC);
  if (fd < 0 || ::write(fd, bytes.constData(), static_cast<size_t>(bytes.size())) != bytes.size())
    std::abort();
  ArchiveLimits limits;
  limits.unpackedBytes = 64 << 20;
  limits.entries = 2000;
  StrictSink sink;
  Progress progress;
  Findings findings;
  const auto result =
      readArchive(QStringLiteral("/proc/self/fd/%1").arg(fd), sink, limits, progress, &findings);
  if (!result && (result.error().detail.isEmpty() || result.error().kind == Error::Kind::Bug))
    std::abort();
  ::close(fd);
}

/// A tar whose header checksums are right, so that mutations get behind them.
QByteArray sealed(QByteArray tar)
{
  for (qsizetype at = 0; at + kBlock <= tar.size(); at += kBlock) {
    if (tar.mid(at + 257, 5) != "ustar")
      continue;
    tar.replace(at + 148, 8, "        ");
    int sum = 0;
    for (qsizetype k = at; k < at + kBlock; ++k)
      sum += static_cast<unsigned char>(tar[k]);
    tar.replace(at + 148, 7, QByteArray::number(sum, 8).rightJustified(6, '0') + '\0');
  }
  return tar;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
  const QByteArray bytes(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
  readBytes(bytes);
  if (bytes.size() > kBlock && bytes.mid(257, 5) == "ustar")
    readBytes(sealed(bytes));
  return 0;
}
