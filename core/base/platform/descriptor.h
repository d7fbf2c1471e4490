#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

namespace scriptorium {

/// Makes a file that is not there yet and opens it for writing; not inherited by child programs. Errors: Io,
/// as `ioError`, with `path`.
Result<int> createFile(const QString& path);
/// Returns when what was written is on disk. Errors: Io.
Result<Unit> syncFile(int file, const QString& path);
/// Errors: Io; the file is closed all the same.
Result<Unit> closeFile(int file, const QString& path);

/// Writes all of `bytes` to an open file, also where the system takes them piece by piece or is interrupted.
/// Errors: Io, as `ioError`, with `path`; what was written before stays.
Result<Unit> writeAll(int file, QByteArrayView bytes, const QString& path);

} // namespace scriptorium
