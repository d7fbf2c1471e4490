#include "grading/expression/evaluator.h"
#include "grading/expression/tree.h"

#include <algorithm>
#include <iterator>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

using NodeKind = ExpressionNode::Kind;

/// A part of the formula in LaTeX.
struct Part
{
  QString latex;
  QString bare;        ///< without its outer parentheses, if it has any
  bool isTall = false; ///< higher than a line: parentheses around it must grow
};

Part part(QString latex, bool isTall)
{
  return {latex, latex, isTall};
}

/// Names that LaTeX writes as one sign, in lower case and capitalised.
const QStringView kGreek[] = {
    u"alpha",    u"beta", u"gamma",   u"delta",  u"epsilon", u"varepsilon", u"zeta", u"eta",  u"theta",
    u"vartheta", u"iota", u"kappa",   u"lambda", u"mu",      u"nu",         u"xi",   u"pi",   u"rho",
    u"sigma",    u"tau",  u"upsilon", u"phi",    u"varphi",  u"chi",        u"psi",  u"omega"};

bool isSign(QStringView name)
{
  if (name == u"hbar" || name == u"infty")
    return true;
  const auto matches = [name](QStringView greek) {
    return name.size() == greek.size() && name.mid(1) == greek.mid(1) &&
           (name[0] == greek[0] || name[0] == greek[0].toUpper());
  };
  return std::any_of(std::begin(kGreek), std::end(kGreek), matches);
}

QString symbol(QStringView name)
{
  return isSign(name) ? u'\\' + name.toString() : name.toString().replace(u'_', u"\\_"_s);
}

/// Writes a tree; the depth is bounded by the parser.
class LatexWriter
{
public:
  explicit LatexWriter(const ExpressionTree& tree) : m_tree(tree) {}

  Part write(int index) const
  {
    const ExpressionNode& node = m_tree.at(index);
    switch (node.kind) {
    case NodeKind::Literal:
      return number(node);
    case NodeKind::Variable:
      return variable(node);
    case NodeKind::Call:
      return call(node);
    case NodeKind::Parentheses:
      return parentheses(node);
    case NodeKind::Power:
      return power(node);
    case NodeKind::Parallel:
      return parallel(node);
    case NodeKind::Product:
      return product(node);
    case NodeKind::Sum:
      return sum(node);
    }
    return {};
  }

private:
  Part number(const ExpressionNode& node) const
  {
    QString digits = m_tree.compact(node);
    QString percent;
    if (node.isPercent) {
      digits.chop(1);
      percent = u"\\text{%}"_s;
    }
    const qsizetype exponent = digits.indexOf(u'e', 0, Qt::CaseInsensitive);
    if (exponent < 0)
      return part(digits + percent, false);
    return part(digits.left(exponent) + u"\\!\\times\\!10^{"_s + digits.mid(exponent + 1) + u'}' + percent,
                true);
  }

  Part variable(const ExpressionNode& node) const
  {
    const QStringView name = m_tree.textOf(node);
    const qsizetype subscript = name.indexOf(u'_');
    if (subscript < 0 || subscript == name.size() - 1)
      return part(symbol(name), false);
    return part(symbol(name.left(subscript)) + u"_{"_s + symbol(name.mid(subscript + 1)) + u'}', false);
  }

  static QString enclosed(const Part& inner)
  {
    return inner.isTall ? u"\\left("_s + inner.latex + u"\\right)"_s : u'(' + inner.latex + u')';
  }

  Part call(const ExpressionNode& node) const
  {
    const QStringView name = m_tree.textOf(node);
    const Part argument = write(node.child);
    if (name == u"sqrt")
      return part(u"\\sqrt{"_s + argument.latex + u'}', argument.isTall);
    const QString function = name == u"log10"  ? u"\\log_{10}"_s
                             : name == u"log2" ? u"\\log_2"_s
                                               : u"\\text{"_s + name.toString() + u'}';
    return part(function + enclosed(argument), argument.isTall);
  }

  Part parentheses(const ExpressionNode& node) const
  {
    const Part inner = write(node.child);
    return {enclosed(inner), inner.latex, inner.isTall};
  }

  std::vector<Part> children(const ExpressionNode& node) const
  {
    std::vector<Part> parts;
    for (int index = node.child; index >= 0; index = m_tree.at(index).next)
      parts.push_back(write(index));
    return parts;
  }

  Part power(const ExpressionNode& node) const
  {
    const std::vector<Part> levels = children(node);
    QString latex = levels.back().bare;
    for (size_t i = levels.size() - 1; i-- > 0;)
      latex = levels[i].latex + u"^{"_s + latex + u'}';
    return part(latex, true);
  }

  Part parallel(const ExpressionNode& node) const
  {
    const std::vector<Part> branches = children(node);
    QString latex;
    bool isTall = false;
    for (const Part& branch : branches) {
      latex += (latex.isEmpty() ? QString() : u"\\|"_s) + branch.latex;
      isTall = isTall || branch.isTall;
    }
    return part(latex, isTall);
  }

  static QString factors(const std::vector<Part>& parts)
  {
    QString latex;
    for (const Part& factor : parts)
      latex += (latex.isEmpty() ? QString() : u"\\cdot "_s) + factor.latex;
    return latex;
  }

  static QString fraction(const std::vector<Part>& above, const std::vector<Part>& below)
  {
    const auto side = [](const std::vector<Part>& parts) {
      return parts.size() == 1 ? parts.front().bare : factors(parts);
    };
    return u"\\frac{"_s + side(above) + u"}{"_s + side(below) + u'}';
  }

  /// a/b*c/d is a/b times c/d; factors before a division go above its line, further divisors below it.
  Part product(const ExpressionNode& node) const
  {
    if (m_tree.at(node.child).next < 0)
      return write(node.child);
    QString latex;
    bool isTall = false;
    std::vector<Part> above, below;
    for (int index = node.child; index >= 0; index = m_tree.at(index).next) {
      const bool isDivisor = m_tree.at(index).operation == '/';
      if (!isDivisor && !below.empty()) {
        latex += fraction(above, below) + u"\\cdot "_s;
        above.clear();
        below.clear();
      }
      Part factor = write(index);
      isTall = isTall || isDivisor || factor.isTall;
      (isDivisor ? below : above).push_back(std::move(factor));
    }
    latex += below.empty() ? factors(above) : fraction(above, below);
    return part(latex, isTall);
  }

  Part sum(const ExpressionNode& node) const
  {
    const ExpressionNode& first = m_tree.at(node.child);
    if (first.next < 0 && first.operation == '\0')
      return write(node.child);
    QString latex;
    bool isTall = false;
    for (int index = node.child; index >= 0; index = m_tree.at(index).next) {
      const char sign = m_tree.at(index).operation;
      const Part term = write(index);
      if (sign != '\0')
        latex += QLatin1Char(sign);
      latex += term.latex;
      isTall = isTall || term.isTall;
    }
    return part(latex, isTall);
  }

  const ExpressionTree& m_tree;
};

} // namespace

Result<QString, ExpressionError> latexPreview(const QString& text)
{
  const ExpressionTree tree(text);
  if (tree.isBlank)
    return QString();
  if (!tree.isValid)
    return ExpressionError{ExpressionError::Kind::Parse, u"ParseException"_s,
                           u"the formula cannot be parsed"_s};
  return LatexWriter(tree).write(tree.root).latex;
}

} // namespace scriptorium::capa
