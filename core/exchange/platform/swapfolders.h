#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium::platform {

/// Puts the folder `fresh` where `target` is, in one step. When `target` existed, its old content is at
/// `fresh` afterwards. Both on one file system. Errors: Io.
Result<Unit> replaceFolder(const QString& fresh, const QString& target);

} // namespace scriptorium::platform
