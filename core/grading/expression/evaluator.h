#pragma once

#include "base/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <complex>
#include <memory>
#include <variant>

namespace scriptorium::capa {

/// An integer of any size, as decimal digits.
struct BigInteger
{
  QString digits;
  bool isNumPy = false; ///< one of NumPy's 64-bit integers, which only abs() gives
  friend bool operator==(const BigInteger&, const BigInteger&) = default;
};

/// A value of the evaluator: whole numbers stay exact, as Python's do.
using Number = std::variant<BigInteger, double, std::complex<double>>;

struct ExpressionError
{
  enum class Kind
  {
    Parse,             ///< ParseException; its text is never shown
    UndefinedVariable, ///< names that are neither variables nor functions
    UnmatchedParenthesis,
    ZeroDivision,
    Factorial, ///< outside its domain: negative integers
    Value,     ///< ValueError of another kind
    Overflow,
    Type,
    Other
  };
  Kind kind = Kind::Other;
  QString exception; ///< the Python class
  QString message;
};

/// A formula in the learner's notation (openedx-calc: calc.py), parsed once. Thread-safe once made.
class Expression
{
public:
  /// Errors: UnmatchedParenthesis first, then Parse. Nested at most 200 deep, at most 10,000 characters.
  static Result<Expression, ExpressionError> parse(const QString& text);
  ~Expression();
  Expression(Expression&&) noexcept;
  Expression& operator=(Expression&&) noexcept;

  using Variables = QMap<QString, Number>;
  /// Errors: undefined names (variables before functions), arithmetic. A blank text is NaN.
  Result<Number, ExpressionError> evaluate(const Variables& variables = {},
                                           bool isCaseSensitive = false) const;

private:
  struct Tree;
  explicit Expression(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> m_tree;
};

/// parse and evaluate in one, with the LMS's order of errors: parentheses, syntax, names.
Result<Number, ExpressionError> evaluateExpression(const QString& text,
                                                   const Expression::Variables& variables = {},
                                                   bool isCaseSensitive = false);

/// The LMS's comparison within a tolerance ("0.001%", "5%", "0.1", a formula where `allowsFormula`),
/// as LMS: util.py, compare_with_tolerance. `isRelative`: a tolerance is of the larger of the two, not of
/// `expected`. Errors: Value when the tolerance is no number; Overflow; what a formula as tolerance gives.
Result<bool, ExpressionError> isWithinTolerance(const Number& given, const Number& expected,
                                                const QString& tolerance, bool allowsFormula,
                                                bool isRelative = false);

/// LaTeX of a formula for the preview (preview_formcalc). Errors: Parse.
Result<QString, ExpressionError> latexPreview(const QString& text);

} // namespace scriptorium::capa
