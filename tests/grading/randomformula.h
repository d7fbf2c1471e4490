#pragma once

#include "grading/choices.h"

#include <QString>

namespace scriptorium::testing {

/// A formula of the variables x and y, and what it is worth by a second, simpler reckoning.
struct RandomFormula
{
  QString text;
  double value = 0;
  bool raises = false; ///< an exception of Python instead of a value
};

inline constexpr double kX = 1.5;
inline constexpr double kY = -0.25;

/// All literals are floats, so that the reckoning in doubles is exact to the bit.
RandomFormula randomFormula(Choices& choices);

} // namespace scriptorium::testing
