#include "markup/html/htmlreader.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Scope = HtmlBuilder::Scope;

} // namespace

void HtmlReader::endInBody(HtmlToken& token)
{
  static const Handlers handlers = handlersOf({
      {"template", &HtmlReader::inHead},
      {"body html", &HtmlReader::endBody},
      {"address article aside blockquote button center details dialog dir div dl fieldset figcaption figure "
       "footer "
       "header hgroup listing main menu nav ol pre search section select summary ul",
       &HtmlReader::endBlock},
      {"form", &HtmlReader::endForm},
      {"p", &HtmlReader::endParagraph},
      {"li dd dt", &HtmlReader::endListItem},
      {"h1 h2 h3 h4 h5 h6", &HtmlReader::endHeading},
      {"a b big code em font i nobr s small strike strong tt u", &HtmlReader::endFormatting},
      {"applet marquee object", &HtmlReader::endMarked},
      {"br", &HtmlReader::endBreak},
  });
  (this->*handlers.value(token.text, &HtmlReader::endOther))(token);
}

void HtmlReader::endBody(HtmlToken& token)
{
  if (!m_tree.isInScope(u"body"))
    return;
  m_mode = Mode::AfterBody;
  if (token.text == "html"_L1)
    take(token);
}

void HtmlReader::endBlock(HtmlToken& token)
{
  if (!m_tree.isInScope(token.text))
    return;
  m_tree.closeImplied();
  m_tree.popUntil(token.text);
}

void HtmlReader::endForm(HtmlToken& token)
{
  if (hasTemplate())
    return endBlock(token);
  const Element* form = std::exchange(m_form, nullptr);
  if (!form || !m_tree.isInScope(form))
    return;
  m_tree.closeImplied();
  m_tree.removeOpen(form);
}

void HtmlReader::endParagraph(HtmlToken&)
{
  if (!m_tree.isInScope(u"p", Scope::Button))
    open("p"_L1);
  m_tree.closeParagraph();
}

void HtmlReader::endListItem(HtmlToken& token)
{
  if (!m_tree.isInScope(token.text, token.text == "li"_L1 ? Scope::ListItem : Scope::Usual))
    return;
  m_tree.closeImplied(token.text);
  m_tree.popUntil(token.text);
}

void HtmlReader::endHeading(HtmlToken&)
{
  if (!m_tree.isHeadingInScope())
    return;
  m_tree.closeImplied();
  m_tree.popUntil(HtmlTrait::Heading);
}

void HtmlReader::endMarked(HtmlToken& token)
{
  if (!m_tree.isInScope(token.text))
    return;
  endBlock(token);
  m_tree.clearToMarker();
}

void HtmlReader::endBreak(HtmlToken& token)
{
  token.kind = HtmlToken::Kind::Start;
  token.attributes.clear();
  startVoid(token);
}

} // namespace scriptorium::markup
