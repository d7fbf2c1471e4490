#include "base/faultpoint.h"

#ifdef SCRIPTORIUM_FAULT_POINTS

#include "base/atomicfile.h"

#include <QByteArray>
#include <QByteArrayList>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <mutex>
#include <thread>

namespace scriptorium {
namespace {

void logPass(const char* name)
{
  static std::mutex mutex;
  const std::lock_guard lock(mutex);
  const QByteArray file = qgetenv("SCRIPTORIUM_FAULT_LOG");
  const int fd = ::open(file.constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0)
    return;
  const QByteArray row = QByteArray(name) + '\n';
  [[maybe_unused]] const auto written = ::write(fd, row.constData(), static_cast<size_t>(row.size()));
  ::close(fd);
}

} // namespace

Result<Unit> faultPoint(const char* name)
{
  static const QByteArray plan = qgetenv("SCRIPTORIUM_FAULT");
  if (plan.isEmpty())
    return Unit{};
  if (plan == "list") {
    logPass(name);
    return Unit{};
  }
  static const QByteArrayList parts = plan.split(':');
  static std::atomic<int> passed = 0;
  if (parts.size() != 3 || parts[0] != name || ++passed != parts[2].toInt())
    return Unit{};
  if (parts[1] == "kill")
    ::raise(SIGKILL);
  if (parts[1] == "full")
    return ioError(QString::fromLatin1(name), ENOSPC);
  if (parts[1] == "io")
    return ioError(QString::fromLatin1(name), EIO);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return Unit{};
}

} // namespace scriptorium

#endif
