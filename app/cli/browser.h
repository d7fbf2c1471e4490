#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium::cli {

/// Opens an address in the user's browser (xdg-open), without waiting for it. Errors: Io, when there is
/// nothing that could.
Result<Unit> openInBrowser(const QString& address);

} // namespace scriptorium::cli
