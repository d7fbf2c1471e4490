#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// What the preview offers of its test learners, and the LMS's pages do not: how much is kept, grading again,
/// beginning anew.
void addLearnerRoutes(Routes& routes);

} // namespace scriptorium::render
