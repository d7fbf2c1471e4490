#include "archive/tar/tarreader.h"

#include "archive/members/archivesniffer.h"
#include "archive/members/tarheader.h"

#include <QString>

#include <algorithm>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kMostText = 64 * 1024; ///< of a long name or a pax value that matters
constexpr qint64 kEndMarker = 2 * tar::kBlock;

} // namespace

struct TarReader::Header
{
  char type = '0';
  QByteArray name;
  QByteArray link;
  qint64 size = 0;
  bool isExecutable = false;
};

Error TarReader::damaged(const QString& what) const
{
  return Error{
      Error::Kind::BadInput,
      {},
      u"The archive is damaged: %1 at byte %2 of its unpacked content. Download or export it again."_s
          .arg(what)
          .arg(m_offset)}
      .because("damaged-archive"_L1);
}

Result<Unit> TarReader::fill()
{
  if (!m_chunk.isEmpty())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(m_chunk, m_source.next());
  return m_receiver.progress(m_source.packedBytes());
}

/// The next header block, in m_block; false at the end of the source.
Result<bool> TarReader::nextBlock()
{
  qsizetype have = 0;
  while (have < tar::kBlock) {
    SCRIPTORIUM_TRY(fill());
    if (m_chunk.isEmpty())
      break;
    const qsizetype take = std::min(tar::kBlock - have, m_chunk.size());
    std::memcpy(m_block + have, m_chunk.data(), static_cast<size_t>(take));
    m_chunk = m_chunk.sliced(take);
    have += take;
  }
  if (have == 0)
    return false;
  if (have < tar::kBlock)
    return damaged(u"it ends in the middle of a header"_s);
  m_offset += tar::kBlock;
  return true;
}

/// Hands the next `bytes` bytes to `use`, piece by piece.
template <typename Use>
Result<Unit> TarReader::pass(qint64 bytes, Use use)
{
  while (bytes > 0) {
    SCRIPTORIUM_TRY(fill());
    if (m_chunk.isEmpty())
      return damaged(u"it ends in the middle of a file"_s);
    const qsizetype take = std::min<qint64>(bytes, m_chunk.size());
    SCRIPTORIUM_TRY(use(m_chunk.first(take)));
    m_chunk = m_chunk.sliced(take);
    m_offset += take;
    bytes -= take;
  }
  return Unit{};
}

Result<Unit> TarReader::skip(qint64 bytes)
{
  return pass(bytes, [this](QByteArrayView piece) { return m_receiver.count(piece.size()); });
}

Result<Unit> TarReader::skipPadding(qint64 size)
{
  const qint64 over = size % tar::kBlock;
  return over == 0 ? Result<Unit>(Unit{})
                   : pass(tar::kBlock - over, [](QByteArrayView) { return Result<Unit>(Unit{}); });
}

Result<QByteArray> TarReader::text(qint64 bytes)
{
  QByteArray whole;
  SCRIPTORIUM_TRY(pass(bytes, [&](QByteArrayView piece) {
    whole.append(piece);
    return m_receiver.count(piece.size());
  }));
  return whole;
}

Result<Unit> TarReader::read()
{
  SCRIPTORIUM_TRY(fill());
  const bool isEmptyTar = m_chunk.size() >= tar::kBlock && tar::isZero(m_chunk.data());
  if (!isEmptyTar && !tar::isHeader(m_chunk))
    return Error{Error::Kind::BadInput,
                 {},
                 u"This holds %1, not a tar archive. Choose a course exported as .tar.gz."_s.arg(
                     describeBytes(m_chunk))};
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool goesOn, readOne());
    if (!goesOn)
      return Unit{};
  }
}

/// One header and what belongs to it; false behind the end marker.
Result<bool> TarReader::readOne()
{
  SCRIPTORIUM_TRY_ASSIGN(const bool hasBlock, nextBlock());
  if (!hasBlock)
    return damaged(u"its end marker is missing: it was cut off"_s);
  if (tar::isZero(m_block)) {
    if (m_hasExtension)
      return damaged(u"the member of an extended header is missing"_s);
    SCRIPTORIUM_TRY(drain());
    return false;
  }
  if (!tar::isChecksumRight(m_block)) {
    m_offset -= tar::kBlock;
    return damaged(u"a header has a wrong checksum"_s);
  }
  Header header;
  header.type = m_block[tar::kType.at];
  const auto size = tar::number(m_block, tar::kSize);
  if (!size)
    return damaged(u"a header has an impossible size"_s);
  header.size = *size;
  header.isExecutable = (tar::number(m_block, tar::kMode).value_or(0) & 0100) != 0;
  header.name = tar::text(m_block, tar::kName).toByteArray();
  header.link = tar::text(m_block, tar::kLink).toByteArray();
  // GNU's own format ("ustar  ") keeps times where POSIX has the prefix.
  const auto prefix = tar::text(m_block, tar::kPrefix);
  if (tar::text(m_block, tar::kMagic) == QByteArrayView("ustar") && !prefix.isEmpty())
    header.name.prepend(prefix.toByteArray() + '/');
  if (QByteArrayView("xXgLK").contains(header.type))
    SCRIPTORIUM_TRY(readExtension(header));
  else
    SCRIPTORIUM_TRY(readMember(header));
  return true;
}

Result<Unit> TarReader::readExtension(const Header& header)
{
  if (header.type == 'L' || header.type == 'K') {
    if (header.size > kMostText)
      return damaged(u"a name of %1 bytes"_s.arg(header.size));
    SCRIPTORIUM_TRY_ASSIGN(QByteArray name, text(header.size));
    if (name.endsWith('\0'))
      name.truncate(name.indexOf('\0'));
    auto& slot = header.type == 'L' ? m_next.path : m_next.linkPath;
    if (slot && *slot != name)
      return damaged(u"a member with two names"_s);
    slot = name;
    m_hasExtension = true;
  } else {
    SCRIPTORIUM_TRY(readPax(header.size, header.type == 'g'));
    m_hasExtension = m_hasExtension || header.type != 'g';
  }
  return skipPadding(header.size);
}

/// The number that starts a pax record; returns how many bytes of the record are left, of `left` in the
/// header.
Result<qint64> TarReader::recordRest(qint64& left)
{
  const qint64 before = left;
  qint64 length = 0;
  for (;;) {
    if (left == 0 || length > before)
      return damaged(u"an extended header is broken"_s);
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray c, text(1));
    --left;
    if (c[0] == ' ')
      break;
    if (c[0] < '0' || c[0] > '9')
      return damaged(u"an extended header is broken"_s);
    length = length * 10 + (c[0] - '0');
  }
  const qint64 rest = length - (before - left);
  if (rest < 3 || rest > left)
    return damaged(u"an extended header is broken"_s);
  return rest;
}

/// Records "LENGTH KEY=VALUE\n"; values that say nothing to us are passed over whatever their size.
Result<Unit> TarReader::readPax(qint64 size, bool isGlobal)
{
  qint64 left = size;
  while (left > 0) {
    SCRIPTORIUM_TRY_ASSIGN(const qint64 rest, recordRest(left));
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray head, text(std::min(rest, kMostText)));
    left -= rest;
    const qsizetype equals = head.indexOf('=');
    const bool isWhole = head.size() == rest;
    if (equals <= 0 || (isWhole && !head.endsWith('\n')))
      return damaged(u"an extended header is broken"_s);
    const QByteArray key = head.first(equals);
    if (isWhole) {
      SCRIPTORIUM_TRY(applyPax(key, head.sliced(equals + 1).chopped(1), isGlobal));
      continue;
    }
    if (key == "path" || key == "linkpath")
      return damaged(u"a name of %1 bytes"_s.arg(rest));
    SCRIPTORIUM_TRY(skip(rest - head.size()));
  }
  return Unit{};
}

Result<Unit> TarReader::applyPax(const QByteArray& key, const QByteArray& value, bool isGlobal)
{
  if (key.startsWith("GNU.sparse."))
    return damaged(u"a sparse file, which no course needs,"_s);
  const bool matters = key == "path" || key == "linkpath" || key == "size";
  if (!matters)
    return Unit{};
  if (isGlobal)
    return damaged(u"a header gives all members the same %1"_s.arg(QLatin1StringView(key)));
  if (key == "size") {
    bool isNumber = false;
    m_next.size = value.toLongLong(&isNumber);
    if (!isNumber || *m_next.size < 0)
      return damaged(u"a header has an impossible size"_s);
    return Unit{};
  }
  auto& slot = key == "path" ? m_next.path : m_next.linkPath;
  if (slot && *slot != value)
    return damaged(u"a member with two names"_s);
  slot = value;
  return Unit{};
}

Result<Unit> TarReader::readMember(const Header& header)
{
  const Extension extension = std::exchange(m_next, {});
  m_hasExtension = false;
  const QByteArray name = extension.path.value_or(header.name);
  const QByteArray link = extension.linkPath.value_or(header.link);
  const qint64 size = extension.size.value_or(header.size);
  const auto refused = [&](const QString& what) {
    return Error{
        Error::Kind::BadInput, shownName(name),
        u"It is %1. A course holds only files and folders; the archive is unsafe and was not read."_s.arg(
            what)};
  };
  RawMember member{ArchiveEntry::Kind::File, name, {}, false, size, header.isExecutable};
  switch (header.type) {
  case '\0':
  case '0':
  case '7':
    if (header.type == '\0' && name.endsWith('/'))
      member.kind = ArchiveEntry::Kind::Folder;
    break;
  case '5':
    member.kind = ArchiveEntry::Kind::Folder;
    break;
  case '1':
  case '2':
    member.kind = ArchiveEntry::Kind::Link;
    member.linkTarget = link;
    member.isHardLink = header.type == '1';
    break;
  case '3':
  case '4':
    return refused(u"a device"_s);
  case '6':
    return refused(u"a named pipe (FIFO)"_s);
  case 'S':
    return refused(u"a sparse file"_s);
  case 'V':
    return Unit{};
  default:
    return refused(u"of a kind (\"%1\") that only special tar programs know"_s.arg(
        shownName(QByteArrayView(&header.type, 1))));
  }
  // Folders and links have no data, whatever size they state; so does Python's tarfile read them.
  if (member.kind != ArchiveEntry::Kind::File)
    member.size = 0;
  SCRIPTORIUM_TRY(m_receiver.begin(member));
  if (member.kind == ArchiveEntry::Kind::File)
    SCRIPTORIUM_TRY(passFile(size));
  return m_receiver.end();
}

Result<Unit> TarReader::passFile(qint64 size)
{
  SCRIPTORIUM_TRY(pass(size, [this](QByteArrayView piece) { return m_receiver.data(piece); }));
  return skipPadding(size);
}

/// Behind the first block of the end marker stands at least one more block of zeros, or what tar programs
/// pass over: Python's tarfile, and so Studio, and GNU tar stop reading here. We go on for the checksums.
Result<Unit> TarReader::drain()
{
  const qint64 from = m_offset - tar::kBlock;
  qint64 foreign = -1; // where it begins
  qsizetype filled = 0;
  for (;;) {
    SCRIPTORIUM_TRY(fill());
    if (m_chunk.isEmpty())
      break;
    QByteArrayView rest = m_chunk;
    if (foreign < 0) {
      const auto junk = std::find_if(rest.begin(), rest.end(), [](char c) { return c != 0; });
      if (junk != rest.end()) {
        foreign = m_offset + (junk - rest.begin());
        filled = foreign % tar::kBlock; // all zeros
        std::memset(m_block, 0, tar::kBlock);
        rest = rest.sliced(junk - rest.begin());
      }
    }
    if (foreign >= 0) {
      const qsizetype take = std::min(rest.size(), tar::kBlock - filled);
      std::memcpy(m_block + filled, rest.data(), static_cast<size_t>(take));
      filled += take;
    }
    SCRIPTORIUM_TRY(m_receiver.count(m_chunk.size()));
    m_offset += m_chunk.size();
    m_chunk = {};
  }
  if (foreign >= 0)
    m_receiver.foreignBytes(foreign, m_offset - foreign,
                            filled == tar::kBlock && tar::isChecksumRight(m_block));
  else if (m_offset - from < kEndMarker)
    return damaged(u"its end marker is incomplete: it was cut off"_s);
  return Unit{};
}

} // namespace scriptorium
