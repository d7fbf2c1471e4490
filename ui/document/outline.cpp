#include "ui/document/outline.h"

#include <algorithm>
#include <deque>

namespace scriptorium {

/// Nodes live in blocks of memory that never move; freed ones are used again.
struct Outline::Pool
{
  std::deque<Node> nodes;
  std::vector<Node*> free;

  Node* take()
  {
    if (free.empty())
      return &nodes.emplace_back();
    Node* node = free.back();
    free.pop_back();
    *node = Node{};
    return node;
  }
};

Outline::Outline() : m_pool(std::make_unique<Pool>()) {}
Outline::~Outline() = default;

void Outline::load(const QList<OutlineRow>& rows)
{
  m_pool = std::make_unique<Pool>();
  m_nodes.clear();
  m_nodes.reserve(rows.size());
  m_top = nullptr;
  for (const auto& row : rows) {
    Node* parent = m_nodes.value(row.parent);
    if (m_top && !parent)
      continue;
    Node* node = m_pool->take();
    node->row = row;
    node->parent = parent;
    m_nodes.insert(row.id, node);
    if (!m_top) {
      m_top = node;
      continue;
    }
    node->index = static_cast<int>(parent->children.size());
    parent->children.push_back(node);
  }
}

QList<Outline::Node*> Outline::path(BlockId id) const
{
  QList<Node*> path;
  for (Node* node = find(id); node; node = node->parent)
    path.prepend(node);
  return path;
}

bool Outline::isBefore(const Node* a, const Node* b)
{
  const auto indexes = [](const Node* node) {
    QList<int> list;
    for (; node->parent; node = node->parent)
      list.prepend(node->index);
    return list;
  };
  const QList<int> left = indexes(a);
  const QList<int> right = indexes(b);
  return std::ranges::lexicographical_compare(left, right);
}

bool Outline::isInside(const Node* node, const Node* container) const
{
  for (; node; node = node->parent)
    if (node == container)
      return true;
  return false;
}

Outline::Node* Outline::insert(Node* parent, int at, const OutlineRow& row)
{
  Node* node = m_pool->take();
  node->row = row;
  node->parent = parent;
  m_nodes.insert(row.id, node);
  parent->children.insert(parent->children.begin() + at, node);
  renumber(parent, at);
  return node;
}

void Outline::remove(Node* parent, int first, int count)
{
  const auto begin = parent->children.begin() + first;
  for (auto it = begin; it != begin + count; ++it)
    forget(*it);
  parent->children.erase(begin, begin + count);
  renumber(parent, first);
}

void Outline::move(Node* node, Node* parent, int at)
{
  Node* from = node->parent;
  const int old = node->index;
  from->children.erase(from->children.begin() + old);
  if (from == parent && at > old)
    --at;
  parent->children.insert(parent->children.begin() + at, node);
  node->parent = parent;
  renumber(from, from == parent ? qMin(old, at) : old);
  if (from != parent)
    renumber(parent, at);
}

void Outline::forget(Node* node)
{
  for (Node* child : node->children)
    forget(child);
  m_nodes.remove(node->row.id);
  m_pool->free.push_back(node);
}

void Outline::renumber(Node* parent, int from)
{
  for (auto i = static_cast<size_t>(from); i < parent->children.size(); ++i)
    parent->children[i]->index = static_cast<int>(i);
}

} // namespace scriptorium
