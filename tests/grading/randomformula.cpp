#include "grading/randomformula.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

constexpr int kDeepest = 5;

struct Part
{
  double value = 0;
  bool isNumPy = false;
  bool raises = false;
};

/// Writes a formula while it reckons, level by level of precedence.
class Writer
{
public:
  explicit Writer(Choices& choices) : m_choices(choices) {}

  Part sum()
  {
    ++m_depth;
    const int sign = m_choices.below(6);
    if (sign > 3)
      write(sign == 4 ? u"-"_s : u"+"_s);
    Part total = combined({}, product(), sign == 4 ? '-' : '+');
    while (m_choices.below(3) == 1) {
      const bool isMinus = m_choices.maybe();
      write(isMinus ? u"-"_s : u"+"_s);
      total = combined(total, product(), isMinus ? '-' : '+');
    }
    --m_depth;
    return total;
  }

  QString text;

private:
  void write(const QString& token)
  {
    if (m_choices.below(5) == 1)
      text += m_choices.maybe() ? u" "_s : u"\t"_s;
    text += m_choices.below(7) == 1 ? token.toUpper() : token;
  }

  static Part combined(const Part& left, const Part& right, char operation)
  {
    Part result{0, left.isNumPy || right.isNumPy, left.raises || right.raises};
    switch (operation) {
    case '+':
      result.value = left.value + right.value;
      break;
    case '-':
      result.value = left.value - right.value;
      break;
    case '*':
      result.value = left.value * right.value;
      break;
    default:
      result.raises = result.raises || (right.value == 0 && !result.isNumPy);
      result.value = left.value / right.value;
    }
    return result;
  }

  Part product()
  {
    Part total = combined({1, false, false}, parallel(), '*');
    while (m_choices.below(3) == 1) {
      const bool isDivision = m_choices.maybe();
      write(isDivision ? u"/"_s : u"*"_s);
      total = combined(total, parallel(), isDivision ? '/' : '*');
    }
    return total;
  }

  Part parallel()
  {
    Part total = power();
    if (m_choices.below(8) != 1)
      return total;
    write(u"||"_s);
    const Part other = power();
    if (total.value == 0 || other.value == 0)
      return {std::nan(""), false, total.raises || other.raises};
    const Part one{1, false, false};
    return combined(one, combined(combined(one, total, '/'), combined(one, other, '/'), '+'), '/');
  }

  Part power()
  {
    Part base = atom();
    if (m_choices.below(6) != 1)
      return base;
    const int exponent = m_choices.below(4);
    write(u"^"_s);
    write(QString::number(exponent) + u".0"_s);
    const bool wasFinite = std::isfinite(base.value);
    base.value = std::pow(base.value, exponent);
    base.raises = base.raises || (wasFinite && std::isinf(base.value) && !base.isNumPy);
    return base;
  }

  Part atom()
  {
    const int kind = m_choices.below(m_depth < kDeepest ? 7 : 4);
    switch (kind) {
    case 0:
    case 1: {
      const int quarters = m_choices.below(256);
      // At the start of a sum the sign would be that of the whole product.
      const QString before = text.trimmed();
      const bool isFirst = before.isEmpty() || before.endsWith(u'(');
      const QString sign = kind == 1 && !isFirst && m_choices.maybe() ? u"-"_s : QString();
      write(sign + QString::number(quarters / 4.0, 'f', 2));
      return {sign.isEmpty() ? quarters / 4.0 : -quarters / 4.0, false, false};
    }
    case 2:
      write(u"x"_s);
      return {kX, false, false};
    case 3:
      write(u"y"_s);
      return {kY, false, false};
    case 4: {
      write(u"("_s);
      const Part inner = sum();
      write(u")"_s);
      return inner;
    }
    default:
      return call();
    }
  }

  Part call()
  {
    struct Named
    {
      QString name;
      double (*function)(double);
    };
    static const Named kNames[] = {{u"sin"_s, [](double v) { return std::sin(v); }},
                                   {u"cosh"_s, [](double v) { return std::cosh(v); }},
                                   {u"exp"_s, [](double v) { return std::exp(v); }},
                                   {u"arctan"_s, [](double v) { return std::atan(v); }},
                                   {u"abs"_s, [](double v) { return std::fabs(v); }}};
    const Named& named = kNames[m_choices.below(5)];
    write(named.name);
    write(u"("_s);
    const Part argument = sum();
    write(u")"_s);
    return {named.function(argument.value), true, argument.raises};
  }

  Choices& m_choices;
  int m_depth = 0;
};

} // namespace

RandomFormula randomFormula(Choices& choices)
{
  Writer writer(choices);
  const Part total = writer.sum();
  return {writer.text, total.value, total.raises};
}

} // namespace scriptorium::testing
