#include "exchange/platform/swapfolders.h"

#include "base/atomicfile.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>

namespace scriptorium::platform {

Result<Unit> replaceFolder(const QString& fresh, const QString& target)
{
  const QByteArray from = QFile::encodeName(fresh);
  const QByteArray to = QFile::encodeName(target);
  // A temporary folder is its owner's alone; an export is as any new folder.
  const mode_t mask = ::umask(0);
  ::umask(mask);
  if (::chmod(from.constData(), 0777 & ~mask) != 0)
    return ioError(fresh, errno);
  if (::rename(from.constData(), to.constData()) == 0)
    return Unit{};
  if (errno != ENOTEMPTY && errno != EEXIST)
    return ioError(target, errno);
  if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_EXCHANGE) != 0)
    return ioError(target, errno);
  return Unit{};
}

} // namespace scriptorium::platform
