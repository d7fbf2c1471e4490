#pragma once

#include "merge/listmerge.h"
#include "model/text/json.h"

#include <functional>
#include <optional>

namespace scriptorium::merge {

/// A place in a value that both sides changed in different ways. Nothing: it is not there.
struct JsonConflict
{
  QString path; ///< "GRADER[Homework].weight"; empty: the whole value
  std::optional<Json> base;
  std::optional<Json> ours;
  std::optional<Json> theirs;
};

/// The value with the changes of both sides: objects by member, lists of objects by what names an item (id;
/// type and url_slug; name), other lists by item where none stands twice. At a conflict `decide` says whose
/// value counts; without a preference the one of the base. Nothing: the value is gone. Which side is which
/// makes no difference.
std::optional<Json> mergeJson(const std::optional<Json>& base, const std::optional<Json>& ours,
                              const std::optional<Json>& theirs,
                              const std::function<Preference(const JsonConflict&)>& decide,
                              const QString& path = {});

/// Whether both are the same value, whatever the order of members; or neither is there.
bool isSameJson(const std::optional<Json>& a, const std::optional<Json>& b);

} // namespace scriptorium::merge
