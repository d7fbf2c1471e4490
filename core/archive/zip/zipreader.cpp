#include "archive/zip/zipreader.h"

#include "archive/zip/unixmode.h"

#include <QString>
#include <QtEndian>

#include <libdeflate.h>
#include <zlib.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kLocalHeader = 30;
constexpr qsizetype kInflated = 64 * 1024;
constexpr quint16 kEncrypted = 0x0001;
constexpr quint16 kSizesFollow = 0x0008;
constexpr quint16 kStored = 0;
constexpr quint16 kDeflated = 8;

quint32 crcOf(quint32 crc, QByteArrayView bytes)
{
  return libdeflate_crc32(crc, bytes.data(), static_cast<size_t>(bytes.size()));
}

struct InflateEnd
{
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

/// Devices and their kin. A symbolic link is a file with its target as text, as it is to Studio (Python's
/// zipfile).
bool isSpecial(quint32 mode)
{
  const quint32 type = mode & unixmode::kKind;
  return type != 0 && type != unixmode::kFile && type != unixmode::kFolder && type != unixmode::kLink;
}

Error refused(const ZipMember& member, const QString& detail)
{
  return Error{Error::Kind::BadInput, shownName(member.name), detail};
}

} // namespace

ZipReader::ZipReader(const FileDescriptor& file, MemberReceiver& receiver, qint64 mostMembers)
    : m_file(file), m_receiver(receiver), m_directory(file), m_mostMembers(mostMembers)
{}

Result<Unit> ZipReader::read()
{
  SCRIPTORIUM_TRY(m_directory.open(m_mostMembers));
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const auto member, m_directory.next());
    if (!member)
      return Unit{};
    const auto passed = readMember(*member);
    if (!passed)
      return passed.error();
    SCRIPTORIUM_TRY(m_receiver.progress(member->offset + member->packed));
  }
}

Result<Unit> ZipReader::readMember(const ZipMember& member)
{
  if ((member.flags & kEncrypted) != 0)
    return refused(member, u"The member is encrypted. Pack the course again without a password."_s);
  if (member.method != kStored && member.method != kDeflated)
    return refused(member,
                   u"The member is packed by a rare method (%1). Pack the course again as an ordinary zip or "
                   ".tar.gz."_s.arg(member.method));
  if (isSpecial(member.mode))
    return refused(member,
                   u"It is a device, a pipe or a socket. A course holds only files and folders; the archive "
                   "is unsafe and was not read."_s);
  const auto kind = member.name.endsWith('/') ? ArchiveEntry::Kind::Folder : ArchiveEntry::Kind::File;
  if (kind == ArchiveEntry::Kind::Folder && member.size != 0)
    return refused(member, u"A folder with content: the archive is damaged or unsafe and was not read."_s);
  const bool isExecutable =
      (member.mode & unixmode::kKind) == unixmode::kFile && (member.mode & unixmode::kOwnerRuns) != 0;
  SCRIPTORIUM_TRY(m_receiver.begin({kind, member.name, {}, false, member.size, isExecutable}));
  SCRIPTORIUM_TRY(unpack(member, [this](QByteArrayView piece) { return m_receiver.data(piece); }));
  return m_receiver.end();
}

/// Where the packed bytes start; the header before them must say what the directory says.
Result<qint64> ZipReader::dataOffset(const ZipMember& member) const
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray header,
                         m_file.read(member.offset, kLocalHeader + member.name.size()));
  const auto number16 = [&](qsizetype at) { return qFromLittleEndian<quint16>(header.constData() + at); };
  const auto number32 = [&](qsizetype at) { return qFromLittleEndian<quint32>(header.constData() + at); };
  const bool isHeader = header.size() == kLocalHeader + member.name.size() && header.startsWith("PK\x03\x04");
  if (!isHeader || number16(26) != member.name.size() || header.sliced(kLocalHeader) != member.name)
    return damagedZip(u"a member is named differently in the directory"_s, member.offset)
        .in(shownName(member.name));
  bool agrees = number16(6) == member.flags && number16(8) == member.method;
  if ((member.flags & kSizesFollow) == 0) {
    const auto same = [](quint32 stated, qint64 size) { return stated == 0xffffffffU || stated == size; };
    agrees = agrees && number32(14) == member.crc && same(number32(18), member.packed) &&
             same(number32(22), member.size);
  }
  const qint64 offset = member.offset + kLocalHeader + member.name.size() + number16(28);
  if (!agrees || offset + member.packed > m_directory.start())
    return damagedZip(u"a member contradicts the directory"_s, member.offset).in(shownName(member.name));
  return offset;
}

Result<Unit> ZipReader::unpack(const ZipMember& member, const Use& use) const
{
  SCRIPTORIUM_TRY_ASSIGN(const qint64 offset, dataOffset(member));
  const auto unpacked =
      member.method == kStored ? copyStored(member, offset, use) : inflateMember(member, offset, use);
  if (!unpacked)
    return unpacked.error();
  if (unpacked->bytes != member.size)
    return damagedZip(u"a member has another size than the directory says"_s, offset)
        .in(shownName(member.name));
  if (unpacked->crc != member.crc)
    return damagedZip(u"the checksum of a member is wrong"_s, offset).in(shownName(member.name));
  return Unit{};
}

Result<ZipReader::Unpacked> ZipReader::copyStored(const ZipMember& member, qint64 offset,
                                                  const Use& use) const
{
  Unpacked unpacked;
  FileSource source(m_file, offset, member.packed);
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArrayView piece, source.next());
    if (piece.isEmpty())
      return unpacked;
    unpacked.bytes += piece.size();
    unpacked.crc = crcOf(unpacked.crc, piece);
    SCRIPTORIUM_TRY(use(piece));
    SCRIPTORIUM_TRY(m_receiver.progress(source.packedBytes()));
  }
}

Result<ZipReader::Unpacked> ZipReader::inflateMember(const ZipMember& member, qint64 offset,
                                                     const Use& use) const
{
  z_stream stream = {};
  if (inflateInit2(&stream, -15) != Z_OK)
    return Error{Error::Kind::Io, {}, u"There is not enough memory to read the archive."_s};
  const std::unique_ptr<z_stream, InflateEnd> guard(&stream);
  QByteArray buffer(kInflated, Qt::Uninitialized);
  FileSource source(m_file, offset, member.packed);
  Unpacked unpacked;
  int answer = Z_OK;
  while (answer != Z_STREAM_END) {
    if (stream.avail_in == 0) {
      SCRIPTORIUM_TRY_ASSIGN(const QByteArrayView piece, source.next());
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
      stream.avail_in = static_cast<uInt>(piece.size());
      SCRIPTORIUM_TRY(m_receiver.progress(source.packedBytes()));
    }
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = kInflated;
    answer = inflate(&stream, Z_NO_FLUSH);
    const QByteArrayView piece(buffer.constData(), kInflated - static_cast<qsizetype>(stream.avail_out));
    if (answer != Z_OK && answer != Z_STREAM_END)
      return damagedZip(u"a member's packed bytes cannot be read"_s, source.packedBytes() - stream.avail_in)
          .in(shownName(member.name));
    unpacked.bytes += piece.size();
    unpacked.crc = crcOf(unpacked.crc, piece);
    SCRIPTORIUM_TRY(use(piece));
  }
  if (source.packedBytes() - stream.avail_in != offset + member.packed)
    return damagedZip(u"a member has more packed bytes than it needs"_s, offset).in(shownName(member.name));
  return unpacked;
}

} // namespace scriptorium
