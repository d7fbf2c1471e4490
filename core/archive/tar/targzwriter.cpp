#include "archive/gzip/parallelgzip.h"
#include "archive/members/archivewriter.h"
#include "archive/members/memberorder.h"
#include "archive/members/tarheader.h"

#include <algorithm>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kMostOctalSize = 077777777777;
constexpr qsizetype kRecord = 20 * tar::kBlock; ///< a tar's length is a multiple of this

bool isAscii(QByteArrayView text)
{
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

/// Where to cut a path that is too long for the name field so that both halves fit; -1 when there is no
/// place.
qsizetype prefixCut(QByteArrayView path)
{
  if (path.size() <= tar::kName.length)
    return 0;
  for (qsizetype at = path.size() - tar::kName.length - 1;
       at < std::min(path.size() - 1, tar::kPrefix.length + 1); ++at)
    if (at > 0 && path[at] == '/')
      return at;
  return -1;
}

class HeaderBlock
{
public:
  HeaderBlock(char type, qint64 size, bool isExecutable)
  {
    put(tar::kMode, isExecutable ? "0000755" : "0000644");
    put(tar::kUser, "0000000");
    put(tar::kGroup, "0000000");
    putOctal(tar::kSize, size <= kMostOctalSize ? size : 0, 11);
    putOctal(tar::kTime, kMemberTime, 11);
    m_block[tar::kType.at] = type;
    put(tar::kMagic, QByteArrayView("ustar\0"
                                    "00",
                                    8));
  }
  void put(tar::Field field, QByteArrayView text)
  {
    std::copy_n(text.begin(), std::min(text.size(), field.length), m_block + field.at);
  }
  void putPath(QByteArrayView path, qsizetype cut)
  {
    put(tar::kName, cut > 0 ? path.sliced(cut + 1) : path);
    if (cut > 0)
      put(tar::kPrefix, path.first(cut));
  }
  QByteArrayView finished()
  {
    putOctal(tar::kChecksum, tar::checksum(m_block), 6);
    m_block[tar::kChecksum.at + 6] = '\0';
    m_block[tar::kChecksum.at + 7] = ' ';
    return {m_block, tar::kBlock};
  }

private:
  void putOctal(tar::Field field, qint64 value, int digits)
  {
    for (int at = digits - 1; at >= 0; --at, value >>= 3)
      m_block[field.at + at] = static_cast<char>('0' + (value & 7));
  }

  char m_block[tar::kBlock] = {};
};

/// A record of an extended header; its length counts its own digits.
QByteArray paxRecord(const char* key, const QByteArray& value)
{
  const QByteArray rest = ' ' + QByteArray(key) + '=' + value + '\n';
  qsizetype length = rest.size() + 1;
  while (QByteArray::number(length).size() + rest.size() != length)
    ++length;
  return QByteArray::number(length) + rest;
}

class TarGzWriter final : public ArchiveWriter
{
public:
  TarGzWriter(FileDescriptor file, const QString& path) : m_file(std::move(file)), m_gzip(m_file, path) {}

  Result<Unit> addFolder(const QString& path) override
  {
    SCRIPTORIUM_TRY(MemberOrder::checkName(path));
    SCRIPTORIUM_TRY(m_order.idle());
    return header('5', rawName(path) + '/', {}, 0, true);
  }

  Result<Unit> addLink(const QString& path, const QString& target) override
  {
    SCRIPTORIUM_TRY(MemberOrder::checkName(path));
    SCRIPTORIUM_TRY(m_order.idle());
    return header('2', rawName(path), target.toUtf8(), 0, true);
  }

  Result<Unit> begin(const QString& path, qint64 size, bool isExecutable) override
  {
    SCRIPTORIUM_TRY(m_order.begin(path, size));
    return header('0', rawName(path), {}, size, isExecutable);
  }

  Result<Unit> data(QByteArrayView piece) override
  {
    SCRIPTORIUM_TRY(m_order.data(piece.size()));
    return put(piece);
  }

  Result<Unit> end() override
  {
    SCRIPTORIUM_TRY(m_order.end());
    return pad(tar::kBlock);
  }

  Result<Unit> finish() override
  {
    SCRIPTORIUM_TRY(m_order.idle());
    SCRIPTORIUM_TRY(put(QByteArray(2 * tar::kBlock, '\0')));
    SCRIPTORIUM_TRY(pad(kRecord));
    return m_gzip.finish();
  }

private:
  Result<Unit> put(QByteArrayView bytes)
  {
    m_written += bytes.size();
    return m_gzip.write(bytes);
  }

  Result<Unit> pad(qsizetype unit)
  {
    static const QByteArray zeros(kRecord, '\0');
    const qint64 over = m_written % unit;
    return over == 0 ? Result<Unit>(Unit{}) : put(QByteArrayView(zeros).first(unit - over));
  }

  Result<Unit> header(char type, const QByteArray& path, const QByteArray& target, qint64 size,
                      bool isExecutable)
  {
    // Extended headers are UTF-8; an older name stands in the header itself, as it did.
    const qsizetype cut = isAscii(path) || !path.isValidUtf8() ? prefixCut(path) : -1;
    const bool fitsTarget = isAscii(target) && target.size() <= tar::kLink.length;
    QByteArray records;
    if (cut < 0)
      records += paxRecord("path", path);
    if (!fitsTarget)
      records += paxRecord("linkpath", target);
    if (size > kMostOctalSize)
      records += paxRecord("size", QByteArray::number(size));
    if (!records.isEmpty())
      SCRIPTORIUM_TRY(extendedHeader(records));
    HeaderBlock block(type, size, isExecutable);
    block.putPath(cut < 0 ? QByteArrayView("long-or-unicode-name") : QByteArrayView(path),
                  std::max<qsizetype>(cut, 0));
    block.put(tar::kLink, fitsTarget ? QByteArrayView(target) : QByteArrayView("long-or-unicode-name"));
    return put(block.finished());
  }

  Result<Unit> extendedHeader(const QByteArray& records)
  {
    HeaderBlock block('x', records.size(), false);
    block.putPath("PaxHeader", 0);
    SCRIPTORIUM_TRY(put(block.finished()));
    SCRIPTORIUM_TRY(put(records));
    return pad(tar::kBlock);
  }

  FileDescriptor m_file;
  ParallelGzip m_gzip;
  MemberOrder m_order;
  qint64 m_written = 0;
};

} // namespace

Result<std::unique_ptr<ArchiveWriter>> createTarGz(const QString& file)
{
  SCRIPTORIUM_TRY_ASSIGN(FileDescriptor opened, FileDescriptor::openToWrite(file));
  return std::unique_ptr<ArchiveWriter>(std::make_unique<TarGzWriter>(std::move(opened), file));
}

} // namespace scriptorium
