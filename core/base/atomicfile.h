#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>

class QFileDevice;

namespace scriptorium {

/// A file that appears whole or not at all. Bytes go to a temporary beside the target; `commit` syncs it,
/// renames it over the target and syncs the folder. Without `commit` the destructor removes the temporary.
/// One thread.
class AtomicFile
{
public:
  explicit AtomicFile(QString target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Creates the temporary. Errors: Io, with the path and the system's reason.
  Result<Unit> open();
  Result<Unit> write(QByteArrayView bytes);
  /// Where the bytes are until `commit`; lets the caller read back what it wrote.
  QString temporaryPath() const { return m_temporary; }
  Result<Unit> commit();

private:
  QString m_target;
  QString m_temporary;
  int m_fd = -1;
};

/// The bytes of a file. Errors: NotFound, Io.
Result<QByteArray> readFile(const QString& path);
/// Writes a small file atomically. Errors: Io.
Result<Unit> writeFile(const QString& path, QByteArrayView bytes);
/// Makes renames and new entries of a folder durable. Errors: Io.
Result<Unit> syncFolder(const QString& folder);
/// Whether `errno` says that the disk, or the user's share of it, is full.
bool isDiskFull(int systemError);
/// An Io error (NotFound for ENOENT, Denied for EACCES and EPERM) with the text of `errno`; its reason is
/// "disk-full" where `isDiskFull`.
Error ioError(const QString& path, int systemError);
/// The same of what `file` last failed to do.
Error ioError(const QFileDevice& file);

} // namespace scriptorium
