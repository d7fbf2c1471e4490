#include "grading/expression/tree.h"

#include <QLocale>

#include <array>
#include <charconv>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr int kDeepestTerm = 200;
constexpr qsizetype kLongest = 10'000;

bool isDigit(char16_t c)
{
  return c >= u'0' && c <= u'9';
}

bool isLetter(char16_t c)
{
  const auto lower = static_cast<char16_t>(c | 0x20U);
  return lower >= u'a' && lower <= u'z';
}

bool isAlphanumeric(char16_t c)
{
  return isLetter(c) || isDigit(c);
}

/// Recursive descent over the text; every function leaves the index of its node, or -1 for a syntax error.
class Parser
{
public:
  explicit Parser(ExpressionTree& tree)
      : m_tree(tree), m_text(QStringView(tree.text).utf16()), m_end(static_cast<int>(tree.text.size()))
  {}

  int formula()
  {
    const int root = sum();
    skipBlanks();
    return m_at == m_end ? root : -1;
  }

private:
  using Kind = ExpressionNode::Kind;

  char16_t peek(int ahead = 0) const { return m_at + ahead < m_end ? m_text[m_at + ahead] : u'\0'; }
  void skipBlanks()
  {
    while (m_at < m_end &&
           (m_text[m_at] == u' ' || m_text[m_at] == u'\t' || m_text[m_at] == u'\n' || m_text[m_at] == u'\r'))
      ++m_at;
  }
  bool take(char16_t c)
  {
    skipBlanks();
    if (peek() != c)
      return false;
    ++m_at;
    return true;
  }
  char takeSign() { return take(u'+') ? '+' : take(u'-') ? '-' : '\0'; }
  bool takeBars()
  {
    skipBlanks();
    if (peek() != u'|' || peek(1) != u'|')
      return false;
    m_at += 2;
    return true;
  }
  int add(Kind kind, int child = -1)
  {
    ExpressionNode node;
    node.kind = kind;
    node.child = child;
    node.begin = node.end = m_at;
    m_tree.nodes.append(node);
    return static_cast<int>(m_tree.nodes.size()) - 1;
  }

  /// A node of the kind over `first` when more siblings follow, else `first` itself.
  struct Siblings
  {
    int parent = -1;
    int last = -1;
  };
  void append(Siblings& siblings, Kind kind, int child, char operation)
  {
    if (siblings.parent < 0)
      siblings.parent = add(kind, siblings.last);
    m_tree.nodes[child].operation = operation;
    m_tree.nodes[siblings.last].next = child;
    siblings.last = child;
  }
  static int result(const Siblings& siblings)
  {
    return siblings.parent >= 0 ? siblings.parent : siblings.last;
  }

  int sum();
  int product();
  int parallel();
  int power();
  int atom();
  int number();
  int name();
  int parentheses();
  int word(int from) const;
  int indices(int from, char16_t mark) const;
  int primes(int from) const;
  void evaluate(ExpressionNode& node, int digits) const;

  ExpressionTree& m_tree;
  const char16_t* m_text;
  int m_end;
  int m_at = 0;
  int m_depth = 0;
};

int Parser::sum()
{
  if (++m_depth > kDeepestTerm) {
    m_tree.isTooDeep = true;
    return -1;
  }
  const char sign = takeSign();
  const int first = product();
  if (first < 0)
    return -1;
  // Always a node of its own: the operation of its first child is a sign, not that of a product around it.
  Siblings terms{add(Kind::Sum, first), first};
  m_tree.nodes[first].operation = sign;
  while (const char operation = takeSign()) {
    const int term = product();
    if (term < 0)
      return -1;
    append(terms, Kind::Sum, term, operation);
  }
  --m_depth;
  return terms.parent;
}

int Parser::product()
{
  const int first = parallel();
  if (first < 0)
    return -1;
  Siblings factors{add(Kind::Product, first), first};
  m_tree.nodes[first].operation = '*';
  for (;;) {
    const char operation = take(u'*') ? '*' : take(u'/') ? '/' : '\0';
    if (operation == '\0')
      return factors.parent;
    const int factor = parallel();
    if (factor < 0)
      return -1;
    append(factors, Kind::Product, factor, operation);
  }
}

int Parser::parallel()
{
  Siblings branches{-1, power()};
  if (branches.last < 0)
    return -1;
  while (takeBars()) {
    const int branch = power();
    if (branch < 0)
      return -1;
    append(branches, Kind::Parallel, branch, '\0');
  }
  return result(branches);
}

int Parser::power()
{
  Siblings levels{-1, atom()};
  if (levels.last < 0)
    return -1;
  while (take(u'^')) {
    const int level = atom();
    if (level < 0)
      return -1;
    append(levels, Kind::Power, level, '\0');
  }
  return result(levels);
}

int Parser::atom()
{
  skipBlanks();
  const char16_t c = peek();
  if (isLetter(c))
    return name();
  if (c == u'(')
    return parentheses();
  return number();
}

int Parser::parentheses()
{
  ++m_at;
  const int inner = sum();
  return inner >= 0 && take(u')') ? add(Kind::Parentheses, inner) : -1;
}

int Parser::number()
{
  ExpressionNode node;
  node.begin = m_at;
  if (peek() == u'+' || peek() == u'-') {
    ++m_at;
    skipBlanks();
  }
  const int from = m_at;
  while (isDigit(peek()))
    ++m_at;
  const int digits = m_at - from;
  node.isWhole = true;
  if (peek() == u'.' && (digits > 0 || isDigit(peek(1)))) {
    node.isWhole = false;
    ++m_at;
    while (isDigit(peek()))
      ++m_at;
  } else if (digits == 0) {
    return -1;
  }
  node.end = m_at;
  skipBlanks();
  if ((peek() | 0x20U) == u'e') {
    const int before = m_at++;
    takeSign();
    skipBlanks();
    const int exponent = m_at;
    while (isDigit(peek()))
      ++m_at;
    if (m_at > exponent) {
      node.isWhole = false;
      node.end = m_at;
    } else {
      m_at = before;
    }
  }
  evaluate(node, digits);
  if (take(u'%')) {
    node.isPercent = true;
    node.end = m_at;
  }
  m_tree.nodes.append(node);
  return static_cast<int>(m_tree.nodes.size()) - 1;
}

void Parser::evaluate(ExpressionNode& node, int digits) const
{
  constexpr int kFewDigits = 18;
  std::array<char, 64> buffer;
  size_t length = 0;
  for (int i = node.begin; i < node.end && length < buffer.size(); ++i) {
    const char16_t c = m_text[i];
    if (c > u' ' && c != u'+')
      buffer[length++] = static_cast<char>(c);
    else if (c == u'+' && length > 0) // the sign of an exponent
      buffer[length++] = '+';
  }
  const char* end = buffer.data() + length;
  if (node.isWhole && digits <= kFewDigits) {
    std::from_chars(buffer.data(), end, node.whole);
  } else if (!node.isWhole) {
    const bool isShort = node.end - node.begin <= static_cast<int>(buffer.size());
    if (isShort && std::from_chars(buffer.data(), end, node.real).ec == std::errc())
      return;
    // Beyond the range: infinity or zero, which Qt gives.
    bool isInRange = false;
    node.real = QLocale::c().toDouble(m_tree.compact(node), &isInRange);
  }
}

int Parser::word(int from) const
{
  while (from < m_end && isAlphanumeric(m_text[from]))
    ++from;
  return from;
}

int Parser::indices(int from, char16_t mark) const
{
  if (from + 1 >= m_end || m_text[from] != mark || m_text[from + 1] != u'{')
    return from;
  const int end = word(from + 2);
  return end > from + 2 && end < m_end && m_text[end] == u'}' ? end + 1 : from;
}

int Parser::primes(int from) const
{
  while (from < m_end && m_text[from] == u'\'')
    ++from;
  return from;
}

int Parser::name()
{
  const int from = m_at;
  const int wordEnd = word(from);
  int end = wordEnd;
  while (end < m_end && (isAlphanumeric(m_text[end]) || m_text[end] == u'_'))
    ++end;
  m_at = primes(end);
  end = m_at;
  skipBlanks();
  if (peek() == u'(') {
    ++m_at;
    const int argument = sum();
    if (argument < 0 || !take(u')'))
      return -1;
    const int call = add(Kind::Call, argument);
    ExpressionNode& node = m_tree.nodes[call];
    node.begin = from;
    node.end = end;
    node.function = functionNamed(m_tree.textOf(node));
    return call;
  }
  const int tensorEnd = indices(indices(wordEnd, u'_'), u'^');
  m_at = tensorEnd > wordEnd ? primes(tensorEnd) : end;
  const int variable = add(Kind::Variable);
  m_tree.nodes[variable].begin = from;
  m_tree.nodes[variable].end = m_at;
  return variable;
}

} // namespace

ExpressionTree::ExpressionTree(QString formula) : text(std::move(formula))
{
  isBlank = isBlankText(text);
  if (isBlank || text.size() > kLongest)
    return;
  root = Parser(*this).formula();
  isValid = root >= 0;
}

QString ExpressionTree::compact(const ExpressionNode& node) const
{
  QString result;
  for (const QChar c : textOf(node)) {
    if (c.unicode() > u' ')
      result += c;
  }
  return result;
}

bool isBlankText(QStringView text)
{
  for (const QChar c : text) {
    if (!c.isSpace() && (c.unicode() < 0x1c || c.unicode() > 0x1f))
      return false;
  }
  return true;
}

QString parenthesesFault(QStringView text)
{
  qsizetype open = 0;
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i] == u'(')
      ++open;
    else if (text[i] == u')' && --open < 0)
      return u"Invalid Input: A closing parenthesis was found after segment %1, but there is no matching "
             u"opening "
             "parenthesis before it."_s.arg(text.left(i));
  }
  if (open > 0)
    return u"Invalid Input: Parentheses are unmatched. %1 parentheses were opened but never closed."_s.arg(
        open);
  return {};
}

} // namespace scriptorium::capa
