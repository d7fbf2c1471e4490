#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The page that tells of the course before one enrols, and the list of one's bookmarks.
void addAboutRoutes(Routes& routes);

} // namespace scriptorium::render
