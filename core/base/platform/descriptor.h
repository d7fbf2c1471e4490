#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

namespace scriptorium {

/// Writes all of `bytes` to an open file, also where the system takes them piece by piece or is interrupted.
/// Errors: Io, as `ioError`, with `path`; what was written before stays.
Result<Unit> writeAll(int file, QByteArrayView bytes, const QString& path);

} // namespace scriptorium
