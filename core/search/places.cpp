#include "search/places.h"

#include "search/fieldscan.h"
#include "store/searchtable.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

SearchPlace placeAt(SearchPlace::Where where, const QString& field, const QString& text, TextSpan span)
{
  const Excerpt excerpt = excerptAround(text, span);
  return {where, field, excerpt.text, excerpt.mark, text.sliced(span.begin, span.length)};
}

/// The first of the terms that stands in a text.
std::optional<TextSpan> firstWord(const QString& text, const QList<SearchTerm>& terms)
{
  const TokenText words(text);
  for (const auto& term : terms)
    if (const auto place = words.find(term))
      return place;
  return std::nullopt;
}

} // namespace

Result<QList<SearchPlace>> searchPlaces(const CourseStore& store, const SearchHit& hit,
                                        const QList<SearchTerm>& terms, SearchQuery::Where where)
{
  QList<SearchPlace> places;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(hit.block));
  if (where != SearchQuery::Where::Fields) {
    if (const auto span = firstWord(hit.title, terms))
      places.append(placeAt(SearchPlace::Where::Title, {}, hit.title, *span));
    SCRIPTORIUM_TRY_ASSIGN(const IndexedText indexed,
                           indexedText(store.database(), store.folder(), version.id));
    const QString text = QString::fromUtf8(indexed.text);
    if (const auto span = firstWord(text, terms))
      places.append(placeAt(SearchPlace::Where::Text, {}, text, *span));
  }
  const auto orElseTitle = [&hit](QList<SearchPlace> found) {
    // The index folds some letters further than we do: such a hit has no mark.
    if (found.isEmpty())
      found.append({SearchPlace::Where::Title, {}, hit.title, {}, {}});
    return found;
  };
  if (where == SearchQuery::Where::Text)
    return orElseTitle(places);
  const bool hasTitle = !places.isEmpty() && places.first().spot == SearchPlace::Where::Title;
  if (const auto span = findAllInside(hit.urlName, terms))
    places.append(placeAt(SearchPlace::Where::Field, u"url_name"_s, hit.urlName, *span));
  for (const auto& [name, value] : version.fields) {
    const auto span = hasTitle && name == "display_name"_L1 ? std::nullopt : findAllInside(value, terms);
    if (span)
      places.append(placeAt(SearchPlace::Where::Field, name, value, *span));
  }
  return orElseTitle(places);
}

} // namespace scriptorium
