#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The tabs of the course for the learner, in order: those that the course stores, with what staff and
/// textbooks add.
Json courseTabs(const Visit& visit);

} // namespace scriptorium::render
