#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QHash>
#include <QList>

namespace scriptorium {

class Database;

/// What units with a draft hold for learners: the blocks of their published lists. All other lists are
/// published as they stand, or not at all. Read once for an edit, then kept up to date by it: asking the
/// database for each of thousands of blocks would read every such list thousands of times.
class DraftHolds
{
public:
  static Result<DraftHolds> load(Database& db);

  /// The blocks whose published lists name `block`, though their drafts may not.
  QList<BlockId> holdersOf(BlockId block) const { return m_holders.values(block); }
  /// `container` has published `version` now, and a draft besides; not valid: it has no draft.
  Result<Unit> set(Database& db, BlockId container, VersionId version);

private:
  void forget(BlockId container);
  QHash<BlockId, QList<BlockId>> m_lists;
  QMultiHash<BlockId, BlockId> m_holders;
};

} // namespace scriptorium
