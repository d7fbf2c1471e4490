#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// What the pages of blocks post to: `/courses/{course}/xblock/{usage key}/handler/…`.
void addHandlerRoutes(Routes& routes);

} // namespace scriptorium::render
