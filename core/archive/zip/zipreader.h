#pragma once

#include "archive/members/membergate.h"
#include "archive/zip/zipdirectory.h"

namespace scriptorium {

/// Reads a zip archive (stored and deflated members, zip64) in the order of its directory. Every member's
/// local header must agree with the directory, and its bytes with their CRC and size. Encrypted members are
/// refused. Names come out byte for byte. One thread, one use.
class ZipReader
{
public:
  ZipReader(const FileDescriptor& file, MemberReceiver& receiver, qint64 mostMembers);

  /// Errors: BadInput, naming the member; those of the receiver; Io.
  Result<Unit> read();

private:
  struct Unpacked
  {
    qint64 bytes = 0;
    quint32 crc = 0;
  };
  using Use = std::function<Result<Unit>(QByteArrayView)>;

  Result<Unit> readMember(const ZipMember& member);
  Result<qint64> dataOffset(const ZipMember& member) const;
  Result<Unit> unpack(const ZipMember& member, const Use& use) const;
  Result<Unpacked> copyStored(const ZipMember& member, qint64 offset, const Use& use) const;
  Result<Unpacked> inflateMember(const ZipMember& member, qint64 offset, const Use& use) const;

  const FileDescriptor& m_file;
  MemberReceiver& m_receiver;
  ZipDirectory m_directory;
  qint64 m_mostMembers;
};

} // namespace scriptorium
