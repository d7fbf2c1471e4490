#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The pages of blocks: `/xblock/{usage key}`.
void addUnitRoutes(Routes& routes);

} // namespace scriptorium::render
