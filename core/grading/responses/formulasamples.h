#pragma once

#include "grading/expression/evaluator.h"
#include "grading/values/outcome.h"

#include <QList>
#include <QString>

namespace scriptorium::capa {

/// The values at which two formulas are compared, drawn from "x,y@1,2:5,7#10": names, all lower ends, all
/// upper ends, how many (at most 1,000 here). The LMS draws anew each time; here the same `seed` draws the
/// same. Takes how many numbers that is from `left`. Errors: Other, as Python fails on what is no such text,
/// and where `left` is not enough.
Outcome<QList<Expression::Variables>> drawSamples(const QString& samples, qint64 seed, qint64& left);

} // namespace scriptorium::capa
