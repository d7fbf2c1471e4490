#include "exchange/export/verifyexport.h"

#include <QHash>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Error different(const QString& path)
{
  return Error{Error::Kind::Io, path, u"What was written could not be read back unchanged."_s}.because(
      "not-as-written"_L1, {path});
}

/// Our own archive may exceed what is accepted from strangers.
ArchiveLimits noLimits(NameEncoding names)
{
  ArchiveLimits limits;
  limits.names = names;
  limits.packedBytes = limits.unpackedBytes = limits.entries = limits.entryBytes = limits.ratio =
      std::numeric_limits<qint64>::max();
  return limits;
}

/// Compares what is read with what was written. An archive gives its files in the order of the writing, a
/// folder in its own.
class Comparer final : public ArchiveSink
{
public:
  explicit Comparer(const std::vector<ExportRecord::Member>& members) : m_members(members) {}

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
    const auto* meant = find(m_entry.path);
    if (!meant || meant->hash != m_hasher.finish())
      return different(m_entry.path);
    ++m_found;
    return Unit{};
  }
  size_t found() const { return m_found; }

private:
  const ExportRecord::Member* find(const QString& path)
  {
    if (m_byPath.isEmpty() && m_found < m_members.size() && m_members[m_found].path == path)
      return &m_members[m_found];
    if (m_byPath.isEmpty())
      for (const auto& member : m_members)
        m_byPath.insert(member.path, &member);
    return m_byPath.value(path);
  }

  const std::vector<ExportRecord::Member>& m_members;
  QHash<QString, const ExportRecord::Member*> m_byPath;
  ArchiveEntry m_entry;
  Sha256Hasher m_hasher;
  size_t m_found = 0;
};

} // namespace

QSet<QString> ExportRecord::paths() const
{
  QSet<QString> paths;
  for (const auto& member : m_members)
    paths.insert(member.path);
  return paths;
}

Result<Unit> ExportRecord::verify(const QString& path, Progress& progress) const
{
  Comparer comparer(m_members);
  SCRIPTORIUM_TRY(readArchive(path, comparer, noLimits(m_names), progress));
  if (comparer.found() != m_members.size())
    return Error{Error::Kind::Io, path, u"Some of the files that were written are not there."_s};
  return Unit{};
}

} // namespace scriptorium
