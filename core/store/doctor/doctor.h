#pragma once

#include "base/progress.h"
#include "model/finding.h"

#include <QString>

namespace scriptorium {

/// What a look over a stored course found and did.
struct DoctorReport
{
  Findings findings;   ///< empty: every byte is what it was when it was stored
  qint64 versions = 0; ///< looked at
  qint64 blobs = 0;
  qint64 bytes = 0; ///< hashed
  bool isRepaired = false;
  QString backup;    ///< folder below the course with the database as it was; empty: nothing was changed
  Findings repaired; ///< what the repair did, block by block
  Findings left;     ///< what is still wrong after it

  bool isSound() const { return findings.isEmpty(); }
};

/// Looks over a stored course: SQLite's own checks; the SHA-256 of every blob, asset file, source and
/// version; tree, pointers and history against each other; the search index against the content. Findings
/// name the block and what is wrong with it.
///
/// With `repair` a database with findings is copied row by row into a new one: damaged states of blocks give
/// way to the newest good one, what has no good state is kept as it is found and named, derived columns and
/// the search index are made anew. The new database replaces the old one only when it is whole and synced,
/// and the old one stays in `backup`.
///
/// Errors: NotFound; BadInput for a database of another program, Conflict for one of a newer Scriptorium
/// (both untouched); Locked while another program writes to it (`repair` only); Io; Cancelled (nothing was
/// changed). About 1 s for 50,000 blocks.
Result<DoctorReport> doctor(const QString& courseFolder, bool repair, Progress& progress);

} // namespace scriptorium
