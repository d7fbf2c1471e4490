#include "base/platform/descriptor.h"

#include "base/atomicfile.h"

#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace scriptorium {

Result<int> createFile(const QString& path)
{
  const int file = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0)
    return ioError(path, errno);
  return file;
}

Result<Unit> syncFile(int file, const QString& path)
{
  return ::fsync(file) == 0 ? Result<Unit>(Unit{}) : ioError(path, errno);
}

Result<Unit> closeFile(int file, const QString& path)
{
  return ::close(file) == 0 ? Result<Unit>(Unit{}) : ioError(path, errno);
}

Result<Unit> writeAll(int file, QByteArrayView bytes, const QString& path)
{
  while (!bytes.isEmpty()) {
    const auto written = ::write(file, bytes.data(), static_cast<size_t>(bytes.size()));
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return ioError(path, written == 0 ? ENOSPC : errno);
    bytes = bytes.sliced(written);
  }
  return Unit{};
}

} // namespace scriptorium
