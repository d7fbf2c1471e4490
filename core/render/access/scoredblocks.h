#pragma once

#include "render/web/sitecourse.h"

namespace scriptorium::render {

/// Whether blocks of this type, with these settings, have a score.
bool isScorable(const SiteCourse& course, int node);
/// Whether the weight of the block is not 0; without one it is 1.
bool hasWeight(const SiteCourse& course, int node);
/// Whether the block makes the part that it stands in an assignment: graded, with a score and a weight.
bool isAssignment(const SiteCourse& course, int node);

} // namespace scriptorium::render
