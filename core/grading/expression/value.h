#pragma once

#include "grading/expression/evaluator.h"

#include <QStringView>

#include <complex>
#include <memory>

namespace scriptorium::capa {

/// A whole number too large for 64 bits; defined by GMP in value.cpp.
struct LargeInteger;

/// A value while a formula is evaluated. It knows what the LMS's value knows: Python's numbers raise where
/// NumPy's (what every function gives) go to inf and nan.
struct Value
{
  enum class Kind : quint8
  {
    Integer,
    Real,
    Complex
  };

  Kind kind = Kind::Integer;
  bool isNumPy = false;
  qint64 whole = 0; ///< of an Integer, unless it is large
  double re = 0;
  double im = 0;
  std::shared_ptr<const LargeInteger> large; ///< shared by the copies of a value, which never change it

  static Value integer(qint64 value) { return {Kind::Integer, false, value, 0, 0, {}}; }
  static Value real(double value, bool ofNumPy = false) { return {Kind::Real, ofNumPy, 0, value, 0, {}}; }
  static Value complex(double re, double im, bool ofNumPy = false)
  {
    return {Kind::Complex, ofNumPy, 0, re, im, {}};
  }
  static Value fromNumber(const Number& number);
  Number toNumber() const;

  bool isZero() const;
  bool isNegative() const; ///< of a whole number
  /// Whether NumPy has a type for it: any but a whole number beyond 64 bits.
  bool isForNumPy() const;
};

/// The arithmetic of one evaluation: the first failure is kept, and what follows it has no meaning. The size
/// of whole numbers is bounded: 4 million bits each, 16 million bits in all; beyond that the LMS would still
/// be computing, here it is an overflow.
class Arithmetic
{
public:
  bool hasFailed() const { return m_failed; }
  const ExpressionError& error() const { return m_error; }
  Value fail(ExpressionError::Kind kind, const char* exception, const QString& message = {});

  Value add(const Value& left, const Value& right);
  Value subtract(const Value& left, const Value& right);
  Value multiply(const Value& left, const Value& right);
  Value divide(const Value& left, const Value& right);
  Value power(const Value& base, const Value& exponent);
  Value factorial(const Value& of);
  Value absolute(const Value& of);
  /// Digits with an optional sign; Python refuses more than 4,300 of them.
  Value integer(QStringView digits);
  /// Python's float(): fails for a whole number beyond the range.
  double toDouble(const Value& value);

private:
  enum class Operation : quint8
  {
    Add,
    Subtract,
    Multiply
  };

  template <Operation kOperation>
  Value apply(const Value& left, const Value& right);
  Value integers(Operation operation, const Value& left, const Value& right);
  Value integerQuotient(const Value& left, const Value& right);
  Value integerPower(const Value& base, const Value& exponent);
  Value machinePower(qint64 base, qint64 exponent);
  Value realPower(double base, double exponent, bool ofNumPy);
  Value complexPower(std::complex<double> base, std::complex<double> exponent, bool ofNumPy);
  /// Makes both of one family, and says whether that is NumPy's: it takes over, but gives way to a whole
  /// number beyond 64 bits, and on the right of a complex number of Python's.
  bool unify(Value& left, Value& right) const;
  std::complex<double> toComplex(const Value& value);
  Value large(std::shared_ptr<LargeInteger> value);

  bool m_failed = false;
  ExpressionError m_error;
  qint64 m_bits = 0;
};

} // namespace scriptorium::capa
