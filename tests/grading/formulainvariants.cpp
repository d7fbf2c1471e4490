#include "grading/formulainvariants.h"

#include "grading/expression/chemistry.h"
#include "grading/expression/complextext.h"
#include "grading/expression/evaluator.h"
#include "grading/randomformula.h"

#include <cmath>
#include <cstring>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace scriptorium::testing {
namespace {

using Evaluated = Result<Number, ExpressionError>;
using Kind = ExpressionError::Kind;

const Expression::Variables& variables()
{
  static const Expression::Variables values = {
      {u"x"_s, kX}, {u"y"_s, kY}, {u"R_1"_s, 3.0}, {u"T_{ij}"_s, 4.0}};
  return values;
}

bool isSame(double a, double b)
{
  return a == b || (std::isnan(a) && std::isnan(b));
}

bool isSame(const Evaluated& a, const Evaluated& b)
{
  if (!a || !b)
    return !a && !b && a.error().kind == b.error().kind;
  if (a->index() != b->index())
    return false;
  if (const auto* integer = std::get_if<BigInteger>(&*a))
    return *integer == std::get<BigInteger>(*b);
  if (const auto* real = std::get_if<double>(&*a))
    return isSame(*real, std::get<double>(*b));
  const auto one = std::get<std::complex<double>>(*a), other = std::get<std::complex<double>>(*b);
  return isSame(one.real(), other.real()) && isSame(one.imag(), other.imag());
}

bool isSyntaxError(const Evaluated& outcome)
{
  return !outcome &&
         (outcome.error().kind == Kind::Parse || outcome.error().kind == Kind::UnmatchedParenthesis ||
          outcome.error().exception == "RecursionError"_L1);
}

bool isFinite(const Number& number)
{
  if (const auto* complex = std::get_if<std::complex<double>>(&number))
    return std::isfinite(complex->real()) && std::isfinite(complex->imag());
  const auto* real = std::get_if<double>(&number);
  return real == nullptr || std::isfinite(*real);
}

} // namespace

QString brokenFormulaInvariant(const QString& formula, bool isCaseSensitive)
{
  const Evaluated value = evaluateExpression(formula, variables(), isCaseSensitive);
  const auto parsed = Expression::parse(formula);
  if (parsed.has_value() == isSyntaxError(value))
    return u"parsing and evaluating disagree about the syntax"_s;
  if (parsed && !isSame(parsed->evaluate(variables(), isCaseSensitive), value))
    return u"evaluating once and later gives two values"_s;
  if (parsed && !latexPreview(formula))
    return u"a formula has no preview"_s;
  if (!isCaseSensitive && !isSame(evaluateExpression(formula.toUpper(), variables(), false), value) &&
      formula.toLatin1() == formula.toUtf8())
    return u"case matters where it should not"_s;
  if (value && isFinite(*value)) {
    const auto isItself = isWithinTolerance(*value, *value, u"0.001%"_s, false);
    if (isItself ? !*isItself : isItself.error().kind != Kind::Overflow)
      return u"a number is not within tolerance of itself"_s;
  }
  static_cast<void>(chemicalPreview(formula));
  static_cast<void>(complexFromText(formula));
  static_cast<void>(isWithinTolerance(1.0, 2.0, formula, true));
  return {};
}

QString brokenFormulaValue(QByteArrayView bytes)
{
  Choices choices(bytes);
  const RandomFormula formula = randomFormula(choices);
  const Evaluated value = evaluateExpression(formula.text, variables(), false);
  const auto* real = value ? std::get_if<double>(&*value) : nullptr;
  const bool isRight = formula.raises
                           ? !value && !isSyntaxError(value) && value.error().kind != Kind::UndefinedVariable
                           : real != nullptr && isSame(*real, formula.value);
  if (isRight)
    return brokenFormulaInvariant(formula.text, false);
  return u"%1 should %2 but gives %3"_s.arg(
      formula.text, formula.raises ? u"raise"_s : u"be "_s + QString::number(formula.value, 'g', 17),
      value ? (real != nullptr ? QString::number(*real, 'g', 17) : u"no real number"_s)
            : value.error().message);
}

} // namespace scriptorium::testing
