#pragma once

#include "archive/members/membergate.h"

namespace scriptorium {

/// One more reading of an archive that holds hard links: passes the file that each of them names on to the
/// gate as a file of the link's own. A file over 64 MiB is passed on once a reading, smaller ones as often as
/// they are linked to.
class HardLinks final : public MemberReceiver
{
public:
  HardLinks(MemberGate& gate, const ArchiveLimits& limits) : m_gate(gate), m_limits(limits) {}

  /// False when no link waits any more.
  bool areLeft() const { return !m_gate.hardLinks().isEmpty(); }

  Result<Unit> begin(const RawMember& member) override;
  Result<Unit> data(QByteArrayView piece) override;
  Result<Unit> end() override;
  Result<Unit> count(qint64) override { return Unit{}; }
  Result<Unit> progress(qint64 packedBytes) override { return m_gate.progress(packedBytes); }

private:
  enum class Way
  {
    PassOver,
    Keep,
    Stream
  };
  Result<Unit> passOn(const HardLink& link);

  MemberGate& m_gate;
  const ArchiveLimits& m_limits;
  QList<HardLink> m_links; ///< to the member that is read
  QByteArray m_bytes;      ///< of a member that is kept
  Way m_way = Way::PassOver;
};

} // namespace scriptorium
