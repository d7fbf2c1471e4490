#pragma once

#include "base/progress.h"
#include "store/coursestore.h"

namespace scriptorium {

class Database;

/// The tables of the search index: search/search.h asks them. The search index of a course: the visible text
/// and title of every head version, under the version's id. It follows the heads lazily: what changed since
/// the last time is known from the history.

/// A block whose entry is not that of its head.
struct StaleEntry
{
  BlockId block;
  VersionId head;    ///< not valid: deleted
  VersionId indexed; ///< not valid: not in the index
};
Result<QList<StaleEntry>> staleEntries(const CourseStore& store);

/// Brings at most `most` entries (-1: all) up to the heads, in a transaction of its own; nothing is written
/// when all are. The store must be writable and in no transaction. About 0.1 ms a block. Errors: Io; BadInput
/// when the index contradicts the course (`rebuildSearchIndex` cures it).
Result<Unit> refreshSearchIndex(const CourseStore& store, int most = -1);
/// Makes the index anew from the course. Errors: Io, Cancelled; the old index stays then.
Result<Unit> rebuildSearchIndex(CourseStore& store, Progress& progress);

/// The text of a version's body for the index; empty for files and containers.
QByteArray searchText(BodyForm form, QByteArrayView body);
/// What the index should hold of a version. A body that is damaged counts as empty.
struct IndexedText
{
  QString title;
  QByteArray text;
};
Result<IndexedText> indexedText(Database& database, const QString& courseFolder, VersionId version);
/// Fills an emptied index from the heads, in the caller's transaction. Errors: Io, Cancelled.
Result<Unit> fillSearchIndex(Database& database, const QString& courseFolder, Progress& progress);

} // namespace scriptorium
