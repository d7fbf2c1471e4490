#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// What the page of a unit and the learning client ask of learners' notes: the addresses of the LMS and of
/// its service for notes.
void addNoteRoutes(Routes& routes);

} // namespace scriptorium::render
