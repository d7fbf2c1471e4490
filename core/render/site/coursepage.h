#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The frame in which the preview's own browser pages stand: the outline beside the unit that is open. At "/"
/// and at the addresses of the learning client, to which jumps lead.
void addCoursePageRoutes(Routes& routes);

} // namespace scriptorium::render
