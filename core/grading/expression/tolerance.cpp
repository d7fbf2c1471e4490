#include "grading/expression/evaluator.h"
#include "grading/expression/value.h"
#include "grading/values/pyvalue.h"

#include <gmpxx.h>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

using Fault = ExpressionError::Kind;

/// A number as Python's decimal module reads it from repr(float): mantissa · 10^exponent.
struct Decimal
{
  mpz_class mantissa;
  int exponent = 0;
};

mpz_class powerOfTen(unsigned exponent)
{
  mpz_class result;
  mpz_ui_pow_ui(result.get_mpz_t(), 10, exponent);
  return result;
}

Decimal toDecimal(double value)
{
  const QByteArray text = floatRepr(value).toLatin1();
  const qsizetype e = text.indexOf('e');
  QByteArray digits = text.left(e < 0 ? text.size() : e);
  Decimal result;
  if (e >= 0)
    result.exponent = text.mid(e + 1).toInt();
  if (const qsizetype point = digits.indexOf('.'); point >= 0) {
    result.exponent -= static_cast<int>(digits.size() - point - 1);
    digits.remove(point, 1);
  }
  result.mantissa.set_str(digits.toStdString(), 10);
  return result;
}

void align(Decimal& a, Decimal& b)
{
  Decimal& upper = a.exponent > b.exponent ? a : b;
  const int exponent = std::min(a.exponent, b.exponent);
  upper.mantissa *= powerOfTen(static_cast<unsigned>(upper.exponent - exponent));
  upper.exponent = exponent;
}

/// To the 28 digits of Python's default context, half to even.
void roundToContext(Decimal& value)
{
  constexpr size_t kDigits = 28;
  const size_t digits = mpz_class(abs(value.mantissa)).get_str().size();
  if (digits <= kDigits)
    return;
  const auto excess = static_cast<unsigned>(digits - kDigits);
  const mpz_class unit = powerOfTen(excess);
  mpz_class whole, rest;
  mpz_tdiv_qr(whole.get_mpz_t(), rest.get_mpz_t(), value.mantissa.get_mpz_t(), unit.get_mpz_t());
  const int half = cmp(abs(rest) * 2, unit);
  if (half > 0 || (half == 0 && mpz_odd_p(whole.get_mpz_t()) != 0))
    whole += sgn(value.mantissa);
  value.mantissa = whole;
  value.exponent += static_cast<int>(excess);
}

/// As LMS: real numbers are compared in decimals, so that 1.1 ± 0.1 accepts 1.2.
bool areDecimalsWithin(double given, double expected, double tolerance)
{
  constexpr double kDoubt = 4e-16; // what doubles and their decimals can differ by
  constexpr double kTiny = 1e-290;
  const double distance = std::fabs(given - expected);
  const double margin = kDoubt * (std::fabs(given) + std::fabs(expected) + std::fabs(tolerance)) + kTiny;
  if (std::isinf(tolerance) || std::fabs(distance - tolerance) > margin)
    return distance <= tolerance;
  Decimal left = toDecimal(given), right = toDecimal(expected);
  align(left, right);
  Decimal difference{abs(left.mantissa - right.mantissa), left.exponent};
  roundToContext(difference);
  Decimal limit = toDecimal(tolerance);
  align(difference, limit);
  return difference.mantissa <= limit.mantissa;
}

Result<Number, ExpressionError> toleranceNumber(const QString& text, bool allowsFormula)
{
  if (allowsFormula)
    return evaluateExpression(text);
  if (const auto value = floatFromText(text))
    return Number(*value);
  return ExpressionError{Fault::Value, u"ValueError"_s,
                         u"could not convert string to float: '%1'"_s.arg(text)};
}

Value magnitude(Arithmetic& arithmetic, const Value& of)
{
  Value result = arithmetic.absolute(of);
  if (result.kind == Value::Kind::Integer)
    result.isNumPy = of.isNumPy;
  return result;
}

/// What the two numbers may differ by.
Result<double, ExpressionError> allowance(const Value& given, const Value& expected, const QString& tolerance,
                                          bool allowsFormula, bool isRelative)
{
  Arithmetic arithmetic;
  const bool isPercent = tolerance.endsWith(u'%');
  SCRIPTORIUM_TRY_ASSIGN(const Number number,
                         toleranceNumber(isPercent ? tolerance.chopped(1) : tolerance, allowsFormula));
  Value result = Value::fromNumber(number);
  if (result.kind == Value::Kind::Complex)
    return ExpressionError{Fault::Type, u"TypeError"_s, u"a tolerance cannot be complex"_s};
  if (isPercent)
    result = arithmetic.multiply(result, Value::real(0.01));
  if (isPercent && !isRelative)
    result = arithmetic.multiply(result, magnitude(arithmetic, expected));
  if (isRelative) {
    const Value one = magnitude(arithmetic, given), other = magnitude(arithmetic, expected);
    const bool isOther = arithmetic.toDouble(other) > arithmetic.toDouble(one);
    result = arithmetic.multiply(result, isOther ? other : one);
  }
  const double value = arithmetic.toDouble(result);
  if (arithmetic.hasFailed())
    return arithmetic.error();
  return value;
}

bool isInfinite(std::complex<double> value)
{
  return std::isinf(value.real()) || std::isinf(value.imag());
}

} // namespace

Result<bool, ExpressionError> isWithinTolerance(const Number& given, const Number& expected,
                                                const QString& tolerance, bool allowsFormula, bool isRelative)
{
  const Value left = Value::fromNumber(given), right = Value::fromNumber(expected);
  SCRIPTORIUM_TRY_ASSIGN(const double allowed, allowance(left, right, tolerance, allowsFormula,
                                                         isRelative || tolerance == "0.001%"_L1));
  Arithmetic arithmetic;
  const std::complex<double> student(arithmetic.toDouble(left), left.im);
  const std::complex<double> instructor(arithmetic.toDouble(right), right.im);
  if (arithmetic.hasFailed())
    return arithmetic.error();
  if (isInfinite(student) || isInfinite(instructor))
    return student == instructor;
  if (student.imag() != 0 || instructor.imag() != 0) {
    const auto difference = student - instructor;
    return std::hypot(difference.real(), difference.imag()) <= allowed;
  }
  if (std::isnan(student.real()) || std::isnan(instructor.real()))
    return false;
  if (std::isnan(allowed))
    return ExpressionError{Fault::Other, u"InvalidOperation"_s, u"the tolerance is not a number"_s};
  return areDecimalsWithin(student.real(), instructor.real(), allowed);
}

} // namespace scriptorium::capa
