#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The REST addresses that the learning client and others ask.
void addClientRoutes(Routes& routes);

} // namespace scriptorium::render
