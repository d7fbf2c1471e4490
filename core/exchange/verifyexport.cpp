#include "exchange/verifyexport.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Error different(const QString& path)
{
  return {Error::Kind::Io, path, u"What was written could not be read back unchanged."_s};
}

class Comparer final : public ArchiveSink
{
public:
  explicit Comparer(const QHash<QString, Sha256>& files) : m_files(files) {}

  Result<Unit> begin(const ArchiveEntry& entry) override
  {
    m_entry = entry;
    return Unit{};
  }
  Result<Unit> data(QByteArrayView piece) override
  {
    m_hasher.add(piece);
    return Unit{};
  }
  Result<Unit> end() override
  {
    if (m_entry.kind == ArchiveEntry::Kind::Folder)
      return Unit{};
    if (m_entry.kind == ArchiveEntry::Kind::Link)
      m_hasher.add(m_entry.linkTarget.toUtf8());
    const auto meant = m_files.constFind(m_entry.path);
    if (meant == m_files.cend() || *meant != m_hasher.finish())
      return different(m_entry.path);
    ++m_found;
    return Unit{};
  }
  qint64 found() const { return m_found; }

private:
  const QHash<QString, Sha256>& m_files;
  ArchiveEntry m_entry;
  Sha256Hasher m_hasher;
  qint64 m_found = 0;
};

/// Our own archive may exceed what is accepted from strangers.
ArchiveLimits noLimits()
{
  ArchiveLimits limits;
  limits.packedBytes = limits.unpackedBytes = limits.entries = limits.entryBytes = limits.ratio =
      std::numeric_limits<qint64>::max();
  return limits;
}

} // namespace

Result<Unit> ExportRecord::verify(const QString& path, Progress& progress) const
{
  Comparer comparer(m_files);
  SCRIPTORIUM_TRY(readArchive(path, comparer, noLimits(), progress));
  if (comparer.found() != m_files.size())
    return Error{Error::Kind::Io, path, u"Some of the files that were written are not there."_s};
  return Unit{};
}

} // namespace scriptorium
