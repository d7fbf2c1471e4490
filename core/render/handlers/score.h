#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// Keeps a learner's raw points in a block; the block is complete with them, as all blocks with a score are
/// on the LMS.
void keepScore(const Visit& visit, const Learner& whose, int node, double earned, double possible);

/// When a block takes no more answers: its due date and grace period (as LMS: InheritanceMixin,
/// has_deadline_passed). Nothing: never.
std::optional<Timestamp> closeDate(const Visit& visit, int node);

} // namespace scriptorium::render
