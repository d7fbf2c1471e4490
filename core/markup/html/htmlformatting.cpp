#include "markup/html/htmlbuilder.h"

#include <QHash>

#include <algorithm>

namespace scriptorium::markup {
namespace {

constexpr size_t kMostFormatting = 256;

/// The same for the same attributes in any order.
size_t keyOf(const HtmlAttributes& attributes)
{
  size_t key = 0;
  for (const auto& [name, value] : attributes)
    key += qHashMulti(0, name, value);
  return key;
}

bool areSame(HtmlAttributes one, HtmlAttributes other)
{
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  return one == other;
}

qsizetype weightOf(const HtmlAttributes& attributes)
{
  constexpr qsizetype kUnit = 256;
  qsizetype size = 0;
  for (const auto& [name, value] : attributes)
    size += name.size() + value.size();
  return 1 + size / kUnit;
}

} // namespace

void HtmlBuilder::pushFormatting(const HtmlToken& token)
{
  constexpr int kMostAlike = 3;
  Element* element = push(token);
  const Formatting added{element, token.text, keyOf(token.attributes), weightOf(token.attributes)};
  int alike = 0;
  for (size_t at = m_formatting.size(); at-- > 0 && m_formatting[at].element;) {
    const Formatting& each = m_formatting[at];
    if (each.name != added.name || each.attributesKey != added.attributesKey ||
        !areSame(each.element->attributes(), element->attributes()))
      continue;
    if (++alike == kMostAlike) {
      m_formatting.erase(m_formatting.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    }
  }
  list(added);
}

void HtmlBuilder::list(const Formatting& formatting)
{
  if (m_formatting.size() >= kMostFormatting)
    m_formatting.erase(m_formatting.begin());
  m_formatting.push_back(formatting);
}

void HtmlBuilder::clearToMarker()
{
  while (!m_formatting.empty()) {
    const bool isMarker = !m_formatting.back().element;
    m_formatting.pop_back();
    if (isMarker)
      return;
  }
}

size_t HtmlBuilder::listIndex(const Element* element) const
{
  const auto at = std::ranges::find(m_formatting, element, &Formatting::element);
  return static_cast<size_t>(at - m_formatting.begin());
}

Element::Pointer HtmlBuilder::copied(const Formatting& formatting)
{
  auto copy = std::make_unique<Element>(formatting.element->tag);
  copy->copyAttributes(*formatting.element);
  m_weight += formatting.weight;
  return copy;
}

void HtmlBuilder::reconstruct()
{
  size_t from = m_formatting.size();
  while (from > 0 && m_formatting[from - 1].element && !isOpen(m_formatting[from - 1].element))
    --from;
  for (; from < m_formatting.size(); ++from) {
    makeRoom();
    auto copy = copied(m_formatting[from]);
    HtmlOpen opened{copy.get(), m_formatting[from].name, HtmlSpace::Html, {}, current().depth + 1};
    m_formatting[from].element = copy.get();
    insertAt(spotFor(*current().element), std::move(copy));
    m_open.push_back(opened);
  }
}

Element* HtmlBuilder::formatting(QStringView tag) const
{
  for (size_t at = m_formatting.size(); at-- > 0 && m_formatting[at].element;)
    if (m_formatting[at].name == tag)
      return m_formatting[at].element;
  return nullptr;
}

void HtmlBuilder::forget(const Element* formatted)
{
  std::erase_if(m_formatting, [formatted](const Formatting& each) { return each.element == formatted; });
  removeOpen(formatted);
}

void HtmlBuilder::adopt(const QString& tag)
{
  if (current().is(tag) && listIndex(current().element) == m_formatting.size())
    return pop();
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
  const size_t at = openIndex(formatted);
  if (at == m_open.size()) {
    forget(formatted);
    return false;
  }
  if (!isInScope(formatted))
    return false;
  size_t blockAt = at + 1;
  while (blockAt < m_open.size() && !m_open[blockAt].has(HtmlTrait::Special))
    ++blockAt;
  if (blockAt == m_open.size()) {
    popTo(at);
    forget(formatted);
    return false;
  }
  rebuild(listIndex(formatted), at, blockAt);
  return true;
}

/// Ends the formatting at `formattedAt` before the block at `blockAt`, and repeats it in the block: each
/// element between them that formats is repeated around the block, others stay behind.
void HtmlBuilder::rebuild(size_t listedAt, size_t formattedAt, size_t blockAt)
{
  const auto iterator = [](auto& list, size_t at) { return list.begin() + static_cast<std::ptrdiff_t>(at); };
  constexpr int kMostInner = 3;
  const HtmlOpen block = m_open[blockAt];
  const Formatting formatted = m_formatting[listedAt];
  Element& ancestor = *m_open[formattedAt - 1].element;
  size_t bookmark = listedAt;
  bool isBookmarked = false;
  Element::Pointer held = detached(*block.element);
  int inner = 0;
  for (size_t at = blockAt; at-- > formattedAt + 1;) {
    size_t listed = listIndex(m_open[at].element);
    if (++inner > kMostInner && listed < m_formatting.size()) {
      if (listed < bookmark)
        --bookmark;
      m_formatting.erase(iterator(m_formatting, listed));
      listed = m_formatting.size();
    }
    if (listed == m_formatting.size()) {
      m_open.erase(iterator(m_open, at));
      continue;
    }
    auto copy = copied(m_formatting[listed]);
    m_formatting[listed].element = copy.get();
    m_open[at].element = copy.get();
    if (!isBookmarked)
      bookmark = listed + 1;
    isBookmarked = true;
    copy->append(std::move(held));
    held = std::move(copy);
  }
  insertAt(spotFor(ancestor), std::move(held));
  auto again = copied(formatted);
  HtmlOpen opened{again.get(), formatted.name, HtmlSpace::Html, {}, block.depth + 1};
  block.element->giveChildren(*again);
  block.element->append(std::move(again));
  const size_t old = listIndex(formatted.element);
  if (old < bookmark)
    --bookmark;
  m_formatting.erase(iterator(m_formatting, old));
  m_formatting.insert(iterator(m_formatting, bookmark),
                      {opened.element, formatted.name, formatted.attributesKey, formatted.weight});
  removeOpen(formatted.element);
  m_open.insert(iterator(m_open, openIndex(block.element) + 1), opened);
}

} // namespace scriptorium::markup
