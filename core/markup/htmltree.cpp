#include "markup/htmltree.h"

#include "markup/htmlbuilder.h"
#include "markup/htmltokens.h"

#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

using Kind = HtmlToken::Kind;
using Scope = HtmlBuilder::Scope;

bool isOneOf(QStringView tag, std::initializer_list<QLatin1StringView> tags)
{
  return std::any_of(tags.begin(), tags.end(), [tag](auto each) { return tag == each; });
}

/// Formatting that is never closed opens again in every block: a short text can make many elements.
constexpr qsizetype kMostElements = 100'000;

bool isBlank(QStringView text)
{
  return std::all_of(text.begin(), text.end(), [](QChar c) {
    return c == u' ' || c == u'\n' || c == u'\t' || c == u'\f' || c == u'\r';
  });
}

/// What the rules do with an element that opens, where nothing stands around it that has rules of its own.
enum class Rule
{
  Ordinary,
  Block,
  Heading,
  Preformatted,
  ListItem,
  Formatting,
  Marked,
  VoidInside,
  VoidAlone,
  Rule,
  Raw,
  Ignored
};

Rule ruleOf(const QString& tag)
{
  static const QHash<QString, Rule> rules = [] {
    QHash<QString, Rule> all;
    const auto set = [&all](Rule rule, QLatin1StringView tags) {
      for (const auto& name : QString(tags).split(u' '))
        all.insert(name, rule);
    };
    set(Rule::Block,
        "address article aside blockquote center details dir div dl fieldset figcaption figure footer "
        "form header hgroup main menu nav ol p section summary ul"_L1);
    set(Rule::Heading, "h1 h2 h3 h4 h5 h6"_L1);
    set(Rule::Preformatted, "pre listing"_L1);
    set(Rule::ListItem, "li dd dt"_L1);
    set(Rule::Formatting, "a b big code em font i nobr s small strike strong tt u"_L1);
    set(Rule::Marked, "applet marquee object"_L1);
    set(Rule::VoidInside, "area br embed img image keygen wbr input"_L1);
    set(Rule::VoidAlone, "base basefont bgsound command link meta param source track"_L1);
    set(Rule::Rule, "hr"_L1);
    set(Rule::Raw, "iframe noembed noframes script style title textarea xmp"_L1);
    set(Rule::Ignored, "html body head frame frameset caption col colgroup tbody td tfoot th thead tr"_L1);
    return all;
  }();
  return rules.value(tag, Rule::Ordinary);
}

class HtmlReader
{
public:
  explicit HtmlReader(const QString& html) : m_tokens(html) {}

  Element::Pointer read()
  {
    HtmlToken token = m_tokens.next();
    for (; token.kind != Kind::EndOfText && m_tree.count() < kMostElements; token = m_tokens.next())
      take(token);
    return m_tree.takeRoot();
  }

private:
  /// Which rules hold, by what is open.
  QString mode() const
  {
    const auto& open = m_tree.open();
    for (size_t at = open.size(); at-- > 0;) {
      const QString& tag = open[at]->tag;
      if (isOneOf(tag, {"select"_L1, "td"_L1, "th"_L1, "tr"_L1, "caption"_L1, "table"_L1, "colgroup"_L1}))
        return tag;
      if (isOneOf(tag, {"tbody"_L1, "thead"_L1, "tfoot"_L1}))
        return u"tbody"_s;
    }
    return {};
  }

  void take(const HtmlToken& token)
  {
    if (token.kind == Kind::Comment)
      return m_tree.appendComment(token.text);
    const QString where = mode();
    if (where == "select"_L1)
      return inSelect(token);
    if (where == "td"_L1 || where == "th"_L1 || where == "caption"_L1)
      return inCell(token, where);
    if (where == "tr"_L1)
      return inRow(token);
    if (where == "tbody"_L1)
      return inBodyOfTable(token);
    if (where == "colgroup"_L1)
      return inColumns(token);
    return where == "table"_L1 ? inTable(token) : inContent(token);
  }

  void inContent(const HtmlToken& token)
  {
    if (token.kind == Kind::Text) {
      QString text = token.text;
      text.remove(QChar(0));
      if (text.isEmpty())
        return;
      m_tree.reconstruct();
      m_tree.appendText(text);
    } else if (token.kind == Kind::Start) {
      start(token);
    } else {
      end(token);
    }
  }

  void start(const HtmlToken& token)
  {
    const QString& tag = token.text;
    switch (ruleOf(tag)) {
    case Rule::Ordinary:
      return startOrdinary(token);
    case Rule::Block:
      if (tag == "form"_L1 && isOpen(tag))
        return;
      m_tree.closeParagraph();
      m_tree.push(token);
      return;
    case Rule::Heading:
      m_tree.closeParagraph();
      if (ruleOf(m_tree.current().tag) == Rule::Heading)
        m_tree.pop();
      m_tree.push(token);
      return;
    case Rule::Preformatted:
      m_tree.closeParagraph();
      m_tree.push(token);
      m_tokens.skipLineBreak();
      return;
    case Rule::ListItem:
      return startListItem(token);
    case Rule::Formatting:
      return startFormatting(token);
    case Rule::Marked:
      m_tree.reconstruct();
      m_tree.push(token);
      m_tree.pushMarker();
      return;
    case Rule::VoidInside:
      m_tree.reconstruct();
      return appendVoid(token);
    case Rule::VoidAlone:
      return m_tree.appendVoid(token);
    case Rule::Rule:
      m_tree.closeParagraph();
      return m_tree.appendVoid(token);
    case Rule::Raw:
      return startRaw(token);
    case Rule::Ignored:
      return;
    }
  }

  void appendVoid(HtmlToken token)
  {
    if (token.text == "image"_L1)
      token.text = u"img"_s;
    m_tree.appendVoid(token);
  }

  void startOrdinary(const HtmlToken& token)
  {
    const QString& tag = token.text;
    if (tag == "table"_L1) {
      m_tree.closeParagraph();
      m_tree.push(token);
      return;
    }
    if (tag == "button"_L1 && m_tree.isInScope(tag)) {
      m_tree.closeImplied();
      m_tree.popUntil(tag);
    }
    if ((tag == "option"_L1 || tag == "optgroup"_L1) && m_tree.isCurrent("option"_L1))
      m_tree.pop();
    if ((tag == "rp"_L1 || tag == "rt"_L1) && m_tree.isInScope(u"ruby"))
      m_tree.closeImplied();
    m_tree.reconstruct();
    if (token.isSelfClosing && isForeign(tag))
      return m_tree.appendVoid(token);
    m_tree.push(token);
  }

  bool isOpen(const QString& tag) const
  {
    const auto& open = m_tree.open();
    return std::any_of(open.begin(), open.end(), [&tag](const Element* each) { return each->tag == tag; });
  }

  /// Drawings and formulae have elements that close themselves.
  bool isForeign(const QString& tag) const
  {
    return isOneOf(tag, {"svg"_L1, "math"_L1}) || isOpen(u"svg"_s) || isOpen(u"math"_s);
  }

  void startListItem(const HtmlToken& token)
  {
    const bool isItem = token.text == "li"_L1;
    for (size_t at = m_tree.open().size(); at-- > 1;) {
      const QString tag = m_tree.open()[at]->tag;
      if (isItem ? tag == "li"_L1 : tag == "dd"_L1 || tag == "dt"_L1) {
        m_tree.closeImplied(tag);
        m_tree.popUntil(tag);
        break;
      }
      if (isSpecial(tag) && !isOneOf(tag, {"address"_L1, "div"_L1, "p"_L1}))
        break;
    }
    m_tree.closeParagraph();
    m_tree.push(token);
  }

  void startFormatting(const HtmlToken& token)
  {
    if (token.text == "a"_L1) {
      if (const Element* open = m_tree.formatting(u"a")) {
        m_tree.adopt(token.text);
        m_tree.forget(open);
      }
    }
    m_tree.reconstruct();
    if (token.text == "nobr"_L1 && m_tree.isInScope(token.text)) {
      m_tree.adopt(token.text);
      m_tree.reconstruct();
    }
    m_tree.pushFormatting(m_tree.push(token));
  }

  void startRaw(const HtmlToken& token)
  {
    const QString& tag = token.text;
    if (tag == "xmp"_L1) {
      m_tree.closeParagraph();
      m_tree.reconstruct();
    }
    m_tree.push(token);
    if (tag == "textarea"_L1)
      m_tokens.skipLineBreak();
    const bool decodes = tag == "textarea"_L1 || tag == "title"_L1;
    m_tokens.readTextUntil(tag, decodes ? HtmlTokens::Reading::Decoding : HtmlTokens::Reading::Raw);
    HtmlToken inside = m_tokens.next();
    if (inside.kind == Kind::Text) {
      m_tree.current().text = inside.text;
      inside = m_tokens.next();
    }
    m_tree.pop();
    if (inside.kind != Kind::EndOfText && !(inside.kind == Kind::End && inside.text == tag))
      take(inside);
  }

  void end(const HtmlToken& token)
  {
    const QString& tag = token.text;
    if (tag == "p"_L1) {
      if (!m_tree.isInScope(u"p", Scope::Button))
        m_tree.push(HtmlToken{Kind::Start, u"p"_s, {}, false});
      return m_tree.closeParagraph();
    }
    if (tag == "br"_L1) {
      m_tree.reconstruct();
      return m_tree.appendVoid(HtmlToken{Kind::Start, u"br"_s, {}, false});
    }
    switch (ruleOf(tag)) {
    case Rule::Block:
    case Rule::Preformatted:
      return close(tag, Scope::Usual);
    case Rule::ListItem:
      return close(tag, tag == "li"_L1 ? Scope::ListItem : Scope::Usual);
    case Rule::Heading:
      return closeHeading();
    case Rule::Formatting:
      return m_tree.adopt(tag);
    case Rule::Marked:
      if (m_tree.isInScope(tag)) {
        close(tag, Scope::Usual);
        m_tree.clearToMarker();
      }
      return;
    case Rule::Ignored:
      return;
    case Rule::Ordinary:
    case Rule::VoidInside:
    case Rule::VoidAlone:
    case Rule::Rule:
    case Rule::Raw:
      break;
    }
    if (tag == "button"_L1)
      return close(tag, Scope::Usual);
    m_tree.closeAny(tag);
  }

  void close(const QString& tag, Scope scope)
  {
    if (!m_tree.isInScope(tag, scope))
      return;
    m_tree.closeImplied(tag);
    m_tree.popUntil(tag);
  }

  void closeHeading()
  {
    const auto headings = {u"h1"_s, u"h2"_s, u"h3"_s, u"h4"_s, u"h5"_s, u"h6"_s};
    if (std::none_of(headings.begin(), headings.end(),
                     [this](const auto& tag) { return m_tree.isInScope(tag); }))
      return;
    m_tree.closeImplied();
    while (ruleOf(m_tree.current().tag) != Rule::Heading)
      m_tree.pop();
    m_tree.pop();
  }

  void open(QLatin1StringView tag) { m_tree.push(HtmlToken{Kind::Start, QString(tag), {}, false}); }

  void inTable(const HtmlToken& token)
  {
    const QString& tag = token.text;
    if (token.kind == Kind::Text)
      return textInTable(token);
    if (token.kind == Kind::End) {
      if (tag == "table"_L1)
        return m_tree.popUntil(tag);
      return ruleOf(tag) == Rule::Ignored ? void() : fostered(token);
    }
    if (isOneOf(tag, {"caption"_L1, "colgroup"_L1, "tbody"_L1, "tfoot"_L1, "thead"_L1})) {
      m_tree.clearTo({"table"_L1});
      if (tag == "caption"_L1)
        m_tree.pushMarker();
      m_tree.push(token);
    } else if (isOneOf(tag, {"col"_L1, "td"_L1, "th"_L1, "tr"_L1})) {
      m_tree.clearTo({"table"_L1});
      open(tag == "col"_L1 ? "colgroup"_L1 : "tbody"_L1);
      take(token);
    } else if (tag == "table"_L1) {
      m_tree.popUntil(u"table");
      take(token);
    } else if (isOneOf(tag, {"style"_L1, "script"_L1})) {
      startRaw(token);
    } else {
      fostered(token);
    }
  }

  void textInTable(const HtmlToken& token)
  {
    if (isBlank(token.text))
      m_tree.appendText(token.text);
    else
      fostered(token);
  }

  void fostered(const HtmlToken& token)
  {
    m_tree.setFostering(true);
    inContent(token);
    m_tree.setFostering(false);
  }

  void inBodyOfTable(const HtmlToken& token)
  {
    const QString& tag = token.text;
    const auto parts = {"tbody"_L1, "tfoot"_L1, "thead"_L1};
    const auto isPart = [&parts](const QString& each) { return isOneOf(each, parts); };
    if (token.kind == Kind::Start && tag == "tr"_L1) {
      m_tree.clearTo(parts);
      m_tree.push(token);
    } else if (token.kind == Kind::Start && (tag == "td"_L1 || tag == "th"_L1)) {
      m_tree.clearTo(parts);
      open("tr"_L1);
      take(token);
    } else if (token.kind == Kind::End && isPart(tag)) {
      if (!m_tree.isInScope(tag, Scope::Table))
        return;
      m_tree.clearTo(parts);
      m_tree.pop();
    } else if ((token.kind == Kind::Start &&
                (isPart(tag) || isOneOf(tag, {"caption"_L1, "col"_L1, "colgroup"_L1}))) ||
               (token.kind == Kind::End && tag == "table"_L1))
    {
      m_tree.clearTo(parts);
      m_tree.pop();
      take(token);
    } else {
      inTable(token);
    }
  }

  void inRow(const HtmlToken& token)
  {
    const QString& tag = token.text;
    const bool isPart = isOneOf(tag, {"tbody"_L1, "tfoot"_L1, "thead"_L1});
    if (token.kind == Kind::Start && (tag == "td"_L1 || tag == "th"_L1)) {
      m_tree.clearTo({"tr"_L1});
      m_tree.push(token);
      m_tree.pushMarker();
    } else if (token.kind == Kind::End && tag == "tr"_L1) {
      m_tree.clearTo({"tr"_L1});
      m_tree.pop();
    } else if ((token.kind == Kind::Start &&
                (isPart || isOneOf(tag, {"caption"_L1, "col"_L1, "colgroup"_L1, "tr"_L1}))) ||
               (token.kind == Kind::End && (isPart || tag == "table"_L1)))
    {
      m_tree.clearTo({"tr"_L1});
      m_tree.pop();
      take(token);
    } else {
      inTable(token);
    }
  }

  void inCell(const HtmlToken& token, const QString& cell)
  {
    const QString& tag = token.text;
    const bool isTableTag = isOneOf(tag, {"caption"_L1, "col"_L1, "colgroup"_L1, "tbody"_L1, "td"_L1,
                                          "tfoot"_L1, "th"_L1, "thead"_L1, "tr"_L1});
    const bool ends = token.kind == Kind::End && tag == cell;
    const bool leaves =
        (token.kind == Kind::Start && isTableTag) || (token.kind == Kind::End && tag == "table"_L1) ||
        (token.kind == Kind::End && isOneOf(tag, {"tbody"_L1, "tfoot"_L1, "thead"_L1, "tr"_L1}) &&
         cell != "caption"_L1 && m_tree.isInScope(tag, Scope::Table));
    if (!ends && !leaves)
      return inContent(token);
    m_tree.closeImplied();
    m_tree.popUntil(cell);
    m_tree.clearToMarker();
    if (leaves)
      take(token);
  }

  void inColumns(const HtmlToken& token)
  {
    if (token.kind == Kind::Text && isBlank(token.text))
      return m_tree.appendText(token.text);
    if (token.kind == Kind::Start && token.text == "col"_L1)
      return m_tree.appendVoid(token);
    m_tree.popUntil(u"colgroup");
    if (token.kind != Kind::End || token.text != "colgroup"_L1)
      take(token);
  }

  void inSelect(const HtmlToken& token)
  {
    const QString& tag = token.text;
    if (token.kind == Kind::Text)
      return m_tree.appendText(token.text);
    if (token.kind == Kind::End) {
      if (tag == "select"_L1)
        return m_tree.popUntil(tag);
      if (isOneOf(tag, {"option"_L1, "optgroup"_L1}) && m_tree.isInScope(tag, Scope::Select))
        m_tree.popUntil(tag);
      return;
    }
    if (isOneOf(tag, {"option"_L1, "optgroup"_L1})) {
      if (m_tree.isCurrent("option"_L1))
        m_tree.pop();
      if (tag == "optgroup"_L1 && m_tree.isCurrent("optgroup"_L1))
        m_tree.pop();
      m_tree.push(token);
    } else if (isOneOf(tag, {"select"_L1, "input"_L1, "keygen"_L1, "textarea"_L1})) {
      m_tree.popUntil(u"select");
      if (tag != "select"_L1)
        take(token);
    } else if (tag == "script"_L1) {
      startRaw(token);
    }
  }

  HtmlTokens m_tokens;
  HtmlBuilder m_tree;
};

} // namespace

Element::Pointer parseHtml(const QString& html)
{
  return HtmlReader(html).read();
}

} // namespace scriptorium::markup
