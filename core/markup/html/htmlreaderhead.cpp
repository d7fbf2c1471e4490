#include "markup/html/htmlreader.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;

/// End tags that count before there is a body; the others do not.
bool isIgnoredEnd(const HtmlToken& token)
{
  return token.kind == Kind::End && !token.isEnd({"body"_L1, "html"_L1, "br"_L1});
}

} // namespace

void HtmlReader::initial(HtmlToken& token)
{
  if (token.kind == Kind::Text && (takeSpace(token), token.text.isEmpty()))
    return;
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text, &m_tree.top());
  m_mode = Mode::BeforeHtml;
  if (token.kind != Kind::Doctype) {
    m_isQuirky = true;
    return take(token);
  }
  m_doctype = {token.text, token.publicId, token.systemId, m_tree.top().children().size()};
  m_isQuirky = isQuirky(token);
}

void HtmlReader::beforeHtml(HtmlToken& token)
{
  if (token.kind == Kind::Doctype || (token.kind == Kind::Text && (takeSpace(token), token.text.isEmpty())))
    return;
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text, &m_tree.top());
  if (isIgnoredEnd(token) && token.text != "head"_L1)
    return;
  m_mode = Mode::BeforeHead;
  if (token.isStart({"html"_L1})) {
    m_tree.push(token);
    return;
  }
  open("html"_L1);
  take(token);
}

void HtmlReader::beforeHead(HtmlToken& token)
{
  if (token.kind == Kind::Doctype || (token.kind == Kind::Text && (takeSpace(token), token.text.isEmpty())))
    return;
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text);
  if (token.isStart({"html"_L1}))
    return inBody(token);
  if (isIgnoredEnd(token) && token.text != "head"_L1)
    return;
  m_mode = Mode::InHead;
  const bool isHead = token.isStart({"head"_L1});
  if (isHead)
    m_tree.push(token);
  else
    open("head"_L1);
  m_head = m_tree.current();
  if (!isHead)
    take(token);
}

void HtmlReader::inHead(HtmlToken& token)
{
  if (token.kind == Kind::Text) {
    insertSpace(token);
    if (token.text.isEmpty())
      return;
  }
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text);
  if (token.kind == Kind::Doctype)
    return;
  if (token.kind == Kind::Start)
    return startInHead(token);
  if (token.isEnd({"template"_L1}))
    return endTemplate();
  if (isIgnoredEnd(token) && token.text != "head"_L1)
    return;
  m_tree.pop();
  m_mode = Mode::AfterHead;
  if (!token.isEnd({"head"_L1}))
    take(token);
}

void HtmlReader::startInHead(HtmlToken& token)
{
  static const Handlers handlers = handlersOf({
      {"html", &HtmlReader::inBody},
      {"base basefont bgsound link meta", &HtmlReader::startVoidAlone},
      {"title", &HtmlReader::startTitle},
      {"noscript", &HtmlReader::startNoscriptInHead},
      {"noframes style", &HtmlReader::startRawText},
      {"script", &HtmlReader::startScript},
      {"template", &HtmlReader::startTemplate},
      {"head", &HtmlReader::ignore},
  });
  (this->*handlers.value(token.text, &HtmlReader::leaveHead))(token);
}

void HtmlReader::leaveHead(HtmlToken& token)
{
  m_tree.pop();
  m_mode = Mode::AfterHead;
  take(token);
}

void HtmlReader::startNoscriptInHead(HtmlToken& token)
{
  if (m_rules.runsScripts)
    return startRawText(token);
  m_tree.push(token);
  m_mode = Mode::InHeadNoscript;
}

void HtmlReader::startTemplate(HtmlToken& token)
{
  m_tree.push(token);
  m_tree.pushMarker();
  m_mayBeFrameset = false;
  m_mode = Mode::InTemplate;
  m_templateModes.push_back(Mode::InTemplate);
}

void HtmlReader::endTemplate()
{
  if (!hasTemplate())
    return;
  m_tree.closeImpliedInTemplate();
  m_tree.popUntil(u"template");
  m_tree.clearToMarker();
  if (!m_templateModes.empty())
    m_templateModes.pop_back();
  resetMode();
}

void HtmlReader::inHeadNoscript(HtmlToken& token)
{
  if (token.kind == Kind::Text) {
    insertSpace(token);
    if (token.text.isEmpty())
      return;
  }
  if (token.kind == Kind::Doctype)
    return;
  if (token.kind == Kind::Comment ||
      token.isStart({"basefont"_L1, "bgsound"_L1, "link"_L1, "meta"_L1, "noframes"_L1, "style"_L1}))
    return inHead(token);
  if (token.isStart({"html"_L1}))
    return inBody(token);
  const bool isOwnEnd = token.isEnd({"noscript"_L1});
  if (token.isStart({"head"_L1, "noscript"_L1}) ||
      (token.kind == Kind::End && !isOwnEnd && token.text != "br"_L1))
    return;
  m_tree.pop();
  m_mode = Mode::InHead;
  if (!isOwnEnd)
    take(token);
}

void HtmlReader::afterHead(HtmlToken& token)
{
  if (token.kind == Kind::Text) {
    insertSpace(token);
    if (token.text.isEmpty())
      return;
  }
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text);
  if (token.kind == Kind::Doctype || token.isStart({"head"_L1}))
    return;
  if (token.isStart({"html"_L1}))
    return inBody(token);
  if (token.isStart({"base"_L1, "basefont"_L1, "bgsound"_L1, "link"_L1, "meta"_L1, "noframes"_L1, "script"_L1,
                     "style"_L1, "template"_L1, "title"_L1}))
  {
    m_tree.reopen(m_head);
    inHead(token);
    return m_tree.removeOpen(m_head.element);
  }
  if (token.isEnd({"template"_L1}))
    return inHead(token);
  if (isIgnoredEnd(token))
    return;
  const bool isFrameset = token.isStart({"frameset"_L1});
  const bool isBody = token.isStart({"body"_L1});
  m_mode = isFrameset ? Mode::InFrameset : Mode::InBody;
  if (isBody)
    m_mayBeFrameset = false;
  if (isBody || isFrameset) {
    m_tree.push(token);
    return;
  }
  open("body"_L1);
  take(token);
}

} // namespace scriptorium::markup
