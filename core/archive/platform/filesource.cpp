#include "archive/members/filesource.h"

#include "base/atomicfile.h"
#include "base/faultpoint.h"
#include "base/platform/descriptor.h"

#include <QFile>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kPiece = 256 * 1024;

/// Reads until `most` bytes are there or the file ends; -1 with errno.
qint64 readFully(int fd, char* to, qint64 most, qint64 offset)
{
  qint64 done = 0;
  while (done < most) {
    const auto count = ::pread(fd, to + done, static_cast<size_t>(most - done), offset + done);
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return -1;
    if (count == 0)
      break;
    done += count;
  }
  return done;
}

} // namespace

FileDescriptor::~FileDescriptor()
{
  if (m_fd >= 0)
    ::close(m_fd);
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept
{
  if (this != &other) {
    if (m_fd >= 0)
      ::close(m_fd);
    m_fd = other.release();
  }
  return *this;
}

int FileDescriptor::release()
{
  return std::exchange(m_fd, -1);
}

Result<FileDescriptor> FileDescriptor::openToRead(const QString& path)
{
  // Without O_NONBLOCK, opening a FIFO would wait for ever.
  FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.isOpen())
    return ioError(path, errno);
  struct stat facts = {};
  if (::fstat(file.m_fd, &facts) != 0)
    return ioError(path, errno);
  if (!S_ISREG(facts.st_mode))
    return Error{Error::Kind::BadInput, path, u"This is neither a file nor a folder."_s};
  return file;
}

Result<FileDescriptor> FileDescriptor::openToWrite(const QString& path)
{
  FileDescriptor file(
      ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (!file.isOpen())
    return ioError(path, errno);
  return file;
}

qint64 FileDescriptor::size() const
{
  struct stat facts = {};
  return ::fstat(m_fd, &facts) == 0 ? facts.st_size : 0;
}

Result<QByteArray> FileDescriptor::read(qint64 offset, qint64 most) const
{
  QByteArray bytes(most, Qt::Uninitialized);
  const qint64 count = readFully(m_fd, bytes.data(), most, offset);
  if (count < 0)
    return ioError({}, errno);
  bytes.truncate(count);
  return bytes;
}

Result<Unit> FileDescriptor::write(QByteArrayView bytes, const QString& path) const
{
  SCRIPTORIUM_TRY(faultPoint("archive.write"));
  return writeAll(m_fd, bytes, path);
}

Result<Unit> FileDescriptor::writeAt(qint64 offset, QByteArrayView bytes, const QString& path) const
{
  const auto written = ::pwrite(m_fd, bytes.data(), static_cast<size_t>(bytes.size()), offset);
  return written == bytes.size() ? Result<Unit>(Unit{}) : ioError(path, errno);
}

FileSource::FileSource(const FileDescriptor& file, qint64 offset, qint64 length)
    : m_file(file), m_offset(offset), m_end(offset + length), m_buffer(kPiece, Qt::Uninitialized)
{}

Result<QByteArrayView> FileSource::next()
{
  const qint64 count = readFully(m_file.fd(), m_buffer.data(), std::min(kPiece, m_end - m_offset), m_offset);
  if (count < 0)
    return ioError({}, errno);
  m_offset += count;
  return QByteArrayView(m_buffer.constData(), count);
}

} // namespace scriptorium
