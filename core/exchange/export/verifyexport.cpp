#include "exchange/export/verifyexport.h"

#include "archive/members/membergate.h"

#include <QFileInfo>
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

/// Compares what is read from a folder, in an order of its own, with what was written.
class FolderComparer final : public ArchiveSink
{
public:
  explicit FolderComparer(const std::vector<ExportRecord::Member>& members)
  {
    for (const auto& member : members)
      m_meant.insert(member.path, &member.hash);
  }

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
    const Sha256* meant = m_meant.value(m_entry.path);
    if (!meant || *meant != m_hasher.finish())
      return different(m_entry.path);
    ++m_found;
    return Unit{};
  }
  size_t found() const { return m_found; }

private:
  QHash<QString, const Sha256*> m_meant;
  ArchiveEntry m_entry;
  Sha256Hasher m_hasher;
  size_t m_found = 0;
};

/// Compares the members of an archive, name by name in the order of the writing.
class ArchiveComparer final : public MemberReceiver
{
public:
  ArchiveComparer(const std::vector<ExportRecord::Member>& members, NameEncoding names, Progress& progress)
      : m_members(members), m_names(names), m_progress(progress)
  {}

  Result<Unit> begin(const RawMember& member) override
  {
    m_isFolder = member.kind == ArchiveEntry::Kind::Folder;
    if (m_isFolder)
      return Unit{};
    if (m_found == m_members.size() || !isNamed(member.name, m_members[m_found].path))
      return different(QString::fromUtf8(member.name));
    if (member.kind == ArchiveEntry::Kind::Link)
      m_hasher.add(member.linkTarget);
    return Unit{};
  }
  Result<Unit> data(QByteArrayView piece) override
  {
    m_hasher.add(piece);
    return Unit{};
  }
  Result<Unit> end() override
  {
    if (m_isFolder)
      return Unit{};
    const auto& meant = m_members[m_found++];
    return meant.hash == m_hasher.finish() ? Result<Unit>(Unit{}) : different(meant.path);
  }
  Result<Unit> count(qint64) override { return Unit{}; }
  Result<Unit> progress(qint64 packedBytes) override { return m_progress.report(packedBytes, 0); }
  size_t found() const { return m_found; }

private:
  bool isNamed(QByteArrayView raw, const QString& path) const
  {
    return raw.isValidUtf8() ? raw == path.toUtf8() : raw == encodedName(path, m_names);
  }

  const std::vector<ExportRecord::Member>& m_members;
  const NameEncoding m_names;
  Progress& m_progress;
  Sha256Hasher m_hasher;
  size_t m_found = 0;
  bool m_isFolder = false;
};

Result<size_t> foundInFolder(const QString& path, const std::vector<ExportRecord::Member>& members,
                             Progress& progress)
{
  ArchiveLimits limits; // ours may exceed what is accepted from strangers
  limits.unpackedBytes = limits.entries = limits.entryBytes = std::numeric_limits<qint64>::max();
  FolderComparer comparer(members);
  SCRIPTORIUM_TRY(readArchive(path, comparer, limits, progress));
  return comparer.found();
}

Result<size_t> foundInArchive(const QString& path, const std::vector<ExportRecord::Member>& members,
                              NameEncoding names, Progress& progress)
{
  ArchiveComparer comparer(members, names, progress);
  SCRIPTORIUM_TRY(readRawMembers(path, comparer));
  return comparer.found();
}

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
  SCRIPTORIUM_TRY_ASSIGN(const size_t found, QFileInfo(path).isDir()
                                                 ? foundInFolder(path, m_members, progress)
                                                 : foundInArchive(path, m_members, m_names, progress));
  if (found != m_members.size())
    return Error{Error::Kind::Io, path, u"Some of the files that were written are not there."_s};
  return Unit{};
}

} // namespace scriptorium
