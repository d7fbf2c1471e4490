#pragma once

#include "archive/members/archivewriter.h"
#include "exchange/export/verifyexport.h"
#include "store/blobreader.h"

namespace scriptorium {

/// Writes members from a store into an archive and remembers what each must read back as. One thread.
class MemberWriter
{
public:
  MemberWriter(const CourseStore& store, ArchiveWriter& writer) : m_writer(writer), m_blobs(store) {}

  /// Before the first member. See `CourseStore::legacyNames`.
  void keepLegacyNames(const QStringList& names);
  /// The stored bytes are compared with their hash by verify() only, when they are read back.
  Result<Unit> writeBlob(const QString& path, BlobId blob, bool isExecutable);
  Result<Unit> writeBytes(const QString& path, const QByteArray& bytes, bool isExecutable);
  Result<Unit> writeFolder(const QString& path);
  Result<Unit> writeLink(const QString& path, const QString& target);

  /// Reads back what was written to `path` and compares every file. Errors: Io, naming the file, when the
  /// store's bytes are damaged or what was written is not there; Cancelled.
  Result<Unit> verify(const QString& path, Progress& progress);

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
