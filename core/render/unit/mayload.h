#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// Whether the learner may have a block in a page (as LMS: access.py, "load"): the course team always; others
/// when it is for them by group, is not for staff alone, and its own or inherited start has come.
bool mayLoad(const Visit& visit, int node);

/// Whether the learner may see the course at all.
bool mayEnter(const Visit& visit);

} // namespace scriptorium::render
