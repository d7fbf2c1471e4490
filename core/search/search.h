#pragma once

#include "store/coursestore.h"

#include <QList>

namespace scriptorium {

/// One block that matches.
struct SearchHit
{
  BlockId block;
  double score = 0; ///< higher is better; only good for comparing hits of one search
};

/// Blocks whose title or visible text has every word of `text`, best first, at most `limit`. Words match
/// whole and without regard to case and accents, the last one also as a beginning; "quoted words" match as a
/// phrase. No text, no hits. A writable store's index is brought up to date first; through a read-only one,
/// blocks edited since the last search are not found. Errors: Io, BadInput.
Result<QList<SearchHit>> search(CourseStore& store, const QString& text, int limit);

/// The FTS5 query for what a person typed: every word quoted, so that nothing in it is an operator. Empty
/// when there is no word.
QString ftsQuery(const QString& text);

} // namespace scriptorium
