#pragma once

#include "archive/members/bytesource.h"

#include <QByteArray>
#include <QString>

namespace scriptorium {

/// An open file, closed with the object.
class FileDescriptor
{
public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : m_fd(fd) {}
  ~FileDescriptor();
  FileDescriptor(FileDescriptor&& other) noexcept : m_fd(other.release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;

  /// Opens a regular file for reading. Errors: NotFound, Denied, Io; BadInput for what is no file.
  static Result<FileDescriptor> openToRead(const QString& path);
  /// Opens a file for writing, made or emptied. Errors: Denied, Io.
  static Result<FileDescriptor> openToWrite(const QString& path);

  bool isOpen() const { return m_fd >= 0; }
  int fd() const { return m_fd; }
  int release();
  qint64 size() const;
  /// Up to `most` bytes at `offset`; fewer only at the end. Errors: Io.
  Result<QByteArray> read(qint64 offset, qint64 most) const;
  /// Errors: Io, with the reason ("No space left on device").
  Result<Unit> write(QByteArrayView bytes, const QString& path) const;
  /// Writes over bytes that are there already. Errors: Io.
  Result<Unit> writeAt(qint64 offset, QByteArrayView bytes, const QString& path) const;

private:
  int m_fd = -1;
};

/// The bytes of a file as they are, in pieces of 256 KiB.
class FileSource final : public ByteSource
{
public:
  /// `file` stays the caller's and must outlive the source. Starts at `offset`, ends after `length` bytes.
  FileSource(const FileDescriptor& file, qint64 offset, qint64 length);

  Result<QByteArrayView> next() override;
  qint64 packedBytes() const override { return m_offset; }

private:
  const FileDescriptor& m_file;
  qint64 m_offset = 0;
  qint64 m_end = 0;
  QByteArray m_buffer;
};

} // namespace scriptorium
