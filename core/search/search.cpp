#include "search/search.h"

#include "model/inheritance.h"
#include "model/text/json.h"
#include "search/fieldscan.h"
#include "search/places.h"
#include "store/searchtable.h"
#include "store/sql/database.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// One search while it goes on: hits are kept in the order of their worth, without places at first.
class Search
{
public:
  Search(const CourseStore& store, const SearchQuery& query, Progress& progress)
      : m_store(store), m_query(query), m_terms(searchTerms(query.text)), m_progress(progress)
  {}

  Result<SearchResults> run()
  {
    if (m_terms.isEmpty())
      return m_results;
    m_progress.begin(u"Searching"_s);
    const auto state = m_store.snapshot();
    m_policy.emplace(m_store);
    if (m_query.scope != SearchQuery::Where::Fields) {
      SCRIPTORIUM_TRY(takeNamed());
      SCRIPTORIUM_TRY(takeIndexed());
      SCRIPTORIUM_TRY(takeStale());
    }
    if (m_query.scope != SearchQuery::Where::Text)
      SCRIPTORIUM_TRY(takeFields());
    QSet<BlockId> misnamed; // found by a title that the policy replaces
    for (SearchHit& hit : m_results.hits) {
      SCRIPTORIUM_TRY(m_progress.report(0, 0));
      const QString own = hit.title;
      SCRIPTORIUM_TRY_ASSIGN(hit.title, titleOf(hit));
      SCRIPTORIUM_TRY_ASSIGN(hit.places, searchPlaces(m_store, hit, m_terms, m_query.scope));
      if (hit.title != own && hit.places.isEmpty())
        misnamed.insert(hit.block);
    }
    m_results.hits.removeIf([&](const SearchHit& hit) { return misnamed.contains(hit.block); });
    return m_results;
  }

private:
  /// False when there is no room for it.
  bool add(SearchHit hit)
  {
    if (m_known.contains(hit.block))
      return true;
    if (m_results.hits.size() >= m_query.limit) {
      m_results.hasMore = true;
      return false;
    }
    m_known.insert(hit.block);
    m_results.hits.append(std::move(hit));
    return true;
  }

  /// What the policy calls the block, where it reaches it; else its own title.
  Result<QString> titleOf(const SearchHit& hit) const
  {
    const auto json = m_policy->value(hit.type, hit.urlName, u"display_name"_s);
    const auto name = json ? Json::parse(*json) : std::nullopt;
    if (!name || !name->isText() || hit.type == "video"_L1)
      return hit.title;
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_store.version(hit.block));
    const bool isReached = hit.type == "discussion"_L1 || !version.flags.testFlag(VersionFlag::PureXBlock);
    return isReached ? name->text() : hit.title;
  }

  /// The index has the titles of the blocks themselves; what the policy calls them is looked through.
  Result<Unit> takeNamed()
  {
    QStringList named = m_policy->blocks();
    named.sort();
    for (const auto& name : std::as_const(named)) {
      SearchHit hit;
      hit.type = name.section(u'/', 0, 0);
      hit.urlName = name.section(u'/', 1);
      const auto block = m_store.find(hit.type, hit.urlName);
      if (!block || (!m_query.type.isEmpty() && hit.type != m_query.type))
        continue;
      hit.block = *block;
      SCRIPTORIUM_TRY_ASSIGN(hit.title, titleOf(hit));
      const TokenText title(hit.title);
      if (std::ranges::all_of(m_terms,
                              [&](const SearchTerm& term) { return title.find(term).has_value(); }) &&
          !add(hit))
        return Unit{};
    }
    return Unit{};
  }

  Result<Unit> takeIndexed()
  {
    // A word in the title counts as ten in the text.
    auto row = m_store.database().prepare(
        "SELECT b.id,b.type,b.url_name,v.title,-bm25(search,10.0,1.0) AS score FROM search s "
        "JOIN version v ON v.id=s.rowid JOIN block b ON b.id=v.block AND b.head=v.id "
        "WHERE search MATCH ?1 AND (?2='' OR b.type=?2) ORDER BY score DESC,b.id LIMIT ?3");
    row.bind(0, ftsQuery(m_terms)).bind(1, m_query.type).bind(2, m_query.limit + 1);
    for (;;) {
      SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
      if (!more || !add({BlockId{row.integer(0)}, row.text(1), row.text(2), row.text(3), row.real(4), {}}))
        return Unit{};
    }
  }

  Result<Unit> takeStale()
  {
    SCRIPTORIUM_TRY_ASSIGN(const auto stale, staleEntries(m_store));
    for (const StaleEntry& entry : stale) {
      SCRIPTORIUM_TRY(m_progress.report(0, 0));
      if (!entry.head.isValid())
        continue;
      SCRIPTORIUM_TRY_ASSIGN(const Block block, m_store.block(entry.block));
      if (!m_query.type.isEmpty() && block.type != m_query.type)
        continue;
      SCRIPTORIUM_TRY_ASSIGN(const IndexedText text,
                             indexedText(m_store.database(), m_store.folder(), entry.head));
      const TokenText title(text.title);
      const TokenText body(QString::fromUtf8(text.text));
      const bool hasAll = std::ranges::all_of(
          m_terms, [&](const SearchTerm& term) { return title.find(term) || body.find(term); });
      if (hasAll && !add({entry.block, block.type, block.urlName, text.title, 0, {}}))
        return Unit{};
    }
    return Unit{};
  }

  Result<Unit> takeFields()
  {
    return scanFields(m_store, m_query.type, m_terms, m_progress,
                      [this](SearchHit hit) { return add(std::move(hit)); });
  }

  const CourseStore& m_store;
  const SearchQuery& m_query;
  const QList<SearchTerm> m_terms;
  Progress& m_progress;
  SearchResults m_results;
  std::optional<PolicyReader> m_policy; ///< of the state that is searched
  QSet<BlockId> m_known;
};

} // namespace

Result<SearchResults> search(const CourseStore& store, const SearchQuery& query, Progress& progress)
{
  return Search(store, query, progress).run();
}

} // namespace scriptorium
