#include "grading/responses/numbers.h"

#include "grading/expression/complextext.h"
#include "grading/problem/problem.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

Outcome<Number> staffNumber(const QString& text)
{
  if (const auto value = complexFromText(text))
    return Number(*value);
  if (auto value = evaluateExpression(text))
    return *std::move(value);
  return studentInputError(u"There was a problem with the staff answer to this problem."_s);
}

Outcome<bool> agrees(const Number& given, const Number& expected, const QString& tolerance)
{
  const auto result = isWithinTolerance(given, expected, tolerance, true);
  if (!result)
    return uncaught(result.error());
  return *result;
}

CapaError uncaught(const ExpressionError& error)
{
  return otherError(error.exception, error.message);
}

std::complex<double> toComplex(const Number& number)
{
  if (const auto* integer = std::get_if<BigInteger>(&number))
    return integer->digits.toDouble();
  if (const auto* real = std::get_if<double>(&number))
    return *real;
  return std::get<std::complex<double>>(number);
}

bool isComplexType(const Number& number)
{
  return std::holds_alternative<std::complex<double>>(number);
}

QString toleranceOf(const Element& response, const Problem& problem)
{
  for (const Element* parameter : response.descendants(u"responseparam")) {
    const auto value = parameter->find(u"default");
    if (value && parameter->attribute(u"type") == "tolerance"_L1)
      return problem.contextualised(*value).trimmed();
  }
  return kDefaultTolerance.toString();
}

} // namespace scriptorium::capa
