#pragma once

#include "archive/members/filesource.h"

#include <QByteArray>

#include <optional>

namespace scriptorium {

/// A member as the directory at the end of a zip file states it.
struct ZipMember
{
  QByteArray name;
  quint16 flags = 0;
  quint16 method = 0;
  quint32 crc = 0;
  qint64 packed = 0;
  qint64 size = 0;
  qint64 offset = 0; ///< of the local header
  quint32 mode = 0;  ///< Unix file mode; 0 when the maker was another system
};

/// The directory of a zip file, checked before anything is unpacked: at the very end of the file, one disk,
/// members that do not overlap. One thread.
class ZipDirectory
{
public:
  explicit ZipDirectory(const FileDescriptor& file) : m_file(file) {}

  /// Finds the directory and looks through it. Errors: BadInput, Io.
  Result<Unit> open(qint64 mostMembers);
  /// The next member in the order of the directory; nothing behind the last.
  Result<std::optional<ZipMember>> next();
  qint64 start() const { return m_start; }

private:
  struct Tail;
  Result<Unit> findTail(Tail& tail) const;
  Result<Unit> readZip64(Tail& tail) const;
  Result<Unit> checkRanges(qint64 mostMembers);
  Result<Unit> applyZip64(ZipMember& member, QByteArrayView extra) const;
  Result<QByteArrayView> take(qint64 bytes);

  const FileDescriptor& m_file;
  qint64 m_start = 0;
  qint64 m_end = 0;
  qint64 m_at = 0;
  qint64 m_count = 0;
  qint64 m_read = 0;
  QByteArray m_window; ///< bytes of the directory from m_windowAt on
  qint64 m_windowAt = 0;
};

/// The error of a zip whose bytes contradict themselves.
Error damagedZip(const QString& what, qint64 offset);

} // namespace scriptorium
