#pragma once

#include "render/access/courseaccess.h"
#include "render/access/scoredblocks.h"

#include <optional>
#include <utility>

namespace scriptorium::render {

/// Points of one block as they count, weighted (as LMS: lms/djangoapps/grades/scores.py).
struct BlockScore
{
  int node = -1;
  double earned = 0;
  double possible = 0;
  bool isGraded = false; ///< counts in its subsection: graded, and worth points
};

/// Raw points as they count for the block: by its weight, where it has one.
std::pair<double, double> weighted(const SiteCourse& course, int node, double earned, double possible);
/// Nothing when the block has no score, or its problem does not load. Cost: a problem that was not answered
/// yet is loaded.
std::optional<BlockScore> blockScore(const CourseAccess& access, int node);

} // namespace scriptorium::render
