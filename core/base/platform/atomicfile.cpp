#include "base/atomicfile.h"

#include "base/faultpoint.h"
#include "base/platform/descriptor.h"

#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

bool isDiskFull(int systemError)
{
  return systemError == ENOSPC || systemError == EDQUOT;
}

Error ioError(const QString& path, int systemError)
{
  const auto kind = systemError == ENOENT                           ? Error::Kind::NotFound
                    : systemError == EACCES || systemError == EPERM ? Error::Kind::Denied
                                                                    : Error::Kind::Io;
  const Error error{kind, path, qt_error_string(systemError) + u'.'};
  return isDiskFull(systemError) ? error.because("disk-full"_L1) : error;
}

Error ioError(const QFileDevice& file)
{
  const Error error{Error::Kind::Io, file.fileName(), file.errorString() + u'.'};
  // Of an open file Qt says so for ENOSPC alone.
  const bool isFull = file.isOpen() && file.error() == QFileDevice::ResourceError;
  return isFull ? error.because("disk-full"_L1) : error;
}

AtomicFile::AtomicFile(QString target) : m_target(std::move(target)) {}

AtomicFile::~AtomicFile()
{
  if (m_fd < 0)
    return;
  ::close(m_fd);
  ::unlink(QFile::encodeName(m_temporary).constData());
}

Result<Unit> AtomicFile::open()
{
  m_temporary = m_target + u".part-"_s + QUuid::createUuid().toString(QUuid::Id128).left(12);
  m_fd = ::open(QFile::encodeName(m_temporary).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (m_fd < 0)
    return ioError(m_temporary, errno);
  return Unit{};
}

Result<Unit> AtomicFile::write(QByteArrayView bytes)
{
  SCRIPTORIUM_TRY(faultPoint("atomicfile.write"));
  return writeAll(m_fd, bytes, m_target);
}

Result<Unit> AtomicFile::commit()
{
  SCRIPTORIUM_TRY(faultPoint("atomicfile.sync"));
  if (::fsync(m_fd) != 0)
    return ioError(m_target, errno);
  SCRIPTORIUM_TRY(faultPoint("atomicfile.rename"));
  if (::rename(QFile::encodeName(m_temporary).constData(), QFile::encodeName(m_target).constData()) != 0)
    return ioError(m_target, errno);
  ::close(m_fd);
  m_fd = -1;
  SCRIPTORIUM_TRY(faultPoint("atomicfile.renamed"));
  return syncFolder(QFileInfo(m_target).absolutePath());
}

Result<Unit> syncFolder(const QString& folder)
{
  const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return ioError(folder, errno);
  const int failed = ::fsync(fd);
  const int reason = errno;
  ::close(fd);
  if (failed != 0)
    return ioError(folder, reason);
  return Unit{};
}

Result<QByteArray> readFile(const QString& path)
{
  QFile file(path);
  if (!file.exists())
    return Error{Error::Kind::NotFound, path, u"No such file."_s};
  if (!file.open(QIODevice::ReadOnly))
    return ioError(file);
  QByteArray bytes = file.readAll();
  if (file.error() != QFileDevice::NoError)
    return ioError(file);
  return bytes;
}

Result<Unit> writeFile(const QString& path, QByteArrayView bytes)
{
  AtomicFile file(path);
  SCRIPTORIUM_TRY(file.open());
  SCRIPTORIUM_TRY(file.write(bytes));
  return file.commit();
}

} // namespace scriptorium
