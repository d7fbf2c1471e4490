#pragma once

#include "archive/members/member.h"
#include "base/progress.h"
#include "model/finding.h"

#include <QString>

namespace scriptorium {

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
/// Memory: below 8 MiB and about 100 bytes a member. Thread: any, one call at a time per sink.
Result<Unit> readArchive(const QString& path, ArchiveSink& sink, const ArchiveLimits& limits,
                         Progress& progress, Findings* findings = nullptr);

class MemberReceiver;

/// Streams the members of an archive (no folder) as they are written there, unjudged: to read back what was
/// written. Errors: BadInput for a damaged archive; Io; whatever the receiver returns.
Result<Unit> readRawMembers(const QString& path, MemberReceiver& receiver);

} // namespace scriptorium
