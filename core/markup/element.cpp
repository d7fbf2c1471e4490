#include "markup/element.h"

#include <QtGlobal>

#include <algorithm>

namespace scriptorium::markup {
namespace {

void collect(const Element& from, QStringView name, std::vector<Element*>& found)
{
  for (const auto& child : from.children()) {
    if (!child->isElement())
      continue;
    if (name.isEmpty() || child->tag == name)
      found.push_back(child.get());
    collect(*child, name, found);
  }
}

} // namespace

std::optional<QString> Element::find(QStringView name) const
{
  for (const auto& [key, value] : m_attributes)
    if (key == name)
      return value;
  return std::nullopt;
}

bool Element::has(QStringView name) const
{
  return find(name).has_value();
}

QString Element::attribute(QStringView name, const QString& fallback) const
{
  return find(name).value_or(fallback);
}

void Element::set(const QString& name, const QString& value)
{
  for (auto& [key, old] : m_attributes) {
    if (key == name) {
      old = value;
      return;
    }
  }
  m_attributes.append({name, value});
}

void Element::remove(QStringView name)
{
  m_attributes.removeIf([name](const Attribute& attribute) { return attribute.first == name; });
}

Element* Element::append(Pointer child)
{
  return insert(m_children.size(), std::move(child));
}

Element* Element::insert(size_t at, Pointer child)
{
  Q_ASSERT(child && at <= m_children.size());
  child->m_parent = this;
  child->m_lastIndex = at;
  return m_children.insert(m_children.begin() + static_cast<std::ptrdiff_t>(at), std::move(child))->get();
}

Element::Pointer Element::take(Element* child)
{
  Q_ASSERT(child->m_parent == this);
  const auto at = m_children.begin() + static_cast<std::ptrdiff_t>(child->index());
  Pointer taken = std::move(*at);
  m_children.erase(at);
  taken->m_parent = nullptr;
  return taken;
}

Element::Pointer Element::replace(Element* child, Pointer with)
{
  Q_ASSERT(child->m_parent == this);
  with->m_parent = this;
  std::swap(m_children[child->index()], with);
  with->m_parent = nullptr;
  return with;
}

void Element::giveChildren(Element& to)
{
  (to.m_children.empty() ? to.text : to.m_children.back()->tail) += std::exchange(text, QString());
  to.m_children.reserve(to.m_children.size() + m_children.size());
  for (auto& child : m_children) {
    child->m_parent = &to;
    child->m_lastIndex = to.m_children.size();
    to.m_children.push_back(std::move(child));
  }
  m_children.clear();
}

size_t Element::index() const
{
  if (!m_parent)
    return 0;
  const auto& all = m_parent->m_children;
  size_t below = std::min(m_lastIndex, all.size() - 1);
  for (size_t above = below;; ++above) {
    if (above < all.size() && all[above].get() == this)
      return m_lastIndex = above;
    if (all[below].get() == this)
      return m_lastIndex = below;
    if (below > 0)
      --below;
    else if (above >= all.size())
      return 0;
  }
}

Element* Element::next() const
{
  const size_t after = index() + 1;
  return m_parent && after < m_parent->m_children.size() ? m_parent->m_children[after].get() : nullptr;
}

Element* Element::previous() const
{
  const size_t at = index();
  return m_parent && at > 0 ? m_parent->m_children[at - 1].get() : nullptr;
}

std::vector<Element*> Element::iterate(QStringView name) const
{
  std::vector<Element*> found;
  if (isElement() && (name.isEmpty() || tag == name))
    found.push_back(const_cast<Element*>(this));
  collect(*this, name, found);
  return found;
}

std::vector<Element*> Element::descendants(QStringView name) const
{
  std::vector<Element*> found;
  collect(*this, name, found);
  return found;
}

std::vector<Element*> Element::childrenNamed(QStringView name) const
{
  std::vector<Element*> found;
  for (const auto& child : m_children)
    if (child->isElement() && child->tag == name)
      found.push_back(child.get());
  return found;
}

Element* Element::firstChild(QStringView name) const
{
  for (const auto& child : m_children)
    if (child->isElement() && child->tag == name)
      return child.get();
  return nullptr;
}

bool Element::isWithin(const Element& ancestor) const
{
  for (const Element* at = this; at; at = at->m_parent)
    if (at == &ancestor)
      return true;
  return false;
}

Element::Pointer Element::clone() const
{
  auto copy = std::make_unique<Element>(tag, kind);
  copy->text = text;
  copy->tail = tail;
  copy->line = line;
  copy->m_attributes = m_attributes;
  for (const auto& child : m_children)
    copy->append(child->clone());
  return copy;
}

} // namespace scriptorium::markup
