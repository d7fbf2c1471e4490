#include "markup/html/htmlreader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;

} // namespace

void HtmlReader::inBody(HtmlToken& token)
{
  switch (token.kind) {
  case Kind::Text:
    return textInBody(token);
  case Kind::Comment:
    return m_tree.appendComment(token.text);
  case Kind::Doctype:
    return;
  case Kind::Start:
    return startInBody(token);
  case Kind::End:
    return endInBody(token);
  case Kind::EndOfText:
    if (!m_templateModes.empty())
      inTemplate(token);
  }
}

void HtmlReader::textInBody(HtmlToken& token)
{
  token.text.remove(QChar(0));
  if (token.text.isEmpty())
    return;
  m_tree.reconstruct();
  m_tree.appendText(token.text);
  if (!token.isSpace())
    m_mayBeFrameset = false;
}

void HtmlReader::startInBody(HtmlToken& token)
{
  static const Handlers handlers = handlersOf({
      {"html", &HtmlReader::startHtml},
      {"base basefont bgsound link meta noframes script style template title", &HtmlReader::inHead},
      {"body", &HtmlReader::startBody},
      {"frameset", &HtmlReader::startFrameset},
      {"address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer "
       "header "
       "hgroup main menu nav ol p search section summary ul",
       &HtmlReader::startBlock},
      {"h1 h2 h3 h4 h5 h6", &HtmlReader::startHeading},
      {"pre listing", &HtmlReader::startPreformatted},
      {"form", &HtmlReader::startForm},
      {"li dd dt", &HtmlReader::startListItem},
      {"plaintext", &HtmlReader::startPlaintext},
      {"button", &HtmlReader::startButton},
      {"a", &HtmlReader::startLink},
      {"b big code em font i s small strike strong tt u", &HtmlReader::startFormatting},
      {"nobr", &HtmlReader::startNobr},
      {"applet marquee object", &HtmlReader::startMarked},
      {"table", &HtmlReader::startTable},
      {"area br embed img keygen wbr", &HtmlReader::startVoid},
      {"input", &HtmlReader::startInput},
      {"param source track", &HtmlReader::startVoidAlone},
      {"hr", &HtmlReader::startRule},
      {"image", &HtmlReader::startImage},
      {"textarea", &HtmlReader::startTextarea},
      {"xmp", &HtmlReader::startXmp},
      {"iframe", &HtmlReader::startIframe},
      {"noembed", &HtmlReader::startRawText},
      {"noscript", &HtmlReader::startNoscript},
      {"select", &HtmlReader::startSelect},
      {"option", &HtmlReader::startOption},
      {"optgroup", &HtmlReader::startOptgroup},
      {"rb rtc", &HtmlReader::startRuby},
      {"rp rt", &HtmlReader::startRubyText},
      {"math svg", &HtmlReader::startForeign},
      {"caption col colgroup frame head tbody td tfoot th thead tr", &HtmlReader::ignore},
  });
  (this->*handlers.value(token.text, &HtmlReader::startOther))(token);
}

void HtmlReader::startOther(HtmlToken& token)
{
  m_tree.reconstruct();
  m_tree.push(token);
}

void HtmlReader::startHtml(HtmlToken& token)
{
  if (!hasTemplate())
    m_tree.addAttributes(*m_tree.open().front().element, token);
}

void HtmlReader::startBody(HtmlToken& token)
{
  const auto& open = m_tree.open();
  if (open.size() < 2 || !open[1].is(u"body") || hasTemplate())
    return;
  m_mayBeFrameset = false;
  m_tree.addAttributes(*open[1].element, token);
}

void HtmlReader::startFrameset(HtmlToken& token)
{
  const auto& open = m_tree.open();
  if (open.size() < 2 || !open[1].is(u"body") || !m_mayBeFrameset)
    return;
  m_tree.drop(*open[1].element);
  m_tree.popTo(1);
  m_tree.push(token);
  m_mode = Mode::InFrameset;
}

void HtmlReader::startBlock(HtmlToken& token)
{
  m_tree.closeParagraph();
  m_tree.push(token);
}

void HtmlReader::startHeading(HtmlToken& token)
{
  m_tree.closeParagraph();
  if (m_tree.current().has(HtmlTrait::Heading))
    m_tree.pop();
  m_tree.push(token);
}

void HtmlReader::startPreformatted(HtmlToken& token)
{
  startBlock(token);
  m_skipsLineBreak = true;
  m_mayBeFrameset = false;
}

void HtmlReader::startForm(HtmlToken& token)
{
  const bool isInTemplate = hasTemplate();
  if (m_form && !isInTemplate)
    return;
  m_tree.closeParagraph();
  Element* form = m_tree.push(token);
  if (!isInTemplate)
    m_form = form;
}

void HtmlReader::startListItem(HtmlToken& token)
{
  m_mayBeFrameset = false;
  const bool isItem = token.text == "li"_L1;
  for (size_t at = m_tree.open().size(); at-- > 0;) {
    const HtmlOpen& node = m_tree.open()[at];
    if (isItem ? node.is(u"li") : node.isOneOf({"dd"_L1, "dt"_L1})) {
      const QString tag = node.name;
      m_tree.closeImplied(tag);
      m_tree.popUntil(tag);
      break;
    }
    if (node.has(HtmlTrait::Special) && !node.isOneOf({"address"_L1, "div"_L1, "p"_L1}))
      break;
  }
  startBlock(token);
}

void HtmlReader::startPlaintext(HtmlToken& token)
{
  startBlock(token);
  m_tokens.readText(HtmlTokens::Reading::Raw);
}

void HtmlReader::startButton(HtmlToken& token)
{
  if (m_tree.isInScope(u"button")) {
    m_tree.closeImplied();
    m_tree.popUntil(u"button");
  }
  startOther(token);
  m_mayBeFrameset = false;
}

void HtmlReader::startLink(HtmlToken& token)
{
  if (const Element* open = m_tree.formatting(u"a")) {
    m_tree.adopt(token.text);
    m_tree.forget(open);
  }
  startFormatting(token);
}

void HtmlReader::startFormatting(HtmlToken& token)
{
  m_tree.reconstruct();
  m_tree.pushFormatting(token);
}

void HtmlReader::startNobr(HtmlToken& token)
{
  m_tree.reconstruct();
  if (m_tree.isInScope(token.text)) {
    m_tree.adopt(token.text);
    m_tree.reconstruct();
  }
  m_tree.pushFormatting(token);
}

void HtmlReader::startMarked(HtmlToken& token)
{
  startOther(token);
  m_tree.pushMarker();
  m_mayBeFrameset = false;
}

void HtmlReader::startTable(HtmlToken& token)
{
  if (!m_isQuirky)
    m_tree.closeParagraph();
  m_tree.push(token);
  m_mayBeFrameset = false;
  m_mode = Mode::InTable;
}

void HtmlReader::startVoid(HtmlToken& token)
{
  m_tree.reconstruct();
  m_tree.appendVoid(token);
  m_mayBeFrameset = false;
}

void HtmlReader::startInput(HtmlToken& token)
{
  if (m_context.is(u"select") && isPiece())
    return;
  if (m_tree.isInScope(u"select"))
    m_tree.popUntil(u"select");
  m_tree.reconstruct();
  m_tree.appendVoid(token);
  if (token.attribute("type"_L1).compare("hidden"_L1, Qt::CaseInsensitive) != 0)
    m_mayBeFrameset = false;
}

void HtmlReader::startRule(HtmlToken& token)
{
  m_tree.closeParagraph();
  if (m_tree.isInScope(u"select"))
    m_tree.closeImplied();
  m_tree.appendVoid(token);
  m_mayBeFrameset = false;
}

void HtmlReader::startImage(HtmlToken& token)
{
  token.text = u"img"_s;
  startVoid(token);
}

void HtmlReader::startTextarea(HtmlToken& token)
{
  startRaw(token, HtmlTokens::Reading::Decoding);
  m_skipsLineBreak = true;
  m_mayBeFrameset = false;
}

void HtmlReader::startXmp(HtmlToken& token)
{
  m_tree.closeParagraph();
  m_tree.reconstruct();
  startIframe(token);
}

void HtmlReader::startIframe(HtmlToken& token)
{
  m_mayBeFrameset = false;
  startRawText(token);
}

void HtmlReader::startNoscript(HtmlToken& token)
{
  if (m_rules.runsScripts)
    startRawText(token);
  else
    startOther(token);
}

void HtmlReader::startSelect(HtmlToken& token)
{
  if (m_context.is(u"select") && isPiece())
    return;
  if (m_tree.isInScope(u"select"))
    return m_tree.popUntil(u"select");
  startOther(token);
  m_mayBeFrameset = false;
  if (m_rules.select == HtmlRules::Select::OptionsOnly)
    m_mode = Mode::InSelect;
}

void HtmlReader::startOption(HtmlToken& token)
{
  if (m_tree.isInScope(u"select"))
    m_tree.closeImplied(u"optgroup");
  else if (m_tree.isCurrent("option"_L1))
    m_tree.pop();
  startOther(token);
}

void HtmlReader::startOptgroup(HtmlToken& token)
{
  if (m_tree.isInScope(u"select"))
    m_tree.closeImplied();
  else if (m_tree.isCurrent("option"_L1))
    m_tree.pop();
  startOther(token);
}

void HtmlReader::startRuby(HtmlToken& token)
{
  if (m_tree.isInScope(u"ruby"))
    m_tree.closeImplied();
  m_tree.push(token);
}

void HtmlReader::startRubyText(HtmlToken& token)
{
  if (m_tree.isInScope(u"ruby"))
    m_tree.closeImplied(u"rtc");
  m_tree.push(token);
}

void HtmlReader::startForeign(HtmlToken& token)
{
  m_tree.reconstruct();
  const HtmlSpace space = token.text == "svg"_L1 ? HtmlSpace::Svg : HtmlSpace::MathMl;
  if (token.isSelfClosing)
    m_tree.appendVoid(token, space);
  else
    m_tree.push(token, space);
}

} // namespace scriptorium::markup
