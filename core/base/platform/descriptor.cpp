#include "base/platform/descriptor.h"

#include "base/atomicfile.h"

#include <unistd.h>

#include <cerrno>

namespace scriptorium {

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
