#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The page with all notes of the learner.
void addNotesPageRoutes(Routes& routes);

} // namespace scriptorium::render
