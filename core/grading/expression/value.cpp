#include "grading/expression/value.h"

#include <QByteArray>

#include <gmpxx.h>

#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

struct LargeInteger
{
  mpz_class value;
};

namespace {

constexpr qint64 kMostBits = qint64{1} << 22;
constexpr qint64 kMostBitsInAll = qint64{1} << 24;
constexpr qsizetype kMostDigits = 4300;
constexpr qint64 kMostFactors = 200'000;

mpz_class toLarge(const Value& value)
{
  if (value.large)
    return value.large->value;
  static_assert(sizeof(long) == sizeof(qint64), "GMP takes a long for 64 bits");
  return {static_cast<long>(value.whole)};
}

qint64 bitsOf(const Value& value)
{
  if (value.large)
    return static_cast<qint64>(mpz_sizeinbase(value.large->value.get_mpz_t(), 2));
  const auto bits = static_cast<quint64>(value.whole);
  return 64 - __builtin_clzll((value.whole < 0 ? 0 - bits : bits) | 1U);
}

/// The quotient rounded half to even, as Python's true division rounds it.
double quotient(const mpz_class& numerator, const mpz_class& denominator)
{
  if (numerator == 0)
    return 0;
  constexpr long kDigits = 66; // 64 for the conversion below to round, and a margin
  const auto bits = [](const mpz_class& of) { return static_cast<long>(mpz_sizeinbase(of.get_mpz_t(), 2)); };
  const long shift = kDigits - (bits(numerator) - bits(denominator));
  mpz_class upper = abs(numerator), lower = abs(denominator);
  if (shift > 0)
    upper <<= static_cast<unsigned long>(shift);
  else
    lower <<= static_cast<unsigned long>(-shift);
  mpz_class whole, rest;
  mpz_tdiv_qr(whole.get_mpz_t(), rest.get_mpz_t(), upper.get_mpz_t(), lower.get_mpz_t());
  const auto excess = static_cast<unsigned long>(std::max(0L, bits(whole) - 64));
  const bool isInexact = rest != 0 || (excess > 0 && mpz_scan1(whole.get_mpz_t(), 0) < excess);
  whole >>= excess;
  const auto top = static_cast<quint64>(mpz_get_ui(whole.get_mpz_t())) | (isInexact ? 1U : 0U);
  const double magnitude =
      std::ldexp(static_cast<double>(top), static_cast<int>(static_cast<long>(excess) - shift));
  return (sgn(numerator) < 0) != (sgn(denominator) < 0) ? -magnitude : magnitude;
}

/// Python divides by the common denominator, NumPy multiplies by its inverse.
std::complex<double> quotient(std::complex<double> left, std::complex<double> right, bool ofNumPy)
{
  const auto over = [ofNumPy](double a, double b, double scale) {
    return ofNumPy ? std::complex<double>{a * (1.0 / scale), b * (1.0 / scale)}
                   : std::complex<double>{a / scale, b / scale};
  };
  const double re = std::fabs(right.real());
  const double im = std::fabs(right.imag());
  if (re >= im) {
    if (re == 0 && im == 0)
      return {left.real() / re, left.imag() / re};
    const double ratio = right.imag() / right.real();
    return over(left.real() + left.imag() * ratio, left.imag() - left.real() * ratio,
                right.real() + right.imag() * ratio);
  }
  const double ratio = right.real() / right.imag();
  return over(left.real() * ratio + left.imag(), left.imag() * ratio - left.real(),
              right.imag() + right.real() * ratio);
}

/// Without C's rules for infinities, which neither Python nor NumPy follow.
std::complex<double> product(std::complex<double> left, std::complex<double> right)
{
  return {left.real() * right.real() - left.imag() * right.imag(),
          left.real() * right.imag() + left.imag() * right.real()};
}

std::complex<double> wholePower(std::complex<double> base, unsigned exponent)
{
  std::complex<double> result(1, 0);
  for (; exponent > 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0)
      result = product(result, base);
    base = product(base, base);
  }
  return result;
}

/// NumPy's floats are Python's, too: a complex number of Python's on the left takes them for that.
bool givesWay(const Value& left, const Value& right)
{
  return left.kind == Value::Kind::Complex && !left.isNumPy && right.kind == Value::Kind::Real &&
         right.isNumPy;
}

bool isSmallWhole(double value)
{
  return value == std::floor(value) && std::fabs(value) <= 100;
}

} // namespace

bool Value::isZero() const
{
  switch (kind) {
  case Kind::Integer:
    return !large && whole == 0;
  case Kind::Real:
    return re == 0;
  case Kind::Complex:
    return re == 0 && im == 0;
  }
  return false;
}

bool Value::isNegative() const
{
  return large ? sgn(large->value) < 0 : whole < 0;
}

bool Value::isForNumPy() const
{
  return !large || large->value.fits_ulong_p();
}

Value Value::fromNumber(const Number& number)
{
  if (const auto* real = std::get_if<double>(&number))
    return Value::real(*real);
  if (const auto* complex = std::get_if<std::complex<double>>(&number))
    return Value::complex(complex->real(), complex->imag());
  const auto& integer = std::get<BigInteger>(number);
  bool isSmall = false;
  Value value = Value::integer(integer.digits.toLongLong(&isSmall));
  value.isNumPy = integer.isNumPy;
  mpz_class parsed;
  if (!isSmall && parsed.set_str(integer.digits.toStdString(), 10) == 0)
    value.large = std::make_shared<const LargeInteger>(LargeInteger{std::move(parsed)});
  return value;
}

Number Value::toNumber() const
{
  switch (kind) {
  case Kind::Integer:
    return BigInteger{large ? QString::fromStdString(large->value.get_str()) : QString::number(whole),
                      isNumPy};
  case Kind::Real:
    return re;
  case Kind::Complex:
    return std::complex<double>(re, im);
  }
  return re;
}

Value Arithmetic::fail(ExpressionError::Kind kind, const char* exception, const QString& message)
{
  if (!m_failed) {
    m_failed = true;
    m_error = {kind, QString::fromLatin1(exception), message};
  }
  return {};
}

Value Arithmetic::large(std::shared_ptr<LargeInteger> value)
{
  if (value->value.fits_slong_p())
    return Value::integer(value->value.get_si());
  const auto bits = static_cast<qint64>(mpz_sizeinbase(value->value.get_mpz_t(), 2));
  m_bits += bits;
  if (bits > kMostBits || m_bits > kMostBitsInAll)
    return fail(ExpressionError::Kind::Overflow, "OverflowError", u"the whole number is too large"_s);
  Value result;
  result.large = std::move(value);
  return result;
}

Value Arithmetic::integer(QStringView digits)
{
  if (digits.startsWith(u'+'))
    digits = digits.mid(1);
  bool isSmall = false;
  const qint64 small = digits.size() < 20 ? digits.toLongLong(&isSmall) : 0;
  if (isSmall)
    return Value::integer(small);
  if (digits.size() - (digits.startsWith(u'-') ? 1 : 0) > kMostDigits)
    return fail(ExpressionError::Kind::Value, "ValueError",
                u"Exceeds the limit (4300 digits) for integer string conversion"_s);
  auto value = std::make_shared<LargeInteger>();
  value->value.set_str(digits.toLatin1().toStdString(), 10);
  return large(std::move(value));
}

double Arithmetic::toDouble(const Value& value)
{
  if (value.kind != Value::Kind::Integer)
    return value.re;
  if (!value.large)
    return static_cast<double>(value.whole);
  const double result = quotient(value.large->value, mpz_class(1));
  if (std::isinf(result))
    fail(ExpressionError::Kind::Overflow, "OverflowError", u"int too large to convert to float"_s);
  return result;
}

std::complex<double> Arithmetic::toComplex(const Value& value)
{
  return value.kind == Value::Kind::Complex ? std::complex(value.re, value.im)
                                            : std::complex(toDouble(value), 0.0);
}

bool Arithmetic::unify(Value& left, Value& right) const
{
  if (!left.isNumPy && !right.isNumPy)
    return false;
  if (givesWay(left, right)) {
    right.isNumPy = false;
    return false;
  }
  for (auto [integer, other] : {std::pair(&left, &right), std::pair(&right, &left)}) {
    if (!integer->large)
      continue;
    const mpz_class& value = integer->large->value;
    if (value.fits_ulong_p()) { // NumPy's uint64 meets its int64 as a float
      *integer = Value::real(quotient(value, mpz_class(1)), true);
      continue;
    }
    other->isNumPy = false;
    return false;
  }
  return true;
}

Value Arithmetic::integers(Operation operation, const Value& left, const Value& right)
{
  if (!left.large && !right.large) {
    qint64 result = 0;
    const bool overflows =
        operation == Operation::Add        ? __builtin_add_overflow(left.whole, right.whole, &result)
        : operation == Operation::Subtract ? __builtin_sub_overflow(left.whole, right.whole, &result)
                                           : __builtin_mul_overflow(left.whole, right.whole, &result);
    if (!overflows || left.isNumPy || right.isNumPy) { // NumPy's integers wrap around
      Value value = Value::integer(result);
      value.isNumPy = left.isNumPy || right.isNumPy;
      return value;
    }
  }
  if (operation == Operation::Multiply && bitsOf(left) + bitsOf(right) > kMostBits + 64)
    return fail(ExpressionError::Kind::Overflow, "OverflowError", u"the whole number is too large"_s);
  auto result = std::make_shared<LargeInteger>();
  const mpz_class first = toLarge(left), second = toLarge(right);
  switch (operation) {
  case Operation::Add:
    result->value = first + second;
    break;
  case Operation::Subtract:
    result->value = first - second;
    break;
  case Operation::Multiply:
    result->value = first * second;
    break;
  }
  return large(std::move(result));
}

template <Arithmetic::Operation kOperation>
Value Arithmetic::apply(const Value& givenLeft, const Value& givenRight)
{
  const bool isLarge = givenLeft.large || givenRight.large;
  if ((isLarge && (givenLeft.isNumPy || givenRight.isNumPy)) || givesWay(givenLeft, givenRight)) {
    Value left = givenLeft, right = givenRight;
    unify(left, right);
    if (left.isNumPy != givenLeft.isNumPy || right.isNumPy != givenRight.isNumPy)
      return apply<kOperation>(left, right);
  }
  const bool ofNumPy = givenLeft.isNumPy || givenRight.isNumPy;
  using Kind = Value::Kind;
  if (givenLeft.kind == Kind::Integer && givenRight.kind == Kind::Integer)
    return integers(kOperation, givenLeft, givenRight);
  if (givenLeft.kind != Kind::Complex && givenRight.kind != Kind::Complex) {
    const double left = toDouble(givenLeft), right = toDouble(givenRight);
    return Value::real(kOperation == Operation::Add        ? left + right
                       : kOperation == Operation::Subtract ? left - right
                                                           : left * right,
                       ofNumPy);
  }
  const auto left = toComplex(givenLeft), right = toComplex(givenRight);
  const auto result = kOperation == Operation::Add        ? left + right
                      : kOperation == Operation::Subtract ? left - right
                                                          : product(left, right);
  return Value::complex(result.real(), result.imag(), ofNumPy);
}

Value Arithmetic::add(const Value& left, const Value& right)
{
  return apply<Operation::Add>(left, right);
}

Value Arithmetic::subtract(const Value& left, const Value& right)
{
  return apply<Operation::Subtract>(left, right);
}

Value Arithmetic::multiply(const Value& left, const Value& right)
{
  return apply<Operation::Multiply>(left, right);
}

Value Arithmetic::integerQuotient(const Value& left, const Value& right)
{
  constexpr qint64 kExact = qint64{1} << 53;
  if (!left.large && !right.large && left.whole <= kExact && left.whole >= -kExact && right.whole <= kExact &&
      right.whole >= -kExact)
    return Value::real(static_cast<double>(left.whole) / static_cast<double>(right.whole));
  const double result = quotient(toLarge(left), toLarge(right));
  if (std::isinf(result))
    return fail(ExpressionError::Kind::Overflow, "OverflowError",
                u"integer division result too large for a float"_s);
  return Value::real(result);
}

Value Arithmetic::divide(const Value& givenLeft, const Value& givenRight)
{
  Value left = givenLeft, right = givenRight;
  const bool ofNumPy = unify(left, right);
  if (!ofNumPy && right.isZero())
    return fail(ExpressionError::Kind::ZeroDivision, "ZeroDivisionError", u"division by zero"_s);
  using Kind = Value::Kind;
  if (!ofNumPy && left.kind == Kind::Integer && right.kind == Kind::Integer)
    return integerQuotient(left, right);
  if (left.kind != Kind::Complex && right.kind != Kind::Complex)
    return Value::real(toDouble(left) / toDouble(right), ofNumPy);
  const auto result = quotient(toComplex(left), toComplex(right), ofNumPy);
  return Value::complex(result.real(), result.imag(), ofNumPy);
}

Value Arithmetic::machinePower(qint64 base, qint64 exponent)
{
  if (exponent < 0)
    return fail(ExpressionError::Kind::Value, "ValueError",
                u"Integers to negative integer powers are not allowed."_s);
  quint64 result = 1, factor = static_cast<quint64>(base);
  for (auto rest = static_cast<quint64>(exponent); rest > 0; rest >>= 1U) {
    if ((rest & 1U) != 0)
      result *= factor;
    factor *= factor;
  }
  Value value = Value::integer(static_cast<qint64>(result));
  value.isNumPy = true;
  return value;
}

Value Arithmetic::integerPower(const Value& base, const Value& exponent)
{
  if (exponent.isNegative())
    return realPower(toDouble(base), toDouble(exponent), false);
  if (!base.large && (base.whole == 0 || base.whole == 1 || base.whole == -1)) {
    const bool isOdd =
        exponent.large ? mpz_odd_p(exponent.large->value.get_mpz_t()) != 0 : (exponent.whole & 1) != 0;
    return Value::integer(exponent.isZero() ? 1 : isOdd ? base.whole : base.whole * base.whole);
  }
  if (exponent.large || exponent.whole > kMostBits || (bitsOf(base) - 1) * exponent.whole > kMostBits)
    return fail(ExpressionError::Kind::Overflow, "OverflowError", u"the whole number is too large"_s);
  auto result = std::make_shared<LargeInteger>();
  mpz_pow_ui(result->value.get_mpz_t(), toLarge(base).get_mpz_t(),
             static_cast<unsigned long>(exponent.whole));
  return large(std::move(result));
}

Value Arithmetic::realPower(double base, double exponent, bool ofNumPy)
{
  if (!ofNumPy && base == 0 && exponent < 0)
    return fail(ExpressionError::Kind::ZeroDivision, "ZeroDivisionError",
                u"0.0 cannot be raised to a negative power"_s);
  const bool isFinite = std::isfinite(base) && std::isfinite(exponent);
  if (!ofNumPy && isFinite && base < 0 && exponent != std::floor(exponent))
    return complexPower(base, exponent, false);
  const double result = std::pow(base, exponent);
  if (!ofNumPy && isFinite && std::isinf(result))
    return fail(ExpressionError::Kind::Overflow, "OverflowError", u"(34, 'Numerical result out of range')"_s);
  return Value::real(result, ofNumPy);
}

Value Arithmetic::complexPower(std::complex<double> base, std::complex<double> exponent, bool ofNumPy)
{
  const auto value = [ofNumPy](std::complex<double> of) {
    return Value::complex(of.real(), of.imag(), ofNumPy);
  };
  if (exponent == 0.0)
    return value(1);
  if (base == 0.0) {
    if (exponent.imag() == 0 && exponent.real() > 0)
      return value(0);
    if (ofNumPy)
      return value({std::nan(""), std::nan("")});
    return fail(ExpressionError::Kind::ZeroDivision, "ZeroDivisionError",
                u"0.0 to a negative or complex power"_s);
  }
  std::complex<double> result;
  if (exponent.imag() == 0 && isSmallWhole(exponent.real())) {
    result = wholePower(base, static_cast<unsigned>(std::fabs(exponent.real())));
    if (exponent.real() < 0)
      result = quotient(std::complex<double>(1), result, ofNumPy);
  } else {
    // As CPython: complex numbers to the power of complex ones.
    const double size = std::hypot(base.real(), base.imag()), angle = std::arg(base);
    double length = std::pow(size, exponent.real());
    double turn = angle * exponent.real();
    if (exponent.imag() != 0) {
      length /= std::exp(angle * exponent.imag());
      turn += exponent.imag() * std::log(size);
    }
    if (!ofNumPy && std::isinf(turn)) // the C library's complaint about cos(inf), taken for another one
      return fail(ExpressionError::Kind::ZeroDivision, "ZeroDivisionError",
                  u"0.0 to a negative or complex power"_s);
    result = ofNumPy ? std::pow(base, exponent) : std::polar(1.0, turn) * length;
  }
  if (!ofNumPy && (std::isinf(result.real()) || std::isinf(result.imag())))
    return fail(ExpressionError::Kind::Overflow, "OverflowError", u"complex exponentiation"_s);
  return value(result);
}

Value Arithmetic::power(const Value& givenBase, const Value& givenExponent)
{
  Value base = givenBase, exponent = givenExponent;
  const bool ofNumPy = unify(base, exponent);
  using Kind = Value::Kind;
  if (base.kind == Kind::Integer && exponent.kind == Kind::Integer)
    return ofNumPy ? machinePower(base.whole, exponent.whole) : integerPower(base, exponent);
  if (base.kind != Kind::Complex && exponent.kind != Kind::Complex)
    return realPower(toDouble(base), toDouble(exponent), ofNumPy);
  return complexPower(toComplex(base), toComplex(exponent), ofNumPy);
}

Value Arithmetic::factorial(const Value& of)
{
  if (of.kind != Value::Kind::Integer)
    return fail(ExpressionError::Kind::Type, "TypeError", u"the factorial takes a whole number"_s);
  if (of.isNegative())
    return fail(ExpressionError::Kind::Factorial, "ValueError",
                u"factorial() not defined for negative values"_s);
  if (of.large || of.whole > kMostFactors)
    return fail(ExpressionError::Kind::Overflow, "OverflowError", u"the whole number is too large"_s);
  auto result = std::make_shared<LargeInteger>();
  mpz_fac_ui(result->value.get_mpz_t(), static_cast<unsigned long>(of.whole));
  return large(std::move(result));
}

Value Arithmetic::absolute(const Value& of)
{
  switch (of.kind) {
  case Value::Kind::Real:
    return Value::real(std::fabs(of.re), true);
  case Value::Kind::Complex:
    return Value::real(std::hypot(of.re, of.im), true);
  case Value::Kind::Integer:
    break;
  }
  if (of.large && of.isForNumPy()) // an unsigned integer, which any other number turns into a float
    return Value::real(toDouble(of), true);
  if (of.large) {
    auto result = std::make_shared<LargeInteger>();
    result->value = abs(of.large->value);
    return large(std::move(result));
  }
  Value value = of;
  value.isNumPy = true;
  if (value.whole < 0 && value.whole != std::numeric_limits<qint64>::min())
    value.whole = -value.whole;
  return value;
}

} // namespace scriptorium::capa
