#pragma once

#include "store/coursestore.h"

#include <QHash>
#include <QList>

#include <memory>
#include <vector>

namespace scriptorium {

/// The course's tree in memory: one node a block, no bodies. What the outline shows and what every other view
/// asks for parents and titles. Values inside, no Qt model: `OutlineModel` and `OutlineSync` change it.
class Outline
{
public:
  struct Node
  {
    OutlineRow row;
    Node* parent = nullptr;
    std::vector<Node*> children;
    std::vector<Node*> shown; ///< the children that pass the filter, while there is one
    int index = 0;            ///< among the parent's children
    int shownIndex = -1;      ///< among the parent's shown children; -1: filtered away
  };

  Outline();
  ~Outline();
  Outline(const Outline&) = delete;
  Outline& operator=(const Outline&) = delete;

  /// Takes the rows of `CourseStore::outline` (parents before children). Rows without a known parent below
  /// the first one are left out.
  void load(const QList<OutlineRow>& rows);

  Node* top() const { return m_top; } ///< the course; null while nothing is loaded
  Node* find(BlockId id) const { return m_nodes.value(id); }
  qsizetype size() const { return m_nodes.size(); }
  /// From the course down to the block, both included; empty when it is not here.
  QList<Node*> path(BlockId id) const;
  /// Whether `a` stands above `b` when every branch is open.
  static bool isBefore(const Node* a, const Node* b);
  bool isInside(const Node* node, const Node* container) const;

  /// Building blocks of a change. The caller tells the views.
  Node* insert(Node* parent, int at, const OutlineRow& row);
  void remove(Node* parent, int first, int count);
  void move(Node* node, Node* parent, int at);

private:
  void forget(Node* node);
  static void renumber(Node* parent, int from);

  struct Pool;
  std::unique_ptr<Pool> m_pool;
  QHash<BlockId, Node*> m_nodes;
  Node* m_top = nullptr;
};

} // namespace scriptorium
