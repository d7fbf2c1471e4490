#include "grading/expression/functions.h"

#include <array>
#include <cmath>
#include <complex>
#include <numbers>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

using Complex = std::complex<double>;
constexpr double kHalfPi = std::numbers::pi / 2;

bool isForNumPy(Arithmetic& arithmetic, const Value& value)
{
  if (value.isForNumPy())
    return true;
  arithmetic.fail(ExpressionError::Kind::Type, "TypeError", u"the number is too large for this function"_s);
  return false;
}

Value fromComplex(Complex value)
{
  return Value::complex(value.real(), value.imag(), true);
}

/// As numpy.NAME: real in, real out (nan outside the domain), complex in, complex out.
template <double (*kReal)(double), Complex (*kComplex)(const Complex&)>
Value ofNumPy(Arithmetic& arithmetic, const Value& value)
{
  if (value.kind == Value::Kind::Complex)
    return fromComplex(kComplex({value.re, value.im}));
  if (!isForNumPy(arithmetic, value))
    return {};
  return Value::real(kReal(arithmetic.toDouble(value)), true);
}

enum class Domain
{
  FromZero, ///< negative numbers leave the reals
  WithinOne ///< numbers beyond -1 and 1 leave the reals
};

/// As numpy.lib.scimath.NAME: goes over to complex numbers outside the domain of the real function.
template <Domain kDomain, double (*kReal)(double), Complex (*kComplex)(const Complex&)>
Value extended(Arithmetic& arithmetic, const Value& value)
{
  if (value.kind == Value::Kind::Complex)
    return fromComplex(kComplex({value.re, value.im}));
  const bool isPositive = value.kind == Value::Kind::Integer && !value.isNegative();
  if (kDomain == Domain::FromZero && isPositive && !isForNumPy(arithmetic, value))
    return {};
  const double argument = arithmetic.toDouble(value);
  if (arithmetic.hasFailed())
    return {};
  if (kDomain == Domain::FromZero ? argument < 0 : std::fabs(argument) > 1)
    return fromComplex(kComplex({argument, 0.0}));
  if (!isForNumPy(arithmetic, value))
    return {};
  return Value::real(kReal(argument), true);
}

template <Function kInner>
Value reciprocalOf(Arithmetic& arithmetic, const Value& value)
{
  return arithmetic.divide(Value::integer(1), kInner(arithmetic, value));
}

template <Function kInner>
Value ofReciprocal(Arithmetic& arithmetic, const Value& value)
{
  const Value inverse = arithmetic.divide(Value::real(1), value);
  return arithmetic.hasFailed() ? Value{} : kInner(arithmetic, inverse);
}

// Overloads of <cmath> and <complex> need names of their own to be template arguments.
#define SCRIPTORIUM_BOTH(name, function)                                                                     \
  double name##Real(double x)                                                                                \
  {                                                                                                          \
    return std::function(x);                                                                                 \
  }                                                                                                          \
  Complex name##Complex(const Complex& x)                                                                    \
  {                                                                                                          \
    return std::function(x);                                                                                 \
  }                                                                                                          \
  [[maybe_unused]] constexpr Function name = ofNumPy<name##Real, name##Complex>;
SCRIPTORIUM_BOTH(sine, sin)
SCRIPTORIUM_BOTH(cosine, cos)
SCRIPTORIUM_BOTH(tangent, tan)
SCRIPTORIUM_BOTH(arcsine, asin)
SCRIPTORIUM_BOTH(arccosine, acos)
SCRIPTORIUM_BOTH(arctangent, atan)
SCRIPTORIUM_BOTH(hyperbolicSine, sinh)
SCRIPTORIUM_BOTH(hyperbolicCosine, cosh)
SCRIPTORIUM_BOTH(hyperbolicTangent, tanh)
SCRIPTORIUM_BOTH(areaSine, asinh)
SCRIPTORIUM_BOTH(areaCosine, acosh)
SCRIPTORIUM_BOTH(areaTangent, atanh)
SCRIPTORIUM_BOTH(squareRoot, sqrt)
SCRIPTORIUM_BOTH(naturalLogarithm, log)
SCRIPTORIUM_BOTH(exponential, exp)
#undef SCRIPTORIUM_BOTH

double decimalLogarithmReal(double x)
{
  return std::log10(x);
}

Complex decimalLogarithmComplex(const Complex& x)
{
  return std::log(x) * std::numbers::log10e;
}

double binaryLogarithmReal(double x)
{
  return std::log2(x);
}

Complex binaryLogarithmComplex(const Complex& x)
{
  return std::log(x) * std::numbers::log2e;
}

Value arccotangent(Arithmetic& arithmetic, const Value& value)
{
  const bool isNegative = value.kind == Value::Kind::Integer ? value.isNegative() : value.re < 0;
  const Value angle = arctangent(arithmetic, value);
  return arithmetic.subtract(Value::real(isNegative ? -kHalfPi : kHalfPi), angle);
}

Value absolute(Arithmetic& arithmetic, const Value& value)
{
  return arithmetic.absolute(value);
}

Value factorial(Arithmetic& arithmetic, const Value& value)
{
  return arithmetic.factorial(value);
}

struct Named
{
  std::u16string_view name;
  Function function;
};

/// In alphabetical order.
constexpr std::array kFunctions = {
    Named{u"abs", absolute},
    Named{u"arccos", extended<Domain::WithinOne, arccosineReal, arccosineComplex>},
    Named{u"arccosh", areaCosine},
    Named{u"arccot", arccotangent},
    Named{u"arccoth", ofReciprocal<areaTangent>},
    Named{u"arccsc", ofReciprocal<arcsine>},
    Named{u"arccsch", ofReciprocal<areaSine>},
    Named{u"arcsec", ofReciprocal<arccosine>},
    Named{u"arcsech", ofReciprocal<areaCosine>},
    Named{u"arcsin", extended<Domain::WithinOne, arcsineReal, arcsineComplex>},
    Named{u"arcsinh", areaSine},
    Named{u"arctan", arctangent},
    Named{u"arctanh", extended<Domain::WithinOne, areaTangentReal, areaTangentComplex>},
    Named{u"cos", cosine},
    Named{u"cosh", hyperbolicCosine},
    Named{u"cot", reciprocalOf<tangent>},
    Named{u"coth", reciprocalOf<hyperbolicTangent>},
    Named{u"csc", reciprocalOf<sine>},
    Named{u"csch", reciprocalOf<hyperbolicSine>},
    Named{u"exp", exponential},
    Named{u"fact", factorial},
    Named{u"factorial", factorial},
    Named{u"ln", extended<Domain::FromZero, naturalLogarithmReal, naturalLogarithmComplex>},
    Named{u"log10", extended<Domain::FromZero, decimalLogarithmReal, decimalLogarithmComplex>},
    Named{u"log2", extended<Domain::FromZero, binaryLogarithmReal, binaryLogarithmComplex>},
    Named{u"sec", reciprocalOf<cosine>},
    Named{u"sech", reciprocalOf<hyperbolicCosine>},
    Named{u"sin", sine},
    Named{u"sinh", hyperbolicSine},
    Named{u"sqrt", extended<Domain::FromZero, squareRootReal, squareRootComplex>},
    Named{u"tan", tangent},
    Named{u"tanh", hyperbolicTangent},
};
constexpr size_t kLongestName = 9;

const Named* find(QStringView name)
{
  std::array<char16_t, kLongestName> lower{};
  const auto length = static_cast<size_t>(name.size());
  if (length > lower.size())
    return nullptr;
  for (size_t i = 0; i < length; ++i) {
    const char16_t c = name[static_cast<qsizetype>(i)].unicode();
    lower[i] = c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c + (u'a' - u'A')) : c;
  }
  const std::u16string_view key(lower.data(), length);
  size_t from = 0, to = kFunctions.size();
  while (from < to) {
    const size_t middle = (from + to) / 2;
    const int order = kFunctions[middle].name.compare(key);
    if (order == 0)
      return &kFunctions[middle];
    (order < 0 ? from : to) = order < 0 ? middle + 1 : middle;
  }
  return nullptr;
}

} // namespace

Function functionNamed(QStringView name)
{
  const Named* named = find(name);
  return named != nullptr ? named->function : nullptr;
}

QString functionLike(QStringView name)
{
  const Named* named = find(name);
  return named != nullptr ? QStringView(named->name).toString() : QString();
}

} // namespace scriptorium::capa
