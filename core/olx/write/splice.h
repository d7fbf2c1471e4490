#pragma once

#include "olx/write/coursewriter.h"

#include <QByteArrayView>

#include <optional>

namespace scriptorium::olx {

/// A file as it was read, and the block whose own file it is.
struct ReadFile
{
  QByteArrayView text;
  WriteBlock block; ///< as it was read
  LookUp lookUp;    ///< a block that stood inline in the file, as it was read. Errors: NotFound for others
};

/// The file with what was edited put in at its place, all other bytes as they were: a setting changes its
/// attribute, a child its own line, a body its own range. An inline element that changes gets its url_name,
/// as Studio would make up another one. Nothing when the file cannot be followed (it is broken, or not built
/// as `file` says): then it must be written anew. Errors: whatever the look-ups return. Linear in the file.
Result<std::optional<QByteArray>> spliceBlockFile(const BlockTypes& types, const ReadFile& file,
                                                  const WriteBlock& now, const LookUp& lookUp,
                                                  const ReadBlob& readBlob);

} // namespace scriptorium::olx
