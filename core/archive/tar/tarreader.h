#pragma once

#include "archive/members/bytesource.h"
#include "archive/members/membergate.h"

#include <QByteArray>

#include <optional>

namespace scriptorium {

/// Reads a tar (v7, ustar, pax, GNU long names) to its end marker and beyond, to the end of the source.
/// Names come out byte for byte. Refused: wrong header checksums, sparse and multi-volume members, a missing
/// end marker, anything but zeros behind it. One thread, one use.
class TarReader
{
public:
  TarReader(ByteSource& source, MemberReceiver& receiver) : m_source(source), m_receiver(receiver) {}

  /// Errors: BadInput with the offset in the unpacked bytes; those of the source and the receiver.
  Result<Unit> read();

private:
  struct Header;
  /// What extension headers say about the member that follows them.
  struct Extension
  {
    std::optional<QByteArray> path;
    std::optional<QByteArray> linkPath;
    std::optional<qint64> size;
  };

  Result<Unit> fill();
  Result<bool> nextBlock();
  template <typename Use>
  Result<Unit> pass(qint64 bytes, Use use);
  Result<Unit> skip(qint64 bytes);
  Result<Unit> skipPadding(qint64 size);
  Result<QByteArray> text(qint64 bytes);
  Result<bool> readOne();
  Result<Unit> readExtension(const Header& header);
  Result<qint64> recordRest(qint64& left);
  Result<Unit> readPax(qint64 size, bool isGlobal);
  Result<Unit> applyPax(const QByteArray& key, const QByteArray& value, bool isGlobal);
  Result<Unit> readMember(const Header& header);
  Result<Unit> passFile(qint64 size);
  Result<Unit> drain();
  Error damaged(const QString& what) const;

  ByteSource& m_source;
  MemberReceiver& m_receiver;
  QByteArrayView m_chunk; ///< what is left of the source's current piece
  qint64 m_offset = 0;    ///< in the unpacked bytes
  char m_block[512] = {};
  Extension m_next;
  bool m_hasExtension = false;
};

} // namespace scriptorium
