#pragma once

#include "base/progress.h"
#include "search/terms.h"
#include "store/coursestore.h"

#include <QList>

namespace scriptorium {

/// What is searched, and where.
struct SearchQuery
{
  enum class Where
  {
    Everywhere,
    Text,  ///< titles and what learners read
    Fields ///< values of fields as written, and ids
  };
  QString text = {};
  Where scope = Where::Everywhere;
  QString type = {}; ///< only blocks of this type; empty: of all
  int limit = 100;
};

/// Where in a block the words stand: the first place in its title, its text, and each field.
struct SearchPlace
{
  enum class Where
  {
    Title,
    Text,
    Field
  };
  Where spot = Where::Text;
  QString field;   ///< its name; "url_name" for the id
  QString excerpt; ///< one line around the place
  TextSpan mark;   ///< the place in `excerpt`
  QString found;   ///< what stands there, as written
};

/// One block that matches.
struct SearchHit
{
  BlockId block;
  QString type;
  QString urlName;
  QString title;    ///< display_name, the policy's where it has one; empty when there is none
  double score = 0; ///< higher is better; only good for comparing hits of one search
  QList<SearchPlace> places;
};

struct SearchResults
{
  QList<SearchHit> hits;
  bool hasMore = false; ///< `limit` left some out
};

/// Blocks whose title and visible text together have every word of the query, best first, and then blocks
/// with a field (or id) that has every word. Words match whole and without regard to case and accents, the
/// last one also as a beginning; in fields they match inside of words too. "Quoted words" match as a phrase.
/// Files are not searched. No text, no hits. What was edited since the index was brought up to date is read
/// instead (0.1 ms a block), so that a read-only store finds the same. Any thread that has a store of its
/// own. Fields of 50,000 blocks take about 0.1 s; no body is read for them. Errors: Io, BadInput, Cancelled.
Result<SearchResults> search(const CourseStore& store, const SearchQuery& query, Progress& progress);

} // namespace scriptorium
