#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// Styles, scripts and libraries of the preview's pages, which come with the program: "/__preview/…".
/// Browsers may keep them, for every preview has an origin of its own.
void addProgramFileRoutes(Routes& routes);

} // namespace scriptorium::render
