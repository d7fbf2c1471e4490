#pragma once

#include "archive/members/nameencoding.h"
#include "base/result.h"

#include <QByteArrayView>
#include <QString>

namespace scriptorium {

/// The most that an archive may hold. Named in every error that they cause; the user may raise them for one
/// import. The defaults leave room beyond what Studio itself takes (2 GB unpacked, 50,000 files).
struct ArchiveLimits
{
  qint64 packedBytes = 4LL << 30;
  qint64 unpackedBytes = 8LL << 30;
  qint64 entries = 250'000;
  qint64 entryBytes = 2LL << 30;
  qint64 ratio = 200; ///< unpacked to packed, checked once more than 64 MiB came out
  int pathBytes = 1024;
  int partBytes = 255;
  int depth = 32;
  /// How names are read that are not UTF-8.
  NameEncoding names = NameEncoding::Utf8;
  /// To look ahead only: members with names that Python's tarfile, and so Studio, loses are left out.
  bool likeStudio = false;
};

/// One member of an archive or folder.
struct ArchiveEntry
{
  enum class Kind
  {
    File,
    Folder,
    Link
  };
  Kind kind = Kind::File;
  QString path;       ///< cleaned: no "./", no trailing '/', '/' between parts; the archive's bytes as UTF-8
  QString linkTarget; ///< Link: as written; never followed
  qint64 size = -1;   ///< as declared; may lie; -1: unknown
  bool isExecutable = false;
  bool isLegacyName = false; ///< the name is not UTF-8 in the archive: `path` is how it was read
};

/// Gets the members in the order of the archive. `data` of a file comes in pieces between `begin` and `end`.
class ArchiveSink
{
public:
  virtual ~ArchiveSink() = default;
  virtual Result<Unit> begin(const ArchiveEntry& entry) = 0;
  virtual Result<Unit> data(QByteArrayView piece) = 0;
  virtual Result<Unit> end() = 0;
};

/// What kind of thing a path holds, by its first bytes (not by its name).
enum class ArchiveFormat
{
  Folder,
  TarGz,
  Tar,
  Zip,
  Unknown
};

} // namespace scriptorium
