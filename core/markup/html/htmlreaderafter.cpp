#include "markup/html/htmlreader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;

} // namespace

void HtmlReader::inTemplate(HtmlToken& token)
{
  static const QHash<QString, Mode> modes = {
      {u"caption"_s, Mode::InTable}, {u"colgroup"_s, Mode::InTable}, {u"tbody"_s, Mode::InTable},
      {u"tfoot"_s, Mode::InTable},   {u"thead"_s, Mode::InTable},    {u"col"_s, Mode::InColumnGroup},
      {u"tr"_s, Mode::InTableBody},  {u"td"_s, Mode::InRow},         {u"th"_s, Mode::InRow}};
  const auto heads = {"base"_L1,     "basefont"_L1, "bgsound"_L1, "link"_L1,     "meta"_L1,
                      "noframes"_L1, "script"_L1,   "style"_L1,   "template"_L1, "title"_L1};
  if (token.isStart(heads) || token.isEnd({"template"_L1}))
    return inHead(token);
  if (token.kind == Kind::End)
    return;
  if (token.kind == Kind::EndOfText)
    return hasTemplate() ? (endTemplate(), take(token)) : void();
  if (token.kind != Kind::Start)
    return inBody(token);
  m_mode = modes.value(token.text, Mode::InBody);
  if (!m_templateModes.empty())
    m_templateModes.back() = m_mode;
  take(token);
}

void HtmlReader::afterBody(HtmlToken& token)
{
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text, m_tree.open().front().element);
  if (token.kind == Kind::Doctype || token.kind == Kind::EndOfText)
    return;
  if (token.isSpace() || token.isStart({"html"_L1}))
    return inBody(token);
  if (token.isEnd({"html"_L1})) {
    if (!isPiece())
      m_mode = Mode::AfterAfterBody;
    return;
  }
  m_mode = Mode::InBody;
  take(token);
}

void HtmlReader::afterAfterBody(HtmlToken& token)
{
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text, &m_tree.top());
  if (token.kind == Kind::EndOfText)
    return;
  if (token.kind == Kind::Doctype || token.isSpace() || token.isStart({"html"_L1}))
    return inBody(token);
  m_mode = Mode::InBody;
  take(token);
}

void HtmlReader::inFrameset(HtmlToken& token)
{
  if (token.kind == Kind::Text)
    return keepSpace(token);
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text);
  if (token.isStart({"html"_L1}))
    return inBody(token);
  if (token.isStart({"frameset"_L1})) {
    m_tree.push(token);
  } else if (token.isEnd({"frameset"_L1})) {
    if (m_tree.open().size() == 1)
      return;
    m_tree.pop();
    if (!isPiece() && !m_tree.isCurrent("frameset"_L1))
      m_mode = Mode::AfterFrameset;
  } else if (token.isStart({"frame"_L1})) {
    m_tree.appendVoid(token);
  } else if (token.isStart({"noframes"_L1})) {
    inHead(token);
  }
}

void HtmlReader::afterFrameset(HtmlToken& token)
{
  if (token.kind == Kind::Text)
    return keepSpace(token);
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text);
  if (token.isStart({"html"_L1}))
    return inBody(token);
  if (token.isEnd({"html"_L1}))
    m_mode = Mode::AfterAfterFrameset;
  else if (token.isStart({"noframes"_L1}))
    inHead(token);
}

void HtmlReader::afterAfterFrameset(HtmlToken& token)
{
  if (token.kind == Kind::Comment)
    return m_tree.appendComment(token.text, &m_tree.top());
  if (token.kind == Kind::Text) {
    token.text.removeIf([](QChar c) { return !isHtmlSpace(c); });
    return textInBody(token);
  }
  if (token.isStart({"html"_L1}))
    return inBody(token);
  if (token.isStart({"noframes"_L1}))
    inHead(token);
}

} // namespace scriptorium::markup
