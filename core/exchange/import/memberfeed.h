#pragma once

#include "archive/archivereader.h"

#include <QByteArray>

namespace scriptorium {

/// Gets the members of an archive in the form an import wants them: small ones whole, large ones in pieces.
class MemberTaker
{
public:
  virtual ~MemberTaker() = default;
  /// A folder, a link (both without bytes), or a file with all of its bytes.
  virtual Result<Unit> member(const ArchiveEntry& entry, const QByteArray& bytes) = 0;
  /// A file that is too large to hold: `piece` follows any number of times, then `endLarge`.
  virtual Result<Unit> beginLarge(const ArchiveEntry& entry) = 0;
  virtual Result<Unit> piece(const QByteArray& bytes) = 0;
  virtual Result<Unit> endLarge() = 0;
};

/// Files up to this size are handed over whole, whatever they are.
inline constexpr qint64 kSmallFileBytes = 64 * 1024;
/// OLX, policies and html bodies are handed over whole up to this size (the limit of an XML file).
inline constexpr qint64 kTextFileBytes = 10 * 1024 * 1024;
/// Whether a file is the body of an html block, a page or the like.
bool isPage(const QString& path);

/// Reads an archive or folder into `receiver`, on the calling thread. With `ownThread` the archive is read
/// and inflated on another thread meanwhile, at most about 8 MiB ahead. Reports bytes read to `progress`.
/// Errors: those of readArchive and of the receiver.
Result<Unit> feedMembers(const QString& path, MemberTaker& receiver, const ArchiveLimits& limits,
                         Progress& progress, Findings* findings, bool ownThread);

} // namespace scriptorium
