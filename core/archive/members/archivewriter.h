#pragma once

#include "archive/members/nameencoding.h"
#include "base/result.h"

#include <QByteArrayView>
#include <QSet>
#include <QString>

#include <memory>

namespace scriptorium {

/// Where an export goes: an archive or a folder. Bytes depend on the members alone, never on time, user or
/// machine. Call `begin`, `data`…, `end` per file; `finish` last. One thread.
class ArchiveWriter
{
public:
  virtual ~ArchiveWriter() = default;
  /// In archives these paths get names in an old encoding, as they had them. Before the first member.
  void setLegacyNames(NameEncoding encoding, const QSet<QString>& paths)
  {
    m_encoding = encoding;
    m_legacyPaths = paths;
  }
  virtual Result<Unit> addFolder(const QString& path) = 0;
  /// A link member of an archive (in a zip a file with the target as text), a symbolic link of a folder.
  /// Errors: BadInput for a target that leaves the folder holding the link, when writing a folder.
  virtual Result<Unit> addLink(const QString& path, const QString& target) = 0;
  virtual Result<Unit> begin(const QString& path, qint64 size, bool isExecutable = false) = 0;
  virtual Result<Unit> data(QByteArrayView piece) = 0;
  virtual Result<Unit> end() = 0;
  /// Completes the archive. Without it the file is worthless.
  virtual Result<Unit> finish() = 0;

protected:
  /// The bytes of a member's name: UTF-8, or as they were.
  QByteArray rawName(const QString& path) const
  {
    const QByteArray legacy = m_legacyPaths.contains(path) ? encodedName(path, m_encoding) : QByteArray();
    return legacy.isEmpty() ? path.toUtf8() : legacy;
  }

private:
  NameEncoding m_encoding = NameEncoding::Utf8;
  QSet<QString> m_legacyPaths;
};

/// A gzip tar written to `file` (an existing open descriptor's path). Compresses on two threads in members of
/// 1 MiB; what does not compress is stored. Memory below 40 MiB. Errors: Io.
Result<std::unique_ptr<ArchiveWriter>> createTarGz(const QString& file);
/// A deflate zip with explicit folders, as library archives are.
Result<std::unique_ptr<ArchiveWriter>> createZip(const QString& file);
/// A plain folder, made when missing. Names that this file system cannot hold are an error naming the file.
Result<std::unique_ptr<ArchiveWriter>> createFolder(const QString& folder);

} // namespace scriptorium
