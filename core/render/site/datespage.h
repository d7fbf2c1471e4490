#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The page of the course's dates, from which a learner shifts personal ones, and the choice of the preview
/// whether there are such.
void addDatesPageRoutes(Routes& routes);

} // namespace scriptorium::render
