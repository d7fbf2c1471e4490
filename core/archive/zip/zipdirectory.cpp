#include "archive/zip/zipdirectory.h"

#include <QString>
#include <QtEndian>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kTailBytes = 22;
constexpr qint64 kLocatorBytes = 20;
constexpr qint64 kTail64Bytes = 56;
constexpr qint64 kHeaderBytes = 46;
constexpr qint64 kLocalHeaderBytes = 30;
constexpr qint64 kMostComment = 65535;
constexpr qint64 kWindow = 256 * 1024;
constexpr quint32 kIn64 = 0xffffffffU; ///< "look in the zip64 record"

template <typename Number>
Number at(QByteArrayView bytes, qsizetype offset)
{
  return qFromLittleEndian<Number>(bytes.data() + offset);
}

bool hasSignature(QByteArrayView bytes, quint32 signature)
{
  return at<quint32>(bytes, 0) == signature;
}

} // namespace

struct ZipDirectory::Tail
{
  qint64 at = 0;
  qint64 count = 0;
  qint64 bytes = 0;
  qint64 start = 0;
  bool isMultiDisk = false;
};

Error damagedZip(const QString& what, qint64 offset)
{
  return Error{Error::Kind::BadInput,
               {},
               u"The archive is damaged: %1 at byte %2. Download or export it again."_s.arg(what).arg(offset)}
      .because("damaged-archive"_L1);
}

Result<Unit> ZipDirectory::findTail(Tail& tail) const
{
  const qint64 size = m_file.size();
  const qint64 from = std::max<qint64>(0, size - kTailBytes - kMostComment);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_file.read(from, size - from));
  for (qint64 at0 = bytes.size() - kTailBytes; at0 >= 0; --at0) {
    const auto record = QByteArrayView(bytes).sliced(at0);
    if (!hasSignature(record, 0x06054b50U) || at<quint16>(record, 20) != record.size() - kTailBytes)
      continue;
    tail.at = from + at0;
    tail.isMultiDisk =
        at<quint16>(record, 4) != at<quint16>(record, 6) || at<quint16>(record, 8) != at<quint16>(record, 10);
    tail.count = at<quint16>(record, 10);
    tail.bytes = at<quint32>(record, 12);
    tail.start = at<quint32>(record, 16);
    return Unit{};
  }
  return Error{
      Error::Kind::BadInput,
      {},
      u"The zip archive has no directory at its end: the download or copy was interrupted, or foreign bytes "
      "follow it. Download or export it again."_s}
      .because("damaged-archive"_L1);
}

Result<Unit> ZipDirectory::readZip64(Tail& tail) const
{
  if (tail.at < kLocatorBytes)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray locator, m_file.read(tail.at - kLocatorBytes, kLocatorBytes));
  if (locator.size() != kLocatorBytes || !hasSignature(locator, 0x07064b50U))
    return Unit{};
  const auto position = at<quint64>(locator, 8);
  if (position > static_cast<quint64>(tail.at - kLocatorBytes - kTail64Bytes))
    return damagedZip(u"the directory is not where it should be"_s, tail.at);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray record, m_file.read(static_cast<qint64>(position), kTail64Bytes));
  if (record.size() != kTail64Bytes || !hasSignature(record, 0x06064b50U))
    return damagedZip(u"the directory is not where it should be"_s, tail.at);
  tail.at = static_cast<qint64>(position);
  tail.isMultiDisk = at<quint32>(record, 16) != 0 || at<quint64>(record, 24) != at<quint64>(record, 32);
  tail.count = at<qint64>(record, 32);
  tail.bytes = at<qint64>(record, 40);
  tail.start = at<qint64>(record, 48);
  return Unit{};
}

Result<Unit> ZipDirectory::open(qint64 mostMembers)
{
  Tail tail;
  SCRIPTORIUM_TRY(findTail(tail));
  SCRIPTORIUM_TRY(readZip64(tail));
  if (tail.isMultiDisk)
    return Error{Error::Kind::BadInput,
                 {},
                 u"This is one part of a split zip archive. Pack the course in one piece."_s};
  if (tail.count < 0 || tail.bytes < 0 || tail.start < 0 || tail.start > tail.at ||
      tail.bytes != tail.at - tail.start)
    return damagedZip(u"the directory is not where it should be"_s, tail.at);
  m_start = tail.start;
  m_end = tail.at;
  m_count = tail.count;
  return checkRanges(mostMembers);
}

/// Members that share bytes are how small zips unpack to terabytes.
Result<Unit> ZipDirectory::checkRanges(qint64 mostMembers)
{
  std::vector<std::pair<qint64, qint64>> ranges;
  m_at = m_start;
  m_read = 0;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const auto member, next());
    if (!member)
      break;
    // The receiver refuses the surplus with its own words; here it only must not fill the memory.
    if (m_read > mostMembers)
      break;
    ranges.emplace_back(member->offset,
                        member->offset + kLocalHeaderBytes + member->name.size() + member->packed);
  }
  std::sort(ranges.begin(), ranges.end());
  qint64 end = 0;
  for (const auto& [from, to] : ranges) {
    if (from < end)
      return damagedZip(u"two members share the same bytes"_s, from);
    end = to;
  }
  if (end > m_start)
    return damagedZip(u"a member reaches into the directory"_s, m_start);
  m_at = m_start;
  m_read = 0;
  return Unit{};
}

/// The next `bytes` bytes of the directory.
Result<QByteArrayView> ZipDirectory::take(qint64 bytes)
{
  if (bytes > m_end - m_at)
    return damagedZip(u"the directory ends too early"_s, m_at);
  if (m_at < m_windowAt || m_at + bytes > m_windowAt + m_window.size()) {
    SCRIPTORIUM_TRY_ASSIGN(m_window, m_file.read(m_at, std::min(std::max(kWindow, bytes), m_end - m_at)));
    m_windowAt = m_at;
    if (m_window.size() < bytes)
      return damagedZip(u"the directory ends too early"_s, m_at);
  }
  const auto view = QByteArrayView(m_window).sliced(m_at - m_windowAt, bytes);
  m_at += bytes;
  return view;
}

Result<std::optional<ZipMember>> ZipDirectory::next()
{
  if (m_read == m_count) {
    if (m_at != m_end)
      return damagedZip(u"the directory holds more than it says"_s, m_at);
    return std::optional<ZipMember>();
  }
  const qint64 position = m_at;
  SCRIPTORIUM_TRY_ASSIGN(const QByteArrayView header, take(kHeaderBytes));
  if (!hasSignature(header, 0x02014b50U))
    return damagedZip(u"the directory is broken"_s, position);
  ZipMember member;
  member.flags = at<quint16>(header, 8);
  member.method = at<quint16>(header, 10);
  member.crc = at<quint32>(header, 16);
  member.packed = at<quint32>(header, 20);
  member.size = at<quint32>(header, 24);
  member.offset = at<quint32>(header, 42);
  const bool isFromUnix = at<quint16>(header, 4) >> 8 == 3;
  member.mode = isFromUnix ? at<quint32>(header, 38) >> 16 : 0;
  const qint64 nameBytes = at<quint16>(header, 28);
  const qint64 extraBytes = at<quint16>(header, 30);
  const qint64 commentBytes = at<quint16>(header, 32);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArrayView rest, take(nameBytes + extraBytes + commentBytes));
  member.name = rest.first(nameBytes).toByteArray();
  SCRIPTORIUM_TRY(applyZip64(member, rest.sliced(nameBytes, extraBytes)));
  if (member.packed < 0 || member.size < 0 || member.offset < 0 || member.offset > m_start ||
      member.packed > m_start - member.offset)
    return damagedZip(u"a member lies outside the archive"_s, position);
  ++m_read;
  return std::optional(member);
}

Result<Unit> ZipDirectory::applyZip64(ZipMember& member, QByteArrayView extra) const
{
  if (member.packed != kIn64 && member.size != kIn64 && member.offset != kIn64)
    return Unit{};
  while (extra.size() >= 4) {
    const qsizetype length = at<quint16>(extra, 2);
    if (length > extra.size() - 4)
      break;
    auto body = extra.sliced(4, length);
    if (at<quint16>(extra, 0) == 1) {
      for (qint64* number : {&member.size, &member.packed, &member.offset}) {
        if (*number != kIn64 || body.size() < 8)
          continue;
        *number = at<qint64>(body, 0);
        body = body.sliced(8);
      }
      break;
    }
    extra = extra.sliced(4 + length);
  }
  return Unit{};
}

} // namespace scriptorium
