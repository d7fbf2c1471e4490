#include "archive/members/duplicatecheck.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Result<Unit> DuplicateCheck::begin(const RawMember& member)
{
  m_isCompared = false;
  if (isPassedOver(member.name, m_limits))
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(m_name, memberName(member.name, m_limits));
  m_isCompared = member.kind == ArchiveEntry::Kind::File && m_paths.contains(pathKey(m_name.utf8));
  return Unit{};
}

Result<Unit> DuplicateCheck::data(QByteArrayView piece)
{
  if (m_isCompared)
    m_hasher.add(piece);
  return Unit{};
}

Result<Unit> DuplicateCheck::end()
{
  if (!m_isCompared)
    return Unit{};
  const Sha256 hash = m_hasher.finish();
  const PathKey key = pathKey(m_name.utf8);
  const auto first = m_first.constFind(key);
  if (first == m_first.constEnd()) {
    m_first.insert(key, hash);
    return Unit{};
  }
  if (*first != hash)
    return differentTwice(m_name);
  return Unit{};
}

} // namespace scriptorium
