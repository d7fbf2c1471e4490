#pragma once

#include "grading/expression/evaluator.h"
#include "grading/expression/functions.h"

#include <QString>
#include <QStringView>
#include <QVarLengthArray>

namespace scriptorium::capa {

/// A node of a parsed formula. Nodes of one tree lie in one array and name each other by index.
struct ExpressionNode
{
  enum class Kind : quint8
  {
    Literal,  ///< a number with its own sign, exponent and percent sign
    Variable, ///< plain or a tensor
    Call,     ///< `function`: null for a name that is none; one child
    Parentheses,
    Power,    ///< of all children, right to left
    Parallel, ///< ||
    Product,  ///< each child with the operation before it
    Sum
  };

  Kind kind = Kind::Literal;
  /// Before a child of a product `*` or `/`; before a term of a sum its sign, none: 0.
  char operation = 0;
  bool isWhole = false;   ///< a number without point, exponent and percent sign
  bool isPercent = false; ///< a number
  int child = -1;         ///< the first one
  int next = -1;          ///< the next sibling
  int begin = 0;          ///< in the text: of a number, or of a name
  int end = 0;
  qint64 whole = 0; ///< of a whole number of up to 18 digits
  double real = 0;  ///< of any other number, before the percent
  Function function = nullptr;
};

/// A parsed formula, or why it is none. One look at each character; no more than 200 levels deep.
struct ExpressionTree
{
  explicit ExpressionTree(QString formula);

  bool isBlank = false;
  bool isValid = false; ///< its syntax
  bool isTooDeep = false;
  int root = -1;
  QString text;
  QVarLengthArray<ExpressionNode, 24> nodes;

  const ExpressionNode& at(int index) const { return nodes[index]; }
  QStringView textOf(const ExpressionNode& node) const
  {
    return QStringView(text).mid(node.begin, node.end - node.begin);
  }
  /// Of a number: its characters without the blanks between them.
  QString compact(const ExpressionNode& node) const;
};

/// The LMS's message about parentheses that do not match, counted over the raw text; empty when they do.
QString parenthesesFault(QStringView text);
/// Nothing but what Python's str.strip() removes.
bool isBlankText(QStringView text);

} // namespace scriptorium::capa
