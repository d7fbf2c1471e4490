#pragma once

#include "archive/members/archivewriter.h"

namespace scriptorium {

/// The mtime of every member of every archive: 1980-01-01 00:00:00 UTC, the earliest that zip can say.
constexpr qint64 kMemberTime = 315532800;

/// Holds a writer to its contract: names that are safe to unpack, as many bytes as were announced, calls in
/// order. Errors: Bug for a broken contract, BadInput for a name that no archive may hold.
class MemberOrder
{
public:
  static Result<Unit> checkName(const QString& path);
  Result<Unit> begin(const QString& path, qint64 size);
  Result<Unit> data(qint64 bytes);
  Result<Unit> end();
  /// No member is open.
  Result<Unit> idle() const;

private:
  QString m_path;
  qint64 m_left = 0;
  bool m_isOpen = false;
};

} // namespace scriptorium
