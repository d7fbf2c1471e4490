#pragma once

#include "render/web/visit.h"

#include <vector>

namespace scriptorium::render {

/// The children of a block of a bank (`library_content`, `itembank`) or a `randomize` that a learner gets, in
/// his order: `max_count` of them by the learner's name, so that everything that asks is told the same, and
/// that children which come or go change as little as can be. A reset draws anew.
std::vector<int> selectedChildren(const Visit& visit, int node);

/// The child of an experiment for the learner's group; -1 when his group has none.
int experimentChild(const Visit& visit, int node);

} // namespace scriptorium::render
