#include "markup/html/htmlreader.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;
using Scope = HtmlBuilder::Scope;

} // namespace

// The standard's rules until 2025: a `select` holds nothing but options and scripts.

void HtmlReader::inSelect(HtmlToken& token)
{
  switch (token.kind) {
  case Kind::Text:
    token.text.remove(QChar(0));
    return m_tree.appendText(token.text);
  case Kind::Comment:
    return m_tree.appendComment(token.text);
  case Kind::Doctype:
    return;
  case Kind::Start:
    return startInSelect(token);
  case Kind::End:
    return endInSelect(token);
  case Kind::EndOfText:
    return inBody(token);
  }
}

void HtmlReader::startInSelect(HtmlToken& token)
{
  const QString& tag = token.text;
  if (tag == "option"_L1 || tag == "optgroup"_L1 || tag == "hr"_L1) {
    if (m_tree.isCurrent("option"_L1))
      m_tree.pop();
    if (tag != "option"_L1 && m_tree.isCurrent("optgroup"_L1))
      m_tree.pop();
    if (tag == "hr"_L1)
      return m_tree.appendVoid(token);
    m_tree.push(token);
    return;
  }
  if (tag == "script"_L1 || tag == "template"_L1)
    return inHead(token);
  const bool isField = tag == "input"_L1 || tag == "keygen"_L1 || tag == "textarea"_L1;
  const bool isRow = m_tree.isInScope(u"table", Scope::Table) &&
                     htmlTraits(HtmlSpace::Html, tag, {}).testFlag(HtmlTrait::EndsScope);
  if (tag != "select"_L1 && !isField && !isRow)
    return;
  if (!m_tree.isOpen(u"select")) // Only the context of a piece is one.
    return;
  m_tree.popUntil(u"select");
  resetMode();
  if (tag != "select"_L1)
    take(token);
}

void HtmlReader::endInSelect(HtmlToken& token)
{
  const QString& tag = token.text;
  if (tag == "template"_L1)
    return endTemplate();
  if (tag == "select"_L1) {
    if (!m_tree.isOpen(tag))
      return;
    m_tree.popUntil(tag);
    return resetMode();
  }
  if (tag == "optgroup"_L1 && m_tree.isCurrent("option"_L1) && m_tree.open().size() > 1 &&
      m_tree.open()[m_tree.open().size() - 2].is(tag))
    m_tree.pop();
  if ((tag == "option"_L1 || tag == "optgroup"_L1) && m_tree.current().is(tag))
    m_tree.pop();
}

} // namespace scriptorium::markup
