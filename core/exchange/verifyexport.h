#pragma once

#include "archive/archivereader.h"
#include "base/sha256.h"

#include <QHash>
#include <QString>

namespace scriptorium {

/// What an export meant to write, to be compared with what is read back.
class ExportRecord
{
public:
  void addFile(const QString& path, const Sha256& hash) { m_files.insert(path, hash); }
  void addLink(const QString& path, const QString& target) { m_files.insert(path, sha256(target.toUtf8())); }
  bool contains(const QString& path) const { return m_files.contains(path); }

  /// Reads the archive or folder and compares every file. Errors: Io, naming the file that is not what was
  /// meant; Cancelled.
  Result<Unit> verify(const QString& path, Progress& progress) const;

private:
  QHash<QString, Sha256> m_files; ///< of a link its target
};

} // namespace scriptorium
