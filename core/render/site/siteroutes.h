#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// Assets, tracking events, the client's configuration: what belongs to no block.
void addSiteRoutes(Routes& routes);

} // namespace scriptorium::render
