#pragma once

#include "model/block.h"
#include "store/sql/database.h"

namespace scriptorium {

/// How a `BlockVersion` stands in a row of `version`. Everything that reads or writes such a row does it
/// here.

/// The columns that `readVersion` expects, with the table's alias in front: kVersionColumns("h").
#define SCRIPTORIUM_VERSION_COLUMNS(alias) SCRIPTORIUM_VERSION_COLUMNS_WITH(alias, alias ".fields")
/// The same with another expression for the fields.
#define SCRIPTORIUM_VERSION_COLUMNS_WITH(alias, fields)                                                      \
  alias ".id, " alias ".block, " fields ", " alias ".children, " alias ".body_form, " alias ".body, " alias  \
        ".body_path, " alias ".source, " alias ".flags, " alias ".note, " alias ".line"
inline constexpr int kVersionColumnCount = 11;

/// Reads the version whose columns start at `first`. Errors: BadInput when the row is damaged.
Result<BlockVersion> readVersion(const Statement& row, int first);

/// The parts of a row that cost something to write; made on any thread.
struct VersionBytes
{
  QByteArray fields;
  QByteArray children;
  QByteArray title; ///< UTF-8
};
VersionBytes versionBytes(const BlockVersion& version);

/// Inserts a version; `version.id` not valid: SQLite chooses. Its title is derived. The hash is that of
/// `versionHash`. Errors: Io.
Result<VersionId> insertVersion(Database& database, const BlockVersion& version, OpId op, const Sha256& hash);
/// The same with the parts made before; `version.fields` and `version.children` are not looked at.
Result<VersionId> insertVersion(Database& database, const BlockVersion& version, const VersionBytes& bytes,
                                OpId op, const Sha256& hash);

} // namespace scriptorium
