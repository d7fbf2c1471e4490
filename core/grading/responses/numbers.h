#pragma once

#include "grading/expression/evaluator.h"
#include "grading/values/outcome.h"
#include "grading/values/problemxml.h"

#include <QString>

#include <complex>

/// What the responses that grade numbers and formulas share.
namespace scriptorium::capa {

class Problem;

/// The tolerance where the author names none: relative to the larger of the two numbers.
inline constexpr QStringView kDefaultTolerance = u"0.001%";

/// The number that an author wrote: Python's complex() first, then a formula. Errors: StudentInput, as the
/// LMS words it.
Outcome<Number> staffNumber(const QString& text);

/// isWithinTolerance; what fails there breaks the grading (Other). `tolerance` is a formula or float and `%`.
Outcome<bool> agrees(const Number& given, const Number& expected, const QString& tolerance);

/// An exception that the LMS does not catch, as an outcome.
CapaError uncaught(const ExpressionError& error);

std::complex<double> toComplex(const Number& number);
bool isComplexType(const Number& number);

/// Of the first `<responseparam type="tolerance" default="…">` below `response`, with `$name` replaced.
QString toleranceOf(const Element& response, const Problem& problem);

} // namespace scriptorium::capa
