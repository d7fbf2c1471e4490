#pragma once

#include "archive/archivereader.h"
#include "base/ids.h"
#include "base/sha256.h"

#include <QSet>
#include <QString>

#include <vector>

namespace scriptorium {

/// What an export meant to write, to be compared with what is read back.
class ExportRecord
{
public:
  struct Member
  {
    QString path;
    Sha256 hash; ///< of a link its target
    BlobId blob; ///< what was written from the store as it is; otherwise not valid
  };
  void addFile(const QString& path, const Sha256& hash, BlobId blob = {})
  {
    m_members.push_back({path, hash, blob});
  }
  void addLink(const QString& path, const QString& target) { addFile(path, sha256(target.toUtf8())); }
  const std::vector<Member>& members() const { return m_members; }
  QSet<QString> paths() const;
  /// How names that are not UTF-8 are to be read when they are read back.
  void setNames(NameEncoding names) { m_names = names; }

  /// Reads the archive or folder and compares every file. Errors: Io, naming the file that is not what was
  /// meant; Cancelled.
  Result<Unit> verify(const QString& path, Progress& progress) const;

private:
  std::vector<Member> m_members; ///< in the order written
  NameEncoding m_names = NameEncoding::Utf8;
};

} // namespace scriptorium
