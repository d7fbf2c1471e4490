#pragma once

#include "archive/members/membergate.h"

namespace scriptorium {

/// Hands every file, folder and link below `folder` to `receiver`, sorted by name within each folder. Links
/// are read, never followed, also when somebody swaps a folder for a link meanwhile. `.git`, `.hg` and `.svn`
/// are passed over; `skipped` gets their paths. Errors: BadInput for devices and other special files; Io,
/// Denied.
Result<Unit> readFolder(const QString& folder, MemberReceiver& receiver, int depthLimit,
                        QStringList* skipped);

} // namespace scriptorium
