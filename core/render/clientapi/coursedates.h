#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The dates of the course for the learner: its start (of self-paced courses when the learner enrolled) and
/// its end, and, where due dates are personal, as on the LMS, what is due in courses of either pace.
/// `withPast`: also days that are over; without, only the next of what is due.
Json courseDates(const Visit& visit, bool withPast);
/// What the client says above the dates.
Json datesBanner(const Visit& visit);

} // namespace scriptorium::render
