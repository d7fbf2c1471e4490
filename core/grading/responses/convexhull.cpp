#include "grading/responses/convexhull.h"

#include <algorithm>

namespace scriptorium::capa {

namespace {

/// Positive when `c` is to the left of the line from `a` to `b`.
long double turn(Point a, Point b, Point c)
{
  const auto difference = [](double to, double from) { return static_cast<long double>(to) - from; };
  return difference(b.first, a.first) * difference(c.second, a.second) -
         difference(b.second, a.second) * difference(c.first, a.first);
}

} // namespace

bool isWithinHull(std::vector<Point> points, Point point)
{
  std::sort(points.begin(), points.end());
  points.erase(std::unique(points.begin(), points.end()), points.end());
  if (points.size() < 3)
    return false;

  std::vector<Point> hull;
  const auto extend = [&hull](size_t first, Point next) {
    while (hull.size() >= first + 2 && turn(hull[hull.size() - 2], hull.back(), next) <= 0)
      hull.pop_back();
    hull.push_back(next);
  };
  for (const Point& next : points)
    extend(0, next);
  const size_t upper = hull.size() - 1;
  for (auto next = points.rbegin() + 1; next != points.rend(); ++next)
    extend(upper, *next);
  hull.pop_back();
  if (hull.size() < 3)
    return false;

  for (size_t i = 0; i < hull.size(); ++i)
    if (!(turn(hull[i], hull[(i + 1) % hull.size()], point) > 0))
      return false;
  return true;
}

} // namespace scriptorium::capa
