#pragma once

#include <utility>
#include <vector>

namespace scriptorium::capa {

using Point = std::pair<double, double>;

/// Whether `point` lies within the convex hull of `points`, its boundary excluded. Fewer than three points,
/// or points on one line, hold nothing.
bool isWithinHull(std::vector<Point> points, Point point);

} // namespace scriptorium::capa
