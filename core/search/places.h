#pragma once

#include "search/search.h"

namespace scriptorium {

/// Where in a block the terms stand, in the order title, text, fields. Reads its body, except for
/// `Where::Fields`.
Result<QList<SearchPlace>> searchPlaces(const CourseStore& store, const SearchHit& hit,
                                        const QList<SearchTerm>& terms, SearchQuery::Where where);

} // namespace scriptorium
