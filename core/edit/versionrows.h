#pragma once

#include "store/coursestore.h"

namespace scriptorium {

class Database;

/// Whether two versions say the same, wherever they were read from.
bool hasSameContent(const BlockVersion& a, const BlockVersion& b);
/// Adds a version row of `op`; `version.id` is not looked at.
Result<VersionId> storeVersion(CourseStore& store, OpId op, BlockVersion version);
/// The child list of a version alone.
Result<QList<Child>> readChildren(Database& db, VersionId version);
/// `block` and every block whose parents lead to it, parents first; each once, also where a damaged store has
/// a loop of parents.
Result<QList<BlockId>> readTree(Database& db, BlockId block);

} // namespace scriptorium
