#include "grading/expression/evaluator.h"

#include "grading/expression/tree.h"
#include "grading/expression/value.h"

#include <cmath>
#include <numbers>
#include <set>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

struct Expression::Tree : ExpressionTree
{
  using ExpressionTree::ExpressionTree;
};

namespace {

using NodeKind = ExpressionNode::Kind;
using Names = std::set<QString>;

/// Names in formulas are ASCII, so letters of other scripts need no folding: they never match.
bool isSameName(QStringView a, QStringView b, bool isCaseSensitive)
{
  if (a.size() != b.size())
    return false;
  const auto lower = [](char16_t c) { return c >= u'A' && c <= u'Z' ? static_cast<char16_t>(c | 0x20U) : c; };
  for (qsizetype i = 0; i < a.size(); ++i) {
    const char16_t x = a[i].unicode(), y = b[i].unicode();
    if (x != y && (isCaseSensitive || lower(x) != lower(y)))
      return false;
  }
  return true;
}

struct Constant
{
  QStringView name;
  Number value;
};

const Constant kConstants[] = {
    {u"i", std::complex<double>(0, 1)},
    {u"j", std::complex<double>(0, 1)},
    {u"e", std::numbers::e},
    {u"pi", std::numbers::pi},
};

bool isLowerCase(QStringView name)
{
  for (const QChar c : name) {
    if (c.unicode() >= u'A' && c.unicode() <= u'Z')
      return false;
  }
  return true;
}

QString joined(const Names& names)
{
  return QStringList(names.begin(), names.end()).join(u", ");
}

/// Evaluates one tree: names first, then the values from left to right.
class Evaluation
{
public:
  Evaluation(const ExpressionTree& tree, const Expression::Variables& variables, bool isCaseSensitive)
      : m_tree(tree), m_variables(variables), m_isCaseSensitive(isCaseSensitive)
  {}

  Result<Number, ExpressionError> run()
  {
    if (!resolveNames())
      return ExpressionError{ExpressionError::Kind::UndefinedVariable, u"UndefinedVariable"_s,
                             undefinedNames()};
    const Value result = value(m_tree.root);
    if (m_arithmetic.hasFailed())
      return m_arithmetic.error();
    return result.toNumber();
  }

private:
  const Number* variable(QStringView name) const;
  bool isFunction(const ExpressionNode& call) const;
  bool resolveNames();
  QString undefinedNames() const;
  QString didYouMean(const Names& unknown, bool areFunctions) const;

  Value value(int index);
  Value number(const ExpressionNode& node);
  Value power(int index);
  Value parallel(const ExpressionNode& node);
  Value product(const ExpressionNode& node);
  Value sum(const ExpressionNode& node);

  const ExpressionTree& m_tree;
  const Expression::Variables& m_variables;
  bool m_isCaseSensitive;
  QVarLengthArray<const Number*, 24> m_named; ///< by node: the values of its variables
  Arithmetic m_arithmetic;
};

/// The caller's variables before the constants; the last of several names that differ in case only.
const Number* Evaluation::variable(QStringView name) const
{
  const Number* found = nullptr;
  for (auto it = m_variables.constBegin(); it != m_variables.constEnd(); ++it) {
    if (isSameName(name, it.key(), m_isCaseSensitive))
      found = &it.value();
  }
  if (found != nullptr)
    return found;
  for (const Constant& constant : kConstants) {
    if (isSameName(name, constant.name, m_isCaseSensitive))
      return &constant.value;
  }
  return nullptr;
}

bool Evaluation::isFunction(const ExpressionNode& call) const
{
  return call.function != nullptr && (!m_isCaseSensitive || isLowerCase(m_tree.textOf(call)));
}

bool Evaluation::resolveNames()
{
  m_named.resize(m_tree.nodes.size());
  for (qsizetype i = 0; i < m_tree.nodes.size(); ++i) {
    const ExpressionNode& node = m_tree.nodes[i];
    if (node.kind == NodeKind::Variable) {
      m_named[i] = variable(m_tree.textOf(node));
      if (m_named[i] == nullptr)
        return false;
    } else if (node.kind == NodeKind::Call && !isFunction(node)) {
      return false;
    }
  }
  return true;
}

QString Evaluation::didYouMean(const Names& unknown, bool areFunctions) const
{
  Names better;
  for (const QString& name : unknown) {
    if (areFunctions) {
      if (const QString known = functionLike(name); !known.isEmpty())
        better.insert(known);
      continue;
    }
    for (const Constant& constant : kConstants) {
      if (isSameName(constant.name, name, false))
        better.insert(constant.name.toString());
    }
    for (auto it = m_variables.constBegin(); it != m_variables.constEnd(); ++it) {
      if (isSameName(it.key(), name, false))
        better.insert(it.key());
    }
  }
  return m_isCaseSensitive && !better.empty() ? u" (did you mean %1?)"_s.arg(joined(better)) : QString();
}

QString Evaluation::undefinedNames() const
{
  Names variables, functions;
  bool isAnyVariable = false;
  for (const ExpressionNode& node : m_tree.nodes) {
    const QStringView name = m_tree.textOf(node);
    if (node.kind == NodeKind::Variable && variable(name) == nullptr)
      variables.insert(name.toString());
    if (node.kind != NodeKind::Call || isFunction(node))
      continue;
    functions.insert(name.toString());
    isAnyVariable = isAnyVariable || variable(name) != nullptr;
  }
  if (!variables.empty())
    return u"Invalid Input: "_s + joined(variables) + u" not permitted in answer as a variable"_s +
           didYouMean(variables, false);
  return u"Invalid Input: "_s + joined(functions) + u" not permitted in answer as a function"_s +
         (isAnyVariable ? u" (did you forget to use * for multiplication?)"_s : QString()) +
         didYouMean(functions, true);
}

Value Evaluation::number(const ExpressionNode& node)
{
  constexpr int kFewCharacters = 18;
  Value value = Value::real(node.real);
  if (node.isWhole && node.end - node.begin <= kFewCharacters)
    value = Value::integer(node.whole);
  else if (node.isWhole)
    value = m_arithmetic.integer(m_tree.compact(node).remove(u'%'));
  if (node.isPercent && !m_arithmetic.hasFailed())
    value = m_arithmetic.multiply(value, Value::real(0.01));
  return value;
}

/// a^b^c is a^(b^c); all operands are evaluated before the first power.
Value Evaluation::power(int first)
{
  QVarLengthArray<Value, 4> levels;
  for (int index = first; index >= 0 && !m_arithmetic.hasFailed(); index = m_tree.at(index).next)
    levels.append(value(index));
  Value result = levels.last();
  for (qsizetype i = levels.size() - 1; i-- > 0 && !m_arithmetic.hasFailed();)
    result = m_arithmetic.power(levels[i], result);
  return result;
}

Value Evaluation::parallel(const ExpressionNode& node)
{
  QVarLengthArray<Value, 4> branches;
  bool isAnyZero = false;
  for (int index = node.child; index >= 0 && !m_arithmetic.hasFailed(); index = m_tree.at(index).next) {
    branches.append(value(index));
    isAnyZero = isAnyZero || branches.last().isZero();
  }
  if (isAnyZero)
    return Value::real(std::nan(""));
  Value total = Value::integer(0);
  for (const Value& branch : branches)
    total = m_arithmetic.add(total, m_arithmetic.divide(Value::real(1), branch));
  return m_arithmetic.divide(Value::real(1), total);
}

Value Evaluation::product(const ExpressionNode& node)
{
  // As LMS: the product starts from 1, which turns an infinite complex number into nan.
  Value total = Value::integer(1);
  for (int index = node.child; index >= 0 && !m_arithmetic.hasFailed(); index = m_tree.at(index).next) {
    const Value factor = value(index);
    total = m_tree.at(index).operation == '/' ? m_arithmetic.divide(total, factor)
                                              : m_arithmetic.multiply(total, factor);
  }
  return total;
}

Value Evaluation::sum(const ExpressionNode& node)
{
  Value total = Value::integer(0);
  for (int index = node.child; index >= 0 && !m_arithmetic.hasFailed(); index = m_tree.at(index).next) {
    const Value term = value(index);
    total = m_tree.at(index).operation == '-' ? m_arithmetic.subtract(total, term)
                                              : m_arithmetic.add(total, term);
  }
  return total;
}

Value Evaluation::value(int index)
{
  const ExpressionNode& node = m_tree.at(index);
  switch (node.kind) {
  case NodeKind::Literal:
    return number(node);
  case NodeKind::Variable:
    return Value::fromNumber(*m_named[index]);
  case NodeKind::Call: {
    const Value argument = value(node.child);
    return m_arithmetic.hasFailed() ? Value{} : node.function(m_arithmetic, argument);
  }
  case NodeKind::Parentheses:
    return value(node.child);
  case NodeKind::Power:
    return power(node.child);
  case NodeKind::Parallel:
    return parallel(node);
  case NodeKind::Product:
    return product(node);
  case NodeKind::Sum:
    return sum(node);
  }
  return {};
}

} // namespace

Expression::Expression(std::unique_ptr<Tree> tree) : m_tree(std::move(tree)) {}
Expression::~Expression() = default;
Expression::Expression(Expression&&) noexcept = default;
Expression& Expression::operator=(Expression&&) noexcept = default;

namespace {

/// What keeps a tree from being evaluated at all.
std::optional<ExpressionError> fault(const ExpressionTree& tree)
{
  using Fault = ExpressionError::Kind;
  if (tree.isBlank)
    return std::nullopt;
  if (const QString message = parenthesesFault(tree.text); !message.isEmpty())
    return ExpressionError{Fault::UnmatchedParenthesis, u"UnmatchedParenthesis"_s, message};
  if (tree.isTooDeep)
    return ExpressionError{Fault::Other, u"RecursionError"_s, u"the formula is nested too deeply"_s};
  if (!tree.isValid)
    return ExpressionError{Fault::Parse, u"ParseException"_s, u"the formula cannot be parsed"_s};
  return std::nullopt;
}

Result<Number, ExpressionError> valueOf(const ExpressionTree& tree, const Expression::Variables& variables,
                                        bool isCaseSensitive)
{
  if (tree.isBlank)
    return Number(std::nan(""));
  return Evaluation(tree, variables, isCaseSensitive).run();
}

} // namespace

Result<Expression, ExpressionError> Expression::parse(const QString& text)
{
  auto tree = std::make_unique<Tree>(text);
  if (auto error = fault(*tree))
    return *std::move(error);
  return Expression(std::move(tree));
}

Result<Number, ExpressionError> Expression::evaluate(const Variables& variables, bool isCaseSensitive) const
{
  return valueOf(*m_tree, variables, isCaseSensitive);
}

Result<Number, ExpressionError>
evaluateExpression(const QString& text, const Expression::Variables& variables, bool isCaseSensitive)
{
  const ExpressionTree tree(text);
  if (auto error = fault(tree))
    return *std::move(error);
  return valueOf(tree, variables, isCaseSensitive);
}

} // namespace scriptorium::capa
