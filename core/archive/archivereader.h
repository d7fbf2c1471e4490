#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "model/finding.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace scriptorium {

/// The most that an archive may hold. Named in every error that they cause; the user may raise them for one
/// import. Defaults: reference limits of threats A1 to A10.
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
/// Errors: NotFound, Io. `what` gets a few words on an unknown one ("an empty file", "a RAR archive", "a
/// PDF").
Result<ArchiveFormat> detectArchive(const QString& path, QString* what = nullptr);

/// Streams a .tar.gz, .tar or .zip archive or a folder into `sink`; nothing is unpacked to disk and no link
/// followed. The CRC and length of every gzip member are verified, trailing junk refused; a tar needs its end
/// marker. Duplicate members with the same bytes are passed once with a finding; with different bytes they
/// are an error. AppleDouble members ("._x") and `__MACOSX` are passed on like any, with a finding. Errors:
/// BadInput for unsafe names, links that leave the archive, devices, damaged or unknown archives and exceeded
/// limits, naming the member and, where known, the byte offset; Io; Cancelled; whatever the sink returns.
/// A link that leaves its folder is an error once everything else was passed on.
/// A zip's links come as files with the target as text, as Studio unpacks them.
/// Memory: below 4 MiB and about 100 bytes a member. Thread: any, one call at a time per sink.
Result<Unit> readArchive(const QString& path, ArchiveSink& sink, const ArchiveLimits& limits,
                         Progress& progress, Findings* findings = nullptr);

} // namespace scriptorium
