#include "markup/html/htmlreader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;
using Reading = HtmlTokens::Reading;

/// Formatting that is never closed opens again in every block: a short text can make many elements.
constexpr qsizetype kMostElements = 100'000;

} // namespace

HtmlReader::HtmlReader(const QString& html, const HtmlRules& rules)
    : m_rules(rules), m_tokens(html), m_tree(rules.names)
{}

HtmlReader::Handlers HtmlReader::handlersOf(std::initializer_list<Rows> rows)
{
  Handlers all;
  for (const auto& row : rows)
    for (const QString& tag : QString::fromLatin1(row.tags).split(u' '))
      all.insert(tag, row.handler);
  return all;
}

HtmlDocument HtmlReader::readDocument()
{
  read();
  return {m_tree.takeTop(), m_doctype};
}

Element::Pointer HtmlReader::readPiece(const HtmlContext& context)
{
  startContext(context);
  read();
  const Element::Pointer top = m_tree.takeTop();
  top->children().front()->giveChildren(*m_holder);
  return std::move(m_holder);
}

void HtmlReader::startContext(const HtmlContext& context)
{
  m_holder = std::make_unique<Element>(context.tag);
  m_context = {m_holder.get(), context.tag, context.space, htmlTraits(context.space, context.tag, {}), 0};
  open("html"_L1);
  if (m_context.is(u"template"))
    m_templateModes.push_back(Mode::InTemplate);
  if (m_context.is(u"form"))
    m_form = m_context.element;
  resetMode();
  if (m_context.isOneOf({"title"_L1, "textarea"_L1}))
    m_tokens.readText(Reading::Decoding);
  else if (m_context.isOneOf({"style"_L1, "xmp"_L1, "iframe"_L1, "noembed"_L1, "noframes"_L1, "script"_L1,
                              "plaintext"_L1}) ||
           (m_rules.runsScripts && m_context.is(u"noscript")))
    m_tokens.readText(Reading::Raw);
}

void HtmlReader::read()
{
  while (m_tree.weight() < kMostElements) {
    m_tokens.setSections(!m_tree.isEmpty() && adjustedCurrent().space != HtmlSpace::Html);
    HtmlToken token = m_tokens.next();
    if (token.kind == Kind::EndOfText)
      break;
    if (m_skipsLineBreak && token.kind == Kind::Text && token.text.startsWith(u'\n'))
      token.text.remove(0, 1);
    m_skipsLineBreak = false;
    if (token.kind != Kind::Text || !token.text.isEmpty())
      take(token);
  }
  HtmlToken end;
  take(end);
}

void HtmlReader::take(HtmlToken& token)
{
  if (isForeign(token))
    inForeign(token);
  else
    inMode(token);
}

void HtmlReader::inMode(HtmlToken& token)
{
  static constexpr std::array kModes = {&HtmlReader::initial,        &HtmlReader::beforeHtml,
                                        &HtmlReader::beforeHead,     &HtmlReader::inHead,
                                        &HtmlReader::inHeadNoscript, &HtmlReader::afterHead,
                                        &HtmlReader::inBody,         &HtmlReader::text,
                                        &HtmlReader::inTable,        &HtmlReader::inTableText,
                                        &HtmlReader::inCaption,      &HtmlReader::inColumnGroup,
                                        &HtmlReader::inTableBody,    &HtmlReader::inRow,
                                        &HtmlReader::inCell,         &HtmlReader::inSelect,
                                        &HtmlReader::inTemplate,     &HtmlReader::afterBody,
                                        &HtmlReader::inFrameset,     &HtmlReader::afterFrameset,
                                        &HtmlReader::afterAfterBody, &HtmlReader::afterAfterFrameset};
  (this->*kModes[static_cast<size_t>(m_mode)])(token);
}

const HtmlOpen& HtmlReader::adjustedCurrent() const
{
  return isPiece() && m_tree.open().size() == 1 ? m_context : m_tree.current();
}

bool HtmlReader::isForeign(const HtmlToken& token) const
{
  if (m_tree.isEmpty() || token.kind == Kind::EndOfText)
    return false;
  const HtmlOpen& node = adjustedCurrent();
  if (node.space == HtmlSpace::Html)
    return false;
  const bool isStart = token.kind == Kind::Start;
  const bool isText = token.kind == Kind::Text;
  if (node.has(HtmlTrait::HoldsText) &&
      (isText || (isStart && token.text != "mglyph"_L1 && token.text != "malignmark"_L1)))
    return false;
  if (node.space == HtmlSpace::MathMl && node.name == "annotation-xml"_L1 && isStart &&
      token.text == "svg"_L1)
    return false;
  return !node.has(HtmlTrait::HoldsHtml) || !(isText || isStart);
}

HtmlReader::Mode HtmlReader::modeOf(const HtmlOpen& node, bool isContext) const
{
  static const QHash<QString, Mode> modes = {{u"tr"_s, Mode::InRow},
                                             {u"tbody"_s, Mode::InTableBody},
                                             {u"thead"_s, Mode::InTableBody},
                                             {u"tfoot"_s, Mode::InTableBody},
                                             {u"caption"_s, Mode::InCaption},
                                             {u"colgroup"_s, Mode::InColumnGroup},
                                             {u"table"_s, Mode::InTable},
                                             {u"body"_s, Mode::InBody},
                                             {u"frameset"_s, Mode::InFrameset},
                                             {u"td"_s, Mode::InCell},
                                             {u"th"_s, Mode::InCell},
                                             {u"head"_s, Mode::InHead},
                                             {u"html"_s, Mode::BeforeHead},
                                             {u"template"_s, Mode::InTemplate},
                                             {u"select"_s, Mode::InSelect}};
  const Mode mode = node.space == HtmlSpace::Html ? modes.value(node.name, Mode::Initial) : Mode::Initial;
  switch (mode) {
  case Mode::InCell:
  case Mode::InHead:
    return isContext ? Mode::Initial : mode;
  case Mode::InTemplate:
    return m_templateModes.empty() ? Mode::InBody : m_templateModes.back();
  case Mode::BeforeHead:
    return m_head.element ? Mode::AfterHead : mode;
  case Mode::InSelect:
    return m_rules.select == HtmlRules::Select::OptionsOnly ? mode : Mode::Initial;
  default: // NOLINT: the others mean themselves
    return mode;
  }
}

void HtmlReader::resetMode()
{
  const auto& open = m_tree.open();
  for (size_t at = open.size(); at-- > 0;) {
    const bool isContext = at == 0 && isPiece();
    const Mode mode = modeOf(isContext ? m_context : open[at], isContext);
    if (mode != Mode::Initial) {
      m_mode = mode;
      return;
    }
  }
  m_mode = Mode::InBody;
}

QString HtmlReader::takeSpace(HtmlToken& token)
{
  const auto end = std::find_if_not(token.text.begin(), token.text.end(), isHtmlSpace);
  const qsizetype size = end - token.text.begin();
  QString space = token.text.left(size);
  token.text.remove(0, size);
  return space;
}

void HtmlReader::insertSpace(HtmlToken& token)
{
  if (const QString space = takeSpace(token); !space.isEmpty())
    m_tree.appendText(space);
}

void HtmlReader::keepSpace(HtmlToken& token)
{
  token.text.removeIf([](QChar c) { return !isHtmlSpace(c); });
  if (!token.text.isEmpty())
    m_tree.appendText(token.text);
}

void HtmlReader::open(QLatin1StringView tag)
{
  HtmlToken token;
  token.kind = Kind::Start;
  token.text = QString(tag);
  m_tree.push(token);
}

void HtmlReader::startRaw(const HtmlToken& token, Reading reading)
{
  m_tree.push(token);
  m_tokens.readText(reading, token.text);
  m_return = m_mode;
  m_mode = Mode::Text;
}

void HtmlReader::text(HtmlToken& token)
{
  if (token.kind == Kind::Text)
    return m_tree.appendText(token.text);
  m_tree.pop();
  m_mode = m_return;
  if (token.kind == Kind::EndOfText)
    take(token);
}

} // namespace scriptorium::markup
