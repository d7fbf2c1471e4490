#pragma once

#include "archive/archivereader.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace scriptorium::predict {

/// What an archive would leave on a disk, as Studio's import looks at it: paths with links followed, and the
/// bytes of the files that the import reads as text. Of static files only the names are kept. Immutable once
/// read; about as large as the course's XML.
class UnpackedCourse
{
public:
  /// Errors: those of readArchive.
  static Result<UnpackedCourse> read(const QString& archive, const ArchiveLimits& limits, Progress& progress);

  /// A file, or a link that leads to one.
  bool isFile(const QString& path) const { return found(path) != nullptr; }
  /// A folder with something in it, or a link that leads to one.
  bool isFolder(const QString& path) const;
  /// The bytes of a file that is UTF-8 text; nothing for a missing one, other bytes, or a static file.
  std::optional<QByteArray> text(const QString& path) const;
  /// Paths of what lies directly in a folder and is no folder, links that lead nowhere included; sorted.
  QStringList filesIn(const QString& folder) const;
  /// The same for everything below it.
  QStringList filesBelow(const QString& folder) const;

private:
  friend class Unpacker;
  struct File
  {
    QByteArray bytes;
    bool isText = false;
  };
  const File* found(const QString& path, int hops = 8) const;
  QString throughLinks(const QString& path) const;

  QMap<QString, File> m_files;
  QMap<QString, QString> m_links; ///< to where they lead, from the top
};

/// Takes the members of an archive, or what is to become one, one after the other.
class Unpacker final : public ArchiveSink
{
public:
  /// Whether the bytes of a file matter; of others they need not be passed.
  static bool wants(const QString& path);

  Result<Unit> begin(const ArchiveEntry& entry) override;
  Result<Unit> data(QByteArrayView piece) override;
  Result<Unit> end() override;

  UnpackedCourse take() { return std::move(m_course); }

private:
  UnpackedCourse m_course;
  ArchiveEntry m_entry;
  QByteArray m_bytes;
};

} // namespace scriptorium::predict
