#include "archive/members/memberorder.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Result<Unit> MemberOrder::checkName(const QString& path)
{
  const auto parts = QStringView(path).split(u'/');
  const bool isBad = std::any_of(parts.begin(), parts.end(), [](QStringView part) {
    return part.isEmpty() || part == "."_L1 || part == ".."_L1 || part.contains(QChar(0));
  });
  if (isBad)
    return Error{Error::Kind::BadInput, path, u"An archive cannot hold a file of this name."_s};
  return Unit{};
}

Result<Unit> MemberOrder::idle() const
{
  if (m_isOpen)
    return Error{Error::Kind::Bug, m_path, u"The member was not finished before the next one."_s};
  return Unit{};
}

Result<Unit> MemberOrder::begin(const QString& path, qint64 size)
{
  SCRIPTORIUM_TRY(idle());
  SCRIPTORIUM_TRY(checkName(path));
  if (size < 0)
    return Error{Error::Kind::Bug, path, u"The member has a negative size."_s};
  m_path = path;
  m_left = size;
  m_isOpen = true;
  return Unit{};
}

Result<Unit> MemberOrder::data(qint64 bytes)
{
  if (!m_isOpen || bytes > m_left)
    return Error{Error::Kind::Bug, m_path, u"The member has more bytes than were announced."_s};
  m_left -= bytes;
  return Unit{};
}

Result<Unit> MemberOrder::end()
{
  if (!m_isOpen || m_left != 0)
    return Error{Error::Kind::Bug, m_path,
                 u"The member has %1 bytes fewer than were announced."_s.arg(m_left)};
  m_isOpen = false;
  return Unit{};
}

} // namespace scriptorium
