#pragma once

#include "edit/draftholds.h"
#include "edit/edit.h"
#include "model/inheritance.h"
#include "store/sql/database.h"

#include <QHash>
#include <QSet>

#include <optional>

namespace scriptorium {

/// What one transaction knows about itself. The change rows of its op are written as it goes; what the block
/// table says before is remembered only for derived places.
struct Edit::Private
{
  struct Pointers
  {
    QString type;
    VersionId head;
    VersionId published;
    BlockId parent;
  };
  struct Spot
  {
    BlockId parent;
    int position = 0;
  };

  CourseStore& store;
  Database& db;
  QString kind;
  QString label;
  QString author;
  Timestamp at;
  std::optional<Error> failure; ///< why the transaction could not begin
  bool isOpen = false;
  OpId op;                        ///< not valid until something changes
  OpId target;                    ///< of an undo or redo
  QHash<BlockId, Spot> before;    ///< places that this edit moved
  QSet<BlockId> born;             ///< had no head before this edit
  QSet<BlockId> detached;         ///< taken out of a child list, not yet in another
  QHash<BlockId, BlockId> pulled; ///< put into a list while still in that of another parent
  mutable std::unique_ptr<PolicyReader> policy;
  mutable std::optional<DraftHolds> holds; ///< read when first asked for
  VersionId plainList;                     ///< a head whose pointers carry no fields
  bool hasApprovals = false;               ///< it is a step although no block changed

  /// Writes the op row before the first change.
  Result<Unit> start();
  Result<Pointers> pointers(BlockId block) const;
  Result<Unit> setPointers(BlockId block, VersionId head, VersionId published);
  Result<QList<Child>> childrenOf(VersionId version) const;
  /// Brings parents and positions of the blocks of two child lists of `parent` in line with the second.
  Result<Unit> placeChildren(BlockId parent, const QList<Child>& old, const QList<Child>& now);
  Result<Unit> detach(BlockId parent, const QList<Child>& old, const QSet<BlockId>& staying);
  Result<Unit> setPlace(BlockId block, BlockId parent, int position);
  /// Publishes what was never published at and below `block`, but for units that are drafts of their own.
  Result<Unit> publishNew(BlockId block);
  /// Makes the block table follow the change rows of this op, parents and positions included.
  Result<Unit> applyChanges();

  Result<bool> hasApprovalsOf(OpId step) const;
  Result<Unit> checkPlaces() const;
  Result<ChangeSet> changeSet() const;
  Result<std::optional<OpId>> extendable() const;
  Result<Unit> extend(OpId older);
};

} // namespace scriptorium
