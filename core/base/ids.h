#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>

namespace scriptorium {

/// A number that names one row of a course's store. Ids of different kinds do not mix. 0 names nothing.
template <typename Tag>
struct Id
{
  qint64 value = 0;

  constexpr Id() = default;
  constexpr explicit Id(qint64 v) : value(v) {}
  constexpr bool isValid() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
  friend size_t qHash(Id id, size_t seed = 0) noexcept { return ::qHash(id.value, seed); }
};

using BlockId = Id<struct BlockTag>;     ///< one block for its whole life; survives moves, renames and undo
using VersionId = Id<struct VersionTag>; ///< one immutable state of a block
using BlobId = Id<struct BlobTag>;       ///< one immutable run of bytes
using SourceId = Id<struct SourceTag>;   ///< one OLX file as it was read
using OpId = Id<struct OpTag>;           ///< one undoable step; grows with time

} // namespace scriptorium

Q_DECLARE_METATYPE(scriptorium::BlockId)
