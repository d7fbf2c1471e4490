#pragma once

#include "archive/archivewriter.h"
#include "exchange/verifyexport.h"
#include "store/blobreader.h"

namespace scriptorium {

/// Writes members from a store into an archive and remembers what each must read back as. One thread.
class MemberWriter
{
public:
  MemberWriter(const CourseStore& store, ArchiveWriter& writer) : m_writer(writer), m_blobs(store) {}

  /// Errors: Io when the stored bytes are damaged, naming the file.
  Result<Unit> writeBlob(const QString& path, BlobId blob, bool isExecutable);
  Result<Unit> writeBytes(const QString& path, const QByteArray& bytes, bool isExecutable);
  Result<Unit> writeFolder(const QString& path);
  Result<Unit> writeLink(const QString& path, const QString& target);

  const ExportRecord& record() const { return m_record; }
  qint64 members() const { return m_members; }
  /// Of all files, unpacked.
  qint64 bytes() const { return m_bytes; }

private:
  Result<Unit> count();

  ArchiveWriter& m_writer;
  BlobReader m_blobs;
  ExportRecord m_record;
  qint64 m_members = 0;
  qint64 m_bytes = 0;
};

} // namespace scriptorium
