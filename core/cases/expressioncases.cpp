#include "cases/answercase.h"
#include "grading/expression/evaluator.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr double kMostExact = 9007199254740992.0; ///< 2^53

PyValue realValue(double value)
{
  if (std::isnan(value))
    return u"nan"_s;
  if (std::isinf(value))
    return value > 0 ? u"inf"_s : u"-inf"_s;
  return value;
}

PyValue valueOf(const BigInteger& whole)
{
  if (whole.isNumPy) // no int of Python's, so it is shown as the number it converts to
    return PyDict{{u"re"_s, whole.digits.toDouble()}, {u"im"_s, 0.0}};
  if (std::abs(whole.digits.toDouble()) < kMostExact)
    return PyValue::Integer{whole.digits};
  return PyDict{{u"int"_s, whole.digits}};
}

PyValue valueOf(double value)
{
  return realValue(value);
}

PyValue valueOf(const std::complex<double>& value)
{
  return PyDict{{u"re"_s, realValue(value.real())}, {u"im"_s, realValue(value.imag())}};
}

QString typeOf(const Number& number)
{
  if (std::holds_alternative<BigInteger>(number))
    return u"int"_s;
  return std::holds_alternative<double>(number) ? u"float"_s : u"complex"_s;
}

Number numberOf(const PyValue& value)
{
  if (const auto* whole = value.integer())
    return BigInteger{whole->digits};
  if (const PyList* parts = value.list(); parts && parts->size() == 2)
    return std::complex<double>(parts->at(0).toFloat().value_or(0), parts->at(1).toFloat().value_or(0));
  if (const PyValue* real = value.at(u"re")) {
    const PyValue* imaginary = value.at(u"im");
    return std::complex<double>(real->toFloat().value_or(0),
                                imaginary ? imaginary->toFloat().value_or(0) : 0);
  }
  if (const PyValue* digits = value.at(u"int"))
    return BigInteger{digits->str()};
  return value.toFloat().value_or(std::numeric_limits<double>::quiet_NaN());
}

Number numberAt(const PyValue& asked, QStringView name)
{
  const PyValue* value = asked.at(name);
  return numberOf(value ? *value : PyValue());
}

} // namespace

PyDict answerCalc(const PyValue& asked, const CaseRunner::Scripts&)
{
  Expression::Variables variables;
  const PyDict given = entriesAt(asked, u"vars");
  for (const auto& [name, value] : given)
    variables.insert(name, numberOf(value));
  const auto value =
      evaluateExpression(textAt(asked, u"expr"), variables, isTrueAt(asked, u"case_sensitive"));
  if (!value) {
    const auto& error = value.error();
    const bool isShown = error.kind == ExpressionError::Kind::UndefinedVariable ||
                         error.kind == ExpressionError::Kind::UnmatchedParenthesis;
    return {{u"error"_s, error.exception}, {u"message"_s, isShown ? PyValue(error.message) : PyValue()}};
  }
  return {{u"value"_s, std::visit([](const auto& number) { return valueOf(number); }, *value)},
          {u"type"_s, typeOf(*value)}};
}

PyDict answerPreview(const PyValue& asked, const CaseRunner::Scripts&)
{
  const auto latex = latexPreview(textAt(asked, u"expr"));
  return {{u"preview"_s, latex ? *latex : QString()},
          {u"is_valid"_s, bool(latex)},
          {u"error"_s, latex ? QString() : u"Sorry, couldn't parse formula"_s}};
}

PyDict answerTolerance(const PyValue& asked, const CaseRunner::Scripts&)
{
  const PyValue* tolerance = asked.at(u"tolerance");
  const auto equal =
      isWithinTolerance(numberAt(asked, u"student"), numberAt(asked, u"instructor"),
                        tolerance ? tolerance->str() : QString(), true, isTrueAt(asked, u"relative"));
  if (!equal)
    return {{u"error"_s, equal.error().exception}};
  return {{u"equal"_s, *equal}};
}

} // namespace scriptorium::capa
