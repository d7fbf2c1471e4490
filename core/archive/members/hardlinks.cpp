#include "archive/members/hardlinks.h"

namespace scriptorium {
namespace {

constexpr qint64 kMostKept = 64LL << 20;

RawMember asFile(const HardLink& link, qint64 size)
{
  return {ArchiveEntry::Kind::File, link.name, {}, false, size, link.isExecutable};
}

} // namespace

Result<Unit> HardLinks::begin(const RawMember& member)
{
  m_way = Way::PassOver;
  if (member.kind != ArchiveEntry::Kind::File || isPassedOver(member.name, m_limits))
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const MemberName name, memberName(member.name, m_limits));
  m_links = m_gate.takeHardLinks(pathKey(name.utf8), member.size > kMostKept ? 1 : m_limits.entries);
  if (m_links.isEmpty())
    return Unit{};
  if (member.size > kMostKept) {
    m_way = Way::Stream;
    return m_gate.begin(asFile(m_links.front(), member.size));
  }
  m_way = Way::Keep;
  m_bytes.clear();
  return Unit{};
}

Result<Unit> HardLinks::data(QByteArrayView piece)
{
  if (m_way == Way::Stream)
    return m_gate.data(piece);
  if (m_way == Way::Keep)
    m_bytes.append(piece);
  return Unit{};
}

Result<Unit> HardLinks::end()
{
  if (m_way == Way::Stream)
    return m_gate.end();
  if (m_way == Way::Keep)
    for (const auto& link : std::as_const(m_links))
      SCRIPTORIUM_TRY(passOn(link));
  return Unit{};
}

Result<Unit> HardLinks::passOn(const HardLink& link)
{
  SCRIPTORIUM_TRY(m_gate.begin(asFile(link, m_bytes.size())));
  SCRIPTORIUM_TRY(m_gate.data(m_bytes));
  return m_gate.end();
}

} // namespace scriptorium
