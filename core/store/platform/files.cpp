#include "store/platform/files.h"

#include "base/atomicfile.h"

#include <QFile>

#include <fcntl.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::platform {
namespace {

// Locks of the open file, not of the process: a second open in the same process conflicts, and asking who
// holds it takes nothing.
struct flock wholeFile()
{
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return lock;
}

} // namespace

Result<int> openLockFile(const QString& path)
{
  const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0)
    return ioError(path, errno);
  return file;
}

Result<bool> tryLock(int file)
{
  auto lock = wholeFile();
  if (::fcntl(file, F_OFD_SETLK, &lock) == 0)
    return true;
  if (errno == EAGAIN || errno == EACCES)
    return false;
  return ioError(u"lock"_s, errno);
}

bool isLocked(const QString& path)
{
  const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return false;
  auto lock = wholeFile();
  const bool asked = ::fcntl(file, F_OFD_GETLK, &lock) == 0;
  ::close(file);
  return asked && lock.l_type != F_UNLCK;
}

void closeLockFile(int file)
{
  ::close(file);
}

void writeLockText(int file, const QByteArray& text)
{
  // Who holds the lock is a courtesy; the lock works without it, so a full disk is no error here.
  if (::ftruncate(file, 0) != 0)
    return;
  [[maybe_unused]] const auto written = ::pwrite(file, text.constData(), static_cast<size_t>(text.size()), 0);
}

void startWriting(int file)
{
  ::sync_file_range(file, 0, 0, SYNC_FILE_RANGE_WRITE);
}

Result<Unit> syncFileSystem(const QString& folder)
{
  const int file = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (file < 0)
    return ioError(folder, errno);
  const int failed = ::syncfs(file);
  const int reason = errno;
  ::close(file);
  if (failed != 0)
    return ioError(folder, reason);
  return Unit{};
}

Result<Unit> renameNew(const QString& from, const QString& to)
{
  const QByteArray source = QFile::encodeName(from);
  const QByteArray target = QFile::encodeName(to);
  if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0)
    return Unit{};
  // Without RENAME_NOREPLACE (some file systems) a plain rename still refuses a folder that is not empty.
  if (errno == EINVAL && ::rename(source.constData(), target.constData()) == 0)
    return Unit{};
  if (errno == EEXIST || errno == ENOTEMPTY)
    return Error{Error::Kind::Conflict, to, u"It exists already."_s};
  return ioError(to, errno);
}

QString networkFileSystem(const QString& path)
{
  struct statfs info = {};
  if (::statfs(QFile::encodeName(path).constData(), &info) != 0)
    return {};
  struct Known
  {
    quint32 magic;
    QStringView name;
  };
  // The numbers of linux/magic.h.
  constexpr std::array<Known, 7> kNetworks{{{0x6969, u"NFS"},
                                            {0x517B, u"SMB"},
                                            {0xFF534D42, u"CIFS"},
                                            {0xFE534D42, u"SMB"},
                                            {0x5346414F, u"AFS"},
                                            {0x73757245, u"Coda"},
                                            {0x00C36400, u"Ceph"}}};
  for (const auto& known : kNetworks)
    if (static_cast<quint32>(info.f_type) == known.magic)
      return known.name.toString();
  return {};
}

} // namespace scriptorium::platform
