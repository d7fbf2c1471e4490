#pragma once

#include "base/result.h"

#include <QString>

/// What the store needs from the operating system. One implementation per system.
namespace scriptorium::platform {

/// Opens (makes) a lock file. Not inherited by child programs. Errors: Io, Denied.
Result<int> openLockFile(const QString& path);
/// Takes the lock without waiting; false when another open file holds it. The system frees it when the file
/// is closed. Errors: Io (file systems without locks).
Result<bool> tryLock(int file);
/// Whether somebody holds the lock; takes nothing. False for a file that is not there.
bool isLocked(const QString& path);
void closeLockFile(int file);
/// Replaces the text in the lock file.
void writeLockText(int file, const QByteArray& text);

/// Asks the system to begin writing a file to disk, so that a later sync finds less to do.
void startWriting(int file);
/// Makes everything written to the file system of `folder` durable. Errors: Io.
Result<Unit> syncFileSystem(const QString& folder);
/// Renames a folder; Conflict when the target exists. Errors: Io, Denied.
Result<Unit> renameNew(const QString& from, const QString& to);
/// The name of the network file system a path lies on ("NFS", "SMB"); empty for local disks.
QString networkFileSystem(const QString& path);

} // namespace scriptorium::platform
