#include "markup/htmlbuilder.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

constexpr size_t kDeepest = 256;

const QSet<QString>& names(QLatin1StringView which)
{
  static const auto set = [](QLatin1StringView list) {
    const QStringList all = QString(list).split(u' ');
    return QSet<QString>(all.begin(), all.end());
  };
  static const QSet<QString> scope = set("applet caption html table td th marquee object"_L1);
  static const QSet<QString> implied = set("dd dt li option optgroup p rp rt"_L1);
  static const QSet<QString> tables = set("table tbody tfoot thead tr"_L1);
  static const QSet<QString> special = set(
      "address applet area article aside base basefont bgsound blockquote body br button caption center col "
      "colgroup command dd details dir div dl dt embed fieldset figure footer form frame frameset h1 h2 h3 "
      "h4 h5 "
      "h6 head header hr html iframe image img input isindex li link listing marquee menu meta nav noembed "
      "noframes noscript object ol p param plaintext pre script section select style table tbody td textarea "
      "tfoot "
      "th thead title tr ul wbr xmp"_L1);
  return which == "scope"_L1     ? scope
         : which == "implied"_L1 ? implied
         : which == "tables"_L1  ? tables
                                 : special;
}

} // namespace

bool isSpecial(QStringView tag)
{
  return names("special"_L1).contains(tag.toString());
}

HtmlBuilder::HtmlBuilder() : m_root(std::make_unique<Element>(u"html"_s))
{
  m_open.push_back(m_root.get());
}

Element::Pointer HtmlBuilder::takeRoot()
{
  m_open.clear();
  m_formatting.clear();
  m_root->tag = u"div"_s;
  return std::move(m_root);
}

bool HtmlBuilder::isInScope(QStringView tag, Scope scope) const
{
  for (size_t at = m_open.size(); at-- > 0;) {
    const QString& name = m_open[at]->tag;
    if (name == tag)
      return true;
    bool isEnd = false;
    switch (scope) {
    case Scope::Table:
      isEnd = name == "html"_L1 || name == "table"_L1;
      break;
    case Scope::Select:
      isEnd = name != "optgroup"_L1 && name != "option"_L1;
      break;
    case Scope::Button:
      isEnd = name == "button"_L1 || names("scope"_L1).contains(name);
      break;
    case Scope::ListItem:
      isEnd = name == "ol"_L1 || name == "ul"_L1 || names("scope"_L1).contains(name);
      break;
    case Scope::Usual:
      isEnd = names("scope"_L1).contains(name);
      break;
    }
    if (isEnd)
      return false;
  }
  return false;
}

HtmlBuilder::Spot HtmlBuilder::spotFor(Element& target) const
{
  if (!m_isFostering || !names("tables"_L1).contains(target.tag))
    return {&target, nullptr};
  for (size_t at = m_open.size(); at-- > 1;)
    if (m_open[at]->tag == "table"_L1) {
      Element* parent = m_open[at]->parent();
      return parent ? Spot{parent, m_open[at]} : Spot{m_open[at - 1], nullptr};
    }
  return {m_open.front(), nullptr};
}

void HtmlBuilder::insertAt(const Spot& spot, Element::Pointer node)
{
  if (!spot.before) {
    spot.parent->append(std::move(node));
    return;
  }
  spot.parent->insert(spot.before->index(), std::move(node));
}

void HtmlBuilder::appendText(const QString& text)
{
  const Spot spot = spotFor(current());
  const Element* behind = spot.before                       ? spot.before->previous()
                          : spot.parent->children().empty() ? nullptr
                                                            : spot.parent->children().back().get();
  (behind ? const_cast<Element*>(behind)->tail : spot.parent->text) += text;
}

void HtmlBuilder::appendComment(const QString& text)
{
  auto comment = std::make_unique<Element>(QString(), Element::Kind::Comment);
  comment->text = text;
  current().append(std::move(comment));
}

Element* HtmlBuilder::insertNew(const HtmlToken& token)
{
  auto made = std::make_unique<Element>(xmlName(token.text));
  for (const auto& [name, value] : token.attributes)
    made->set(xmlName(name), value);
  Element* element = made.get();
  insertAt(spotFor(current()), std::move(made));
  ++m_count;
  return element;
}

Element* HtmlBuilder::push(const HtmlToken& token)
{
  if (m_open.size() > kDeepest)
    m_open.pop_back();
  m_open.push_back(insertNew(token));
  return m_open.back();
}

void HtmlBuilder::appendVoid(const HtmlToken& token)
{
  insertNew(token);
}

void HtmlBuilder::pop()
{
  if (m_open.size() > 1)
    m_open.pop_back();
}

void HtmlBuilder::popUntil(QStringView tag)
{
  while (m_open.size() > 1) {
    const bool isLast = current().tag == tag;
    pop();
    if (isLast)
      return;
  }
}

void HtmlBuilder::closeImplied(QStringView except)
{
  while (names("implied"_L1).contains(current().tag) && current().tag != except)
    pop();
}

void HtmlBuilder::closeParagraph()
{
  if (!isInScope(u"p", Scope::Button))
    return;
  closeImplied(u"p");
  popUntil(u"p");
}

void HtmlBuilder::clearTo(std::initializer_list<QLatin1StringView> tags)
{
  while (m_open.size() > 1 &&
         std::none_of(tags.begin(), tags.end(), [this](auto tag) { return isCurrent(tag); }))
    pop();
}

void HtmlBuilder::pushFormatting(Element* element)
{
  constexpr int kMostAlike = 3;
  int alike = 0;
  for (size_t at = m_formatting.size(); at-- > 0 && m_formatting[at];) {
    if (m_formatting[at]->tag != element->tag || m_formatting[at]->attributes() != element->attributes())
      continue;
    if (++alike == kMostAlike) {
      m_formatting.erase(m_formatting.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    }
  }
  if (m_formatting.size() >= kDeepest)
    m_formatting.erase(m_formatting.begin());
  m_formatting.push_back(element);
}

void HtmlBuilder::clearToMarker()
{
  while (!m_formatting.empty()) {
    const bool isMarker = m_formatting.back() == nullptr;
    m_formatting.pop_back();
    if (isMarker)
      return;
  }
}

bool HtmlBuilder::isOpen(const Element* element) const
{
  return std::find(m_open.begin(), m_open.end(), element) != m_open.end();
}

void HtmlBuilder::removeOpen(const Element* element)
{
  m_open.erase(std::remove(m_open.begin(), m_open.end(), element), m_open.end());
}

void HtmlBuilder::reconstruct()
{
  size_t from = m_formatting.size();
  while (from > 0 && m_formatting[from - 1] && !isOpen(m_formatting[from - 1]))
    --from;
  for (; from < m_formatting.size(); ++from) {
    HtmlToken again;
    again.text = m_formatting[from]->tag;
    again.attributes = m_formatting[from]->attributes();
    m_formatting[from] = push(again);
  }
}

Element* HtmlBuilder::formatting(QStringView tag) const
{
  for (size_t at = m_formatting.size(); at-- > 0 && m_formatting[at];)
    if (m_formatting[at]->tag == tag)
      return m_formatting[at];
  return nullptr;
}

void HtmlBuilder::forget(const Element* formatted)
{
  m_formatting.erase(std::remove(m_formatting.begin(), m_formatting.end(), formatted), m_formatting.end());
  removeOpen(formatted);
}

void HtmlBuilder::closeAny(const QString& tag)
{
  const QString name = xmlName(tag);
  for (size_t at = m_open.size(); at-- > 1;) {
    if (m_open[at]->tag == name) {
      closeImplied(name);
      while (m_open.size() > at)
        pop();
      return;
    }
    if (isSpecial(m_open[at]->tag))
      return;
  }
}

void HtmlBuilder::adopt(const QString& tag)
{
  constexpr int kMost = 8;
  for (int round = 0; round < kMost && adoptOnce(tag); ++round) {
  }
}

bool HtmlBuilder::adoptOnce(const QString& tag)
{
  Element* formatted = formatting(tag);
  if (!formatted) {
    closeAny(tag);
    return false;
  }
  const auto found = std::find(m_open.begin(), m_open.end(), formatted);
  if (found == m_open.end()) {
    forget(formatted);
    return false;
  }
  if (!isInScope(formatted->tag))
    return false;
  const auto at = static_cast<size_t>(found - m_open.begin());
  size_t blockAt = at + 1;
  while (blockAt < m_open.size() && !isSpecial(m_open[blockAt]->tag))
    ++blockAt;
  if (blockAt == m_open.size()) {
    m_open.resize(at);
    forget(formatted);
    return false;
  }
  rebuild(formatted, at, m_open[blockAt], blockAt);
  return true;
}

void HtmlBuilder::rebuild(Element* formatted, size_t formattedAt, Element* block, size_t blockAt)
{
  const auto copied = [](const Element& element) {
    auto made = std::make_unique<Element>(element.tag);
    made->copyAttributes(element);
    return made;
  };
  Element* ancestor = m_open[formattedAt - 1];
  auto bookmark = std::find(m_formatting.begin(), m_formatting.end(), formatted) - m_formatting.begin();
  Element* last = block;
  Element::Pointer held = block->parent()->take(block);
  int inner = 0;
  for (size_t at = blockAt; at-- > formattedAt + 1;) {
    Element* node = m_open[at];
    auto listed = std::find(m_formatting.begin(), m_formatting.end(), node);
    if (++inner > 3 && listed != m_formatting.end()) {
      if (listed - m_formatting.begin() < bookmark)
        --bookmark;
      m_formatting.erase(listed);
      listed = m_formatting.end();
    }
    if (listed == m_formatting.end()) {
      removeOpen(node);
      continue;
    }
    if (last == block)
      bookmark = listed - m_formatting.begin() + 1;
    auto made = copied(*node);
    *listed = made.get();
    m_open[at] = made.get();
    last = made.get();
    made->append(std::move(held));
    held = std::move(made);
  }
  insertAt(spotFor(*ancestor), std::move(held));
  auto made = copied(*formatted);
  Element* again = made.get();
  again->text = std::exchange(block->text, QString());
  while (!block->children().empty())
    again->append(block->take(block->children().front().get()));
  block->append(std::move(made));
  const auto old = std::find(m_formatting.begin(), m_formatting.end(), formatted);
  if (old - m_formatting.begin() < bookmark)
    --bookmark;
  m_formatting.erase(old);
  m_formatting.insert(m_formatting.begin() + bookmark, again);
  removeOpen(formatted);
  m_open.insert(std::find(m_open.begin(), m_open.end(), block) + 1, again);
}

} // namespace scriptorium::markup
