#pragma once

#include "search/search.h"

#include <functional>

namespace scriptorium {

/// Calls `take` for every living block with a field, or an id, that has all of the terms, in the order of
/// ids, until it gives false. Reads the fields of every block and no body. Errors: Io, Cancelled.
Result<Unit> scanFields(const CourseStore& store, const QString& type, const QList<SearchTerm>& terms,
                        Progress& progress, const std::function<bool(SearchHit)>& take);

/// Where all terms stand in one value: the place of the first of them. Nothing when one is missing.
std::optional<TextSpan> findAllInside(const QString& value, const QList<SearchTerm>& terms);

} // namespace scriptorium
