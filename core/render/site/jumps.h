#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// Addresses that lead elsewhere: to a block by its key or id, and from the old courseware into the client's
/// pages.
void addJumpRoutes(Routes& routes);

} // namespace scriptorium::render
