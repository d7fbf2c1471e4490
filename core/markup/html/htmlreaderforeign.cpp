#include "markup/html/htmlreader.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;

/// Elements of HTML that nobody puts into a drawing or formula on purpose.
bool endsForeign(const HtmlToken& token)
{
  static const auto tags = [] {
    const QStringList all =
        u"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
        "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"_s.split(
            u' ');
    return QSet<QString>(all.begin(), all.end());
  }();
  if (token.kind == Kind::End)
    return token.text == "br"_L1 || token.text == "p"_L1;
  if (token.text != "font"_L1)
    return tags.contains(token.text);
  return !token.attribute("color"_L1).isNull() || !token.attribute("face"_L1).isNull() ||
         !token.attribute("size"_L1).isNull();
}

} // namespace

void HtmlReader::inForeign(HtmlToken& token)
{
  const auto isSeen = [](QChar c) { return !c.isNull() && !isHtmlSpace(c); };
  switch (token.kind) {
  case Kind::Text:
    if (std::any_of(token.text.begin(), token.text.end(), isSeen))
      m_mayBeFrameset = false;
    return m_tree.appendText(token.text.replace(QChar(0), u'\uFFFD'));
  case Kind::Comment:
    return m_tree.appendComment(token.text);
  case Kind::Start:
    return endsForeign(token) ? leaveForeign(token) : startInForeign(token);
  case Kind::End:
    return endsForeign(token) ? leaveForeign(token) : endInForeign(token);
  case Kind::Doctype:
  case Kind::EndOfText:
    return;
  }
}

void HtmlReader::leaveForeign(HtmlToken& token)
{
  while (m_tree.open().size() > 1 && m_tree.current().space != HtmlSpace::Html &&
         !m_tree.current().has(HtmlTrait::HoldsText) && !m_tree.current().has(HtmlTrait::HoldsHtml))
    m_tree.pop();
  inMode(token);
}

void HtmlReader::startInForeign(HtmlToken& token)
{
  const HtmlSpace space = adjustedCurrent().space;
  if (token.isSelfClosing)
    m_tree.appendVoid(token, space);
  else
    m_tree.push(token, space);
}

void HtmlReader::endInForeign(HtmlToken& token)
{
  const auto& open = m_tree.open();
  for (size_t at = open.size(); at-- > 1;) {
    if (open[at].space == HtmlSpace::Html)
      return inMode(token);
    if (htmlLowered(open[at].name) == token.text)
      return m_tree.popTo(at);
  }
}

} // namespace scriptorium::markup
