#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium {

/// Folders below `staging/` of a workspace: courses on their way in (imports) and on their way out (removal).
/// Each holds a lock file while the process that works on it lives; without one it is rubbish.

/// Makes a new folder that this process keeps locked until `release`. Errors: Io, Denied.
Result<QString> makeStagingFolder(const QString& stagingRoot);
/// Gives the lock back; after the folder was renamed away or removed.
void releaseStagingFolder(const QString& folder);
/// Removes folders whose makers are gone. Failures wait for the next time.
void removeDeadStagingFolders(const QString& stagingRoot);

} // namespace scriptorium
