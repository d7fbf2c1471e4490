#include "archive/members/archivewriter.h"
#include "archive/members/filesource.h"
#include "archive/members/memberorder.h"
#include "archive/zip/unixmode.h"
#include "base/atomicfile.h"

#include <QtEndian>

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr quint32 kSaidIn64 = 0xffffffffU;
constexpr quint16 kIn64Count = 0xffffU;
constexpr quint16 kUtf8Names = 0x0800;
constexpr quint16 kVersion = 45;          ///< of the format: zip64
constexpr quint16 kUnix = 3 << 8;         ///< the maker, for file modes
constexpr quint32 kDosTime = 0x00210000U; ///< kMemberTime
constexpr qsizetype kBuffer = 256 * 1024;

template <typename Number>
void append(QByteArray& to, Number value)
{
  const Number little = qToLittleEndian(value);
  to.append(reinterpret_cast<const char*>(&little), sizeof little);
}

struct Written
{
  QByteArray name;
  quint16 method = 0;
  quint32 crc = 0;
  qint64 packed = 0;
  qint64 size = 0;
  qint64 offset = 0;
  quint32 mode = 0;
};

quint32 in32(qint64 value)
{
  return value >= kSaidIn64 ? kSaidIn64 : static_cast<quint32>(value);
}

/// The fields that local header and directory have in common, from the version on.
void appendCommon(QByteArray& to, const Written& member, bool isLarge, qsizetype extraBytes)
{
  append<quint16>(to, kVersion);
  append<quint16>(to, member.name.isValidUtf8() ? kUtf8Names : quint16(0));
  append<quint16>(to, member.method);
  append<quint32>(to, kDosTime);
  append<quint32>(to, member.crc);
  append<quint32>(to, isLarge ? kSaidIn64 : in32(member.packed));
  append<quint32>(to, isLarge ? kSaidIn64 : in32(member.size));
  append<quint16>(to, static_cast<quint16>(member.name.size()));
  append<quint16>(to, static_cast<quint16>(extraBytes));
}

/// Sizes that may pass 4 GiB stand in a zip64 record; which form is used depends on the announced size alone.
bool isLarge(qint64 announced)
{
  return announced >= (3LL << 30);
}

QByteArray localHeader(const Written& member, bool large)
{
  QByteArray header;
  append<quint32>(header, 0x04034b50U);
  appendCommon(header, member, large, large ? 20 : 0);
  header += member.name;
  if (large) {
    append<quint16>(header, 1);
    append<quint16>(header, 16);
    append<qint64>(header, member.size);
    append<qint64>(header, member.packed);
  }
  return header;
}

QByteArray directoryEntry(const Written& member)
{
  QByteArray extra;
  for (const qint64 number : {member.size, member.packed, member.offset})
    if (number >= kSaidIn64)
      append<qint64>(extra, number);
  if (!extra.isEmpty()) {
    QByteArray head;
    append<quint16>(head, 1);
    append<quint16>(head, static_cast<quint16>(extra.size()));
    extra.prepend(head);
  }
  QByteArray entry;
  append<quint32>(entry, 0x02014b50U);
  append<quint16>(entry, kUnix | kVersion);
  appendCommon(entry, member, false, extra.size());
  append<quint16>(entry, 0); // comment
  append<quint16>(entry, 0); // disk
  append<quint16>(entry, 0);
  append<quint32>(entry,
                  (member.mode << 16) | ((member.mode & unixmode::kKind) == unixmode::kFolder ? 0x10U : 0U));
  append<quint32>(entry, in32(member.offset));
  return entry + member.name + extra;
}

QByteArray directoryTail(qint64 count, qint64 bytes, qint64 start)
{
  QByteArray tail;
  if (count >= kIn64Count || bytes >= kSaidIn64 || start >= kSaidIn64) {
    append<quint32>(tail, 0x06064b50U);
    append<quint64>(tail, 44);
    append<quint16>(tail, kUnix | kVersion);
    append<quint16>(tail, kVersion);
    append<quint64>(tail, 0); // disks
    append<qint64>(tail, count);
    append<qint64>(tail, count);
    append<qint64>(tail, bytes);
    append<qint64>(tail, start);
    append<quint32>(tail, 0x07064b50U);
    append<quint32>(tail, 0);
    append<qint64>(tail, start + bytes);
    append<quint32>(tail, 1);
  }
  append<quint32>(tail, 0x06054b50U);
  append<quint32>(tail, 0); // disks
  append<quint16>(tail, static_cast<quint16>(std::min<qint64>(count, kIn64Count)));
  append<quint16>(tail, static_cast<quint16>(std::min<qint64>(count, kIn64Count)));
  append<quint32>(tail, in32(bytes));
  append<quint32>(tail, in32(start));
  append<quint16>(tail, 0);
  return tail;
}

class ZipWriter final : public ArchiveWriter
{
public:
  ZipWriter(FileDescriptor file, QString path) : m_file(std::move(file)), m_path(std::move(path))
  {
    m_isReady = deflateInit2(&m_stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK;
  }
  ~ZipWriter() override { deflateEnd(&m_stream); }
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  Result<Unit> addFolder(const QString& path) override
  {
    SCRIPTORIUM_TRY(MemberOrder::checkName(path));
    SCRIPTORIUM_TRY(m_order.idle());
    return store(rawName(path) + '/', {}, unixmode::kFolder | 0755U);
  }

  Result<Unit> addLink(const QString& path, const QString& target) override
  {
    SCRIPTORIUM_TRY(MemberOrder::checkName(path));
    SCRIPTORIUM_TRY(m_order.idle());
    return store(rawName(path), target.toUtf8(), unixmode::kLink | 0777U);
  }

  Result<Unit> begin(const QString& path, qint64 size, bool isExecutable) override
  {
    SCRIPTORIUM_TRY(m_order.begin(path, size));
    if (!m_isReady || deflateReset(&m_stream) != Z_OK)
      return Error{Error::Kind::Io, m_path, u"There is not enough memory to pack the archive."_s};
    m_isLarge = isLarge(size);
    m_member = {
        rawName(path), Z_DEFLATED, 0, 0, size, m_offset, unixmode::kFile | (isExecutable ? 0755U : 0644U)};
    return put(localHeader(m_member, m_isLarge));
  }

  Result<Unit> data(QByteArrayView piece) override
  {
    SCRIPTORIUM_TRY(m_order.data(piece.size()));
    if (piece.isEmpty())
      return Unit{};
    m_member.crc = libdeflate_crc32(m_member.crc, piece.data(), static_cast<size_t>(piece.size()));
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    m_stream.avail_in = static_cast<uInt>(piece.size());
    return deflateAll(Z_NO_FLUSH);
  }

  Result<Unit> end() override
  {
    SCRIPTORIUM_TRY(m_order.end());
    SCRIPTORIUM_TRY(deflateAll(Z_FINISH));
    SCRIPTORIUM_TRY(flush());
    SCRIPTORIUM_TRY(m_file.writeAt(m_member.offset, localHeader(m_member, m_isLarge), m_path));
    return remember();
  }

  Result<Unit> finish() override
  {
    SCRIPTORIUM_TRY(m_order.idle());
    const qint64 start = m_offset;
    const QByteArray directory = std::exchange(m_directory, {});
    SCRIPTORIUM_TRY(put(directory));
    SCRIPTORIUM_TRY(put(directoryTail(m_count, directory.size(), start)));
    return flush();
  }

private:
  Result<Unit> put(QByteArrayView bytes)
  {
    m_offset += bytes.size();
    m_buffer.append(bytes);
    return m_buffer.size() < kBuffer ? Result<Unit>(Unit{}) : flush();
  }

  Result<Unit> flush()
  {
    SCRIPTORIUM_TRY(m_file.write(m_buffer, m_path));
    m_buffer.clear();
    return Unit{};
  }

  Result<Unit> store(const QByteArray& name, const QByteArray& bytes, quint32 mode)
  {
    const auto crc = libdeflate_crc32(0, bytes.constData(), static_cast<size_t>(bytes.size()));
    m_member = {name, 0, crc, bytes.size(), bytes.size(), m_offset, mode};
    SCRIPTORIUM_TRY(put(localHeader(m_member, false)));
    SCRIPTORIUM_TRY(put(bytes));
    return remember();
  }

  Result<Unit> remember()
  {
    m_directory += directoryEntry(m_member);
    ++m_count;
    return Unit{};
  }

  Result<Unit> deflateAll(int flushing)
  {
    char packed[16 * 1024];
    do {
      m_stream.next_out = reinterpret_cast<Bytef*>(packed);
      m_stream.avail_out = sizeof packed;
      deflate(&m_stream, flushing);
      const auto bytes = static_cast<qsizetype>(sizeof packed - m_stream.avail_out);
      m_member.packed += bytes;
      SCRIPTORIUM_TRY(put({packed, bytes}));
    } while (m_stream.avail_out == 0);
    return Unit{};
  }

  FileDescriptor m_file;
  QString m_path;
  MemberOrder m_order;
  Written m_member;
  z_stream m_stream = {};
  QByteArray m_buffer;    ///< what comes next in the file
  QByteArray m_directory; ///< about 100 bytes a member
  qint64 m_offset = 0;
  qint64 m_count = 0;
  bool m_isReady = false;
  bool m_isLarge = false;
};

} // namespace

Result<std::unique_ptr<ArchiveWriter>> createZip(const QString& file)
{
  SCRIPTORIUM_TRY_ASSIGN(FileDescriptor opened, FileDescriptor::openToWrite(file));
  return std::unique_ptr<ArchiveWriter>(std::make_unique<ZipWriter>(std::move(opened), file));
}

} // namespace scriptorium
