#pragma once

#include "olx/records/indextable.h"
#include "olx/records/records.h"

#include <QHash>

namespace scriptorium::olx {

/// Finds the files of a course by their paths, links followed within the archive. Made once all files have
/// gone by.
class FileTable
{
public:
  explicit FileTable(const Records& records);

  /// Paths are taken below this folder of the archive from now on; empty: the top.
  void setRoot(QByteArrayView folder)
  {
    m_prefix = folder.isEmpty() ? QByteArray() : folder.toByteArray() + '/';
  }

  /// The file at `path` below the root; -1 when there is none.
  int find(QByteArrayView path) const;
  int find(QByteArrayView tree, QByteArrayView path) const;
  /// The file at a path inside the archive.
  int findInArchive(const QByteArray& path, int hops = 8) const;
  /// How a file's path reads from the root: "../x" for what lies outside it.
  QString pathFromRoot(int file) const;
  /// The file, as `pathFromRoot` gives it, whose path below the root is this one but for the case of its
  /// letters; empty when there is none. The first call looks at all files.
  QString otherCase(const QByteArray& path) const;
  /// Whether it lies below the root.
  bool isInside(int file) const;
  const QByteArray& prefix() const { return m_prefix; }

private:
  int throughFolderLink(const QByteArray& path, int hops) const;
  int follow(int link, QByteArrayView rest, int hops) const;

  const Records& m_records;
  int indexOf(QByteArrayView path) const;

  IndexTable m_files;
  QByteArray m_prefix;
  mutable QByteArray m_scratch;
  mutable QHash<QString, int> m_folded; ///< files by their paths in one case; made when first asked for
};

/// `path` without "." and ".." parts; null when it leaves the archive.
QByteArray cleanedPath(QByteArrayView path);

} // namespace scriptorium::olx
