#include "markup/html/htmlbuilder.h"

#include <algorithm>
#include <iterator>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

constexpr int kDeepest = 256;

} // namespace

bool HtmlOpen::isOneOf(std::initializer_list<QLatin1StringView> tags) const
{
  return std::any_of(tags.begin(), tags.end(), [this](auto tag) { return is(tag); });
}

HtmlBuilder::HtmlBuilder(HtmlRules::Names names) : m_names(names), m_top(std::make_unique<Element>(QString()))
{}

Element::Pointer HtmlBuilder::takeTop()
{
  m_open.clear();
  m_formatting.clear();
  return std::move(m_top);
}

bool HtmlBuilder::isOpen(QStringView tag) const
{
  return std::any_of(m_open.begin(), m_open.end(), [tag](const HtmlOpen& each) { return each.is(tag); });
}

size_t HtmlBuilder::openIndex(const Element* element) const
{
  const auto at = std::ranges::find(m_open, element, &HtmlOpen::element);
  return static_cast<size_t>(at - m_open.begin());
}

bool HtmlBuilder::isOpen(const Element* element) const
{
  return openIndex(element) < m_open.size();
}

template <typename Is>
bool HtmlBuilder::isAnyInScope(Scope scope, Is is) const
{
  const auto ends = [scope](const HtmlOpen& each) {
    switch (scope) {
    case Scope::Table:
      return each.has(HtmlTrait::EndsTableScope);
    case Scope::Select:
      return !each.has(HtmlTrait::SelectPart);
    case Scope::Button:
      return each.has(HtmlTrait::EndsScope) || each.has(HtmlTrait::EndsButtonScope);
    case Scope::ListItem:
      return each.has(HtmlTrait::EndsScope) || each.has(HtmlTrait::EndsListScope);
    case Scope::Usual:
      break;
    }
    return each.has(HtmlTrait::EndsScope);
  };
  for (size_t at = m_open.size(); at-- > 0;) {
    if (is(m_open[at]))
      return true;
    if (ends(m_open[at]))
      return false;
  }
  return false;
}

bool HtmlBuilder::isInScope(QStringView tag, Scope scope) const
{
  return isAnyInScope(scope, [tag](const HtmlOpen& each) { return each.is(tag); });
}

bool HtmlBuilder::isInScope(std::initializer_list<QLatin1StringView> tags, Scope scope) const
{
  return isAnyInScope(scope, [&tags](const HtmlOpen& each) { return each.isOneOf(tags); });
}

bool HtmlBuilder::isHeadingInScope() const
{
  return isAnyInScope(Scope::Usual, [](const HtmlOpen& each) { return each.has(HtmlTrait::Heading); });
}

bool HtmlBuilder::isInScope(const Element* element) const
{
  return isAnyInScope(Scope::Usual, [element](const HtmlOpen& each) { return each.element == element; });
}

HtmlBuilder::Spot HtmlBuilder::spotFor(Element& target) const
{
  if (!m_isFostering)
    return {&target, nullptr};
  const size_t targetAt = openIndex(&target);
  if (targetAt == m_open.size() || !m_open[targetAt].has(HtmlTrait::TablePart))
    return {&target, nullptr};
  for (size_t at = m_open.size(); at-- > 1;) {
    if (m_open[at].is(u"template"))
      return {m_open[at].element, nullptr};
    if (!m_open[at].is(u"table"))
      continue;
    Element* parent = m_open[at].element->parent();
    return parent ? Spot{parent, m_open[at].element} : Spot{m_open[at - 1].element, nullptr};
  }
  return {m_open.front().element, nullptr};
}

void HtmlBuilder::insertAt(const Spot& spot, Element::Pointer node)
{
  if (!spot.before)
    spot.parent->append(std::move(node));
  else
    spot.parent->insert(spot.before->index(), std::move(node));
}

/// Takes a node out and leaves the text behind it where it is.
Element::Pointer HtmlBuilder::detached(Element& node)
{
  if (!node.tail.isEmpty()) {
    Element* before = node.previous();
    (before ? before->tail : node.parent()->text) += std::exchange(node.tail, QString());
  }
  return node.parent()->take(&node);
}

void HtmlBuilder::appendText(const QString& text)
{
  const Spot spot = spotFor(*current().element);
  Element* behind = nullptr;
  if (spot.before)
    behind = spot.before->previous();
  else if (!spot.parent->children().empty())
    behind = spot.parent->children().back().get();
  (behind ? behind->tail : spot.parent->text) += text;
}

void HtmlBuilder::appendComment(const QString& text, Element* to)
{
  auto comment = std::make_unique<Element>(QString(), Element::Kind::Comment);
  comment->text = text;
  ++m_weight;
  if (to)
    to->append(std::move(comment));
  else
    insertAt(spotFor(*current().element), std::move(comment));
}

QString HtmlBuilder::attributeName(const QString& name, HtmlSpace space) const
{
  const bool isWhole = m_names == HtmlRules::Names::Whole;
  if (space == HtmlSpace::Html)
    return isWhole ? name : xmlName(name);
  const QString uri = foreignAttributeUri(name);
  if (uri.isEmpty())
    return isWhole ? foreignAttribute(space, name) : xmlName(foreignAttribute(space, name));
  const bool isDeclaration = name.startsWith("xmlns"_L1);
  return isWhole && !isDeclaration ? u'{' + uri + u'}' + name.mid(name.indexOf(u':') + 1) : name;
}

Element::Pointer HtmlBuilder::made(const HtmlToken& token, HtmlSpace space) const
{
  const QString name = foreignTag(space, token.text);
  const bool isPlain = m_names == HtmlRules::Names::Plain;
  auto element = std::make_unique<Element>(isPlain                    ? xmlName(name)
                                           : space == HtmlSpace::Html ? name
                                                                      : u'{' + spaceUri(space) + u'}' + name);
  for (const auto& [key, value] : token.attributes) {
    const QString written = attributeName(key, space);
    if (written == key)
      element->add(written, value);
    else
      element->set(written, value);
  }
  return element;
}

Element* HtmlBuilder::insertNew(const HtmlToken& token, HtmlSpace space)
{
  auto made = this->made(token, space);
  Element* element = made.get();
  insertAt(m_open.empty() ? Spot{m_top.get(), nullptr} : spotFor(*current().element), std::move(made));
  ++m_weight;
  return element;
}

void HtmlBuilder::makeRoom()
{
  while (m_open.size() > 1 && current().depth >= kDeepest)
    m_open.pop_back();
}

Element* HtmlBuilder::push(const HtmlToken& token, HtmlSpace space)
{
  makeRoom();
  HtmlOpen opened;
  opened.element = insertNew(token, space);
  opened.name = foreignTag(space, token.text);
  opened.space = space;
  opened.traits = htmlTraits(space, opened.name, token.attributes);
  opened.depth = m_open.empty() ? 0 : current().depth + 1;
  m_open.push_back(opened);
  return opened.element;
}

void HtmlBuilder::appendVoid(const HtmlToken& token, HtmlSpace space)
{
  insertNew(token, space);
}

void HtmlBuilder::addAttributes(Element& element, const HtmlToken& token) const
{
  constexpr qsizetype kMost = 1000;
  for (const auto& [key, value] : token.attributes)
    if (const QString name = attributeName(key, HtmlSpace::Html);
        element.attributes().size() < kMost && !element.has(name))
      element.add(name, value);
}

void HtmlBuilder::pop()
{
  if (m_open.size() > 1)
    m_open.pop_back();
}

void HtmlBuilder::popTo(size_t count)
{
  m_open.resize(std::min(m_open.size(), std::max<size_t>(1, count)));
}

void HtmlBuilder::popUntil(QStringView tag)
{
  while (m_open.size() > 1) {
    const bool isLast = current().is(tag);
    pop();
    if (isLast)
      return;
  }
}

void HtmlBuilder::popUntil(HtmlTrait trait)
{
  while (m_open.size() > 1) {
    const bool isLast = current().has(trait);
    pop();
    if (isLast)
      return;
  }
}

void HtmlBuilder::removeOpen(const Element* element)
{
  std::erase_if(m_open, [element](const HtmlOpen& each) { return each.element == element; });
}

void HtmlBuilder::drop(Element& element)
{
  if (element.parent())
    m_dropped.push_back(detached(element));
}

void HtmlBuilder::closeImplied(QStringView except)
{
  while (current().has(HtmlTrait::Implied) && current().name != except)
    pop();
}

void HtmlBuilder::closeImpliedInTemplate()
{
  while (current().has(HtmlTrait::ImpliedInTemplate))
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
  while (m_open.size() > 1 && !current().isOneOf(tags))
    pop();
}

void HtmlBuilder::closeAny(const QString& tag)
{
  for (size_t at = m_open.size(); at-- > 1;) {
    if (m_open[at].is(tag)) {
      closeImplied(tag);
      return popTo(at);
    }
    if (m_open[at].has(HtmlTrait::Special))
      return;
  }
}

} // namespace scriptorium::markup
