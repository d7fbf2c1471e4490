#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The dates of the course for the learner, as the LMS lists them by default: its start (of self-paced
/// courses when the learner enrolled) and its end. `withPast`: also days that are over.
Json courseDates(const Visit& visit, bool withPast);
/// What the client says above the dates.
Json datesBanner(const Visit& visit);

} // namespace scriptorium::render
