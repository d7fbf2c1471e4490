#include "grading/expression/chemistry.h"

#include <QList>
#include <QStringView>

#include <algorithm>
#include <iterator>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// What the LMS takes for an element; newer names (Nh, Mc, Ts, Og) are not among them.
const QStringView kElements[] = {
    u"Ac", u"Ag", u"Al", u"Am", u"Ar", u"As", u"At", u"Au", u"B",  u"Ba",  u"Be",  u"Bh",  u"Bi",  u"Bk",
    u"Br", u"C",  u"Ca", u"Cd", u"Ce", u"Cf", u"Cl", u"Cm", u"Cn", u"Co",  u"Cr",  u"Cs",  u"Cu",  u"Db",
    u"Ds", u"Dy", u"Er", u"Es", u"Eu", u"F",  u"Fe", u"Fl", u"Fm", u"Fr",  u"Ga",  u"Gd",  u"Ge",  u"H",
    u"He", u"Hf", u"Hg", u"Ho", u"Hs", u"I",  u"In", u"Ir", u"K",  u"Kr",  u"La",  u"Li",  u"Lr",  u"Lu",
    u"Lv", u"Md", u"Mg", u"Mn", u"Mo", u"Mt", u"N",  u"Na", u"Nb", u"Nd",  u"Ne",  u"Ni",  u"No",  u"Np",
    u"O",  u"Os", u"P",  u"Pa", u"Pb", u"Pd", u"Pm", u"Po", u"Pr", u"Pt",  u"Pu",  u"Ra",  u"Rb",  u"Re",
    u"Rf", u"Rg", u"Rh", u"Rn", u"Ru", u"S",  u"Sb", u"Sc", u"Se", u"Sg",  u"Si",  u"Sm",  u"Sn",  u"Sr",
    u"Ta", u"Tb", u"Tc", u"Te", u"Th", u"Ti", u"Tl", u"Tm", u"U",  u"Uuo", u"Uup", u"Uus", u"Uut", u"V",
    u"W",  u"Xe", u"Y",  u"Yb", u"Zn", u"Zr"};
const QStringView kPhases[] = {u"(aq)", u"(s)", u"(l)", u"(g)"};
constexpr qsizetype kLongestElement = 3;
constexpr int kDeepestFormula = 200;

bool isElement(QStringView text)
{
  return std::find(std::begin(kElements), std::end(kElements), text) != std::end(kElements);
}

bool isPhase(QStringView text)
{
  return std::find(std::begin(kPhases), std::end(kPhases), text) != std::end(kPhases);
}

bool isDigit(QStringView token)
{
  return token.size() == 1 && token[0] >= u'0' && token[0] <= u'9';
}

QStringView tokenAt(QStringView text)
{
  for (const QStringView phase : kPhases) {
    if (text.startsWith(phase))
      return phase;
  }
  for (qsizetype length = std::min(kLongestElement, text.size()); length > 0; --length) {
    if (isElement(text.left(length)))
      return text.left(length);
  }
  const QStringView first = text.left(1);
  return isDigit(first) || QStringView(u"[](){}^+-/").contains(first) ? first : QStringView();
}

/// None when something is no token, or when there is nothing.
std::optional<QList<QStringView>> tokens(QStringView text)
{
  QList<QStringView> result;
  while (!text.isEmpty()) {
    if (QStringView(u" \t\r\n").contains(text.front())) {
      text = text.mid(1);
      continue;
    }
    const QStringView token = tokenAt(text);
    if (token.isEmpty())
      return std::nullopt;
    result.append(token);
    text = text.mid(token.size());
  }
  return result.isEmpty() ? std::nullopt : std::optional(result);
}

/// Writes HTML while it reads: molecules with counts, separated by +.
class ExpressionWriter
{
public:
  explicit ExpressionWriter(const QList<QStringView>& tokens) : m_tokens(tokens) {}

  /// None when it is no chemical expression.
  std::optional<QString> write()
  {
    do {
      if (!molecule())
        return std::nullopt;
    } while (take(u"+", true));
    return m_at == m_tokens.size() ? std::optional(m_html) : std::nullopt;
  }

private:
  QStringView peek() const { return m_at < m_tokens.size() ? m_tokens[m_at] : QStringView(); }
  bool take(QStringView token, bool isWritten = false)
  {
    if (peek() != token)
      return false;
    ++m_at;
    if (isWritten)
      m_html += token;
    return true;
  }
  QString number()
  {
    QString digits;
    while (isDigit(peek()))
      digits += m_tokens[m_at++];
    return digits;
  }

  bool molecule()
  {
    if (!count() || !group())
      return false;
    if (isPhase(peek()))
      m_html += m_tokens[m_at++];
    return true;
  }

  bool count()
  {
    const QString above = number();
    if (above.isEmpty())
      return true;
    if (!take(u"/")) {
      m_html += above;
      return true;
    }
    const QString below = number();
    m_html += u"<sup>%1</sup>&frasl;<sub>%2</sub>"_s.arg(above, below);
    return !below.isEmpty();
  }

  bool group()
  {
    if (!part())
      return false;
    while (isElement(peek()) || peek() == u"(" || peek() == u"[") {
      if (!part())
        return false;
    }
    return true;
  }

  bool part()
  {
    if (isElement(peek())) {
      m_html += m_tokens[m_at++];
      return suffix();
    }
    const QStringView open = peek();
    if (open != u"(" && open != u"[")
      return false;
    if (++m_depth > kDeepestFormula)
      return false;
    take(open, true);
    if (!group() || !take(open == u"(" ? u")" : u"]", true))
      return false;
    --m_depth;
    return suffix();
  }

  bool suffix()
  {
    const QString below = number();
    if (!below.isEmpty())
      m_html += u"<sub>"_s + below + u"</sub>"_s;
    if (!take(u"^"))
      return true;
    QString charge = number();
    if (charge.startsWith(u'1')) // as LMS: meant for a charge of one, but 12+ loses its number, too
      charge.clear();
    if (peek() != u"+" && peek() != u"-")
      return false;
    m_html += u"<sup>"_s + charge + m_tokens[m_at++].toString() + u"</sup>"_s;
    return true;
  }

  const QList<QStringView>& m_tokens;
  qsizetype m_at = 0;
  int m_depth = 0;
  QString m_html;
};

/// As markupsafe escapes.
QString escapedText(const QString& text)
{
  return text.toHtmlEscaped().replace(u"&quot;"_s, u"&#34;"_s).replace(u'\'', u"&#39;"_s);
}

std::optional<QString> side(const QString& text)
{
  const auto found = tokens(text);
  if (found && (found->contains(QStringView(u"{")) || found->contains(QStringView(u"}"))))
    return std::nullopt;
  const auto html = found ? ExpressionWriter(*found).write() : std::nullopt;
  return html ? *html : u"<span class=\"inline-error inline\">%1</span>"_s.arg(escapedText(text));
}

} // namespace

std::optional<QString> chemicalPreview(const QString& formula)
{
  QString arrow = u"<->"_s;
  qsizetype at = formula.indexOf(arrow);
  if (at < 0) {
    arrow = u"->"_s;
    at = formula.indexOf(arrow);
  }
  const auto left = side(at < 0 ? formula : formula.left(at));
  if (!left)
    return std::nullopt;
  QString html = *left;
  if (at >= 0) {
    const auto right = side(formula.mid(at + arrow.size()));
    if (!right)
      return std::nullopt;
    html += QChar(arrow.size() == 2 ? u'\u2192' : u'\u2194') + *right;
  }
  return u"<span class=\"math\">"_s + html + u"</span>"_s;
}

} // namespace scriptorium::capa
