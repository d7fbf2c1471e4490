#pragma once

#include "archive/members/membergate.h"
#include "base/sha256.h"

namespace scriptorium {

/// The second reading of an archive in which members of one path had the same size and checksum: compares
/// them by SHA-256, since a CRC can be made to match. Errors of `end`: BadInput when they differ.
class DuplicateCheck final : public MemberReceiver
{
public:
  DuplicateCheck(const QSet<PathKey>& paths, const ArchiveLimits& limits, Progress& progress)
      : m_paths(paths), m_limits(limits), m_progress(progress)
  {}

  Result<Unit> begin(const RawMember& member) override;
  Result<Unit> data(QByteArrayView piece) override;
  Result<Unit> end() override;
  Result<Unit> count(qint64) override { return Unit{}; }
  Result<Unit> progress(qint64 packedBytes) override { return m_progress.report(packedBytes, 0); }

private:
  const QSet<PathKey>& m_paths;
  const ArchiveLimits& m_limits;
  Progress& m_progress;
  QHash<PathKey, Sha256> m_first;
  Sha256Hasher m_hasher;
  MemberName m_name;
  bool m_isCompared = false;
};

} // namespace scriptorium
