#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace scriptorium::cli {

/// The bytes of a file, or of standard input for "-". Errors: Io, NotFound.
Result<QByteArray> readInput(const QString& path);

} // namespace scriptorium::cli
