#include "exchange/export/memberwriter.h"

#include "base/faultpoint.h"

namespace scriptorium {

void MemberWriter::keepLegacyNames(const QStringList& names)
{
  const auto encoding = nameEncoding(names.value(0));
  if (!encoding || names.size() < 2)
    return;
  m_writer.setLegacyNames(*encoding, {names.cbegin() + 1, names.cend()});
  m_record.setNames(*encoding);
}

Result<Unit> MemberWriter::count()
{
  ++m_members;
  return faultPoint("export.member");
}

Result<Unit> MemberWriter::writeBlob(const QString& path, BlobId blob, bool isExecutable)
{
  SCRIPTORIUM_TRY(count());
  if (const auto found = m_blobs.seek(blob); !found)
    return found.error().in(path);
  SCRIPTORIUM_TRY(m_writer.begin(path, m_blobs.size(), isExecutable));
  if (const auto done = m_blobs.stream([&](QByteArrayView piece) { return m_writer.data(piece); }); !done)
    return done.error().in(path);
  m_record.addFile(path, m_blobs.hash(), blob);
  m_bytes += m_blobs.size();
  return m_writer.end();
}

Result<Unit> MemberWriter::writeBytes(const QString& path, const QByteArray& bytes, bool isExecutable)
{
  SCRIPTORIUM_TRY(count());
  SCRIPTORIUM_TRY(m_writer.begin(path, bytes.size(), isExecutable));
  SCRIPTORIUM_TRY(m_writer.data(bytes));
  m_record.addFile(path, sha256(bytes));
  m_bytes += bytes.size();
  return m_writer.end();
}

Result<Unit> MemberWriter::writeFolder(const QString& path)
{
  SCRIPTORIUM_TRY(count());
  return m_writer.addFolder(path);
}

Result<Unit> MemberWriter::writeLink(const QString& path, const QString& target)
{
  SCRIPTORIUM_TRY(count());
  m_record.addLink(path, target);
  return m_writer.addLink(path, target);
}

Result<Unit> MemberWriter::verify(const QString& path, Progress& progress)
{
  auto same = m_record.verify(path, progress);
  if (same || same.error().kind == Error::Kind::Cancelled)
    return same;
  // What was stored may be what is wrong.
  for (const auto& member : m_record.members()) {
    if (!same.error().items.contains(member.path) || !member.blob.isValid())
      continue;
    SCRIPTORIUM_TRY(m_blobs.seek(member.blob));
    if (const auto stored = m_blobs.verify(); !stored)
      return stored.error().in(member.path);
  }
  return same;
}

} // namespace scriptorium
