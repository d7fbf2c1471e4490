#include "ui/document/whattoshow.h"

#include "ui/document/outlinemodel.h"

#include <QSet>

#include <algorithm>

namespace scriptorium {
namespace {

using Nodes = QList<const Outline::Node*>;

/// Those with one of the aspects that are there now.
Nodes having(const Outline& outline, const ChangeSet& changes, Aspects aspects)
{
  Nodes nodes;
  for (const auto& entry : changes.blocks)
    if (const Outline::Node* node = outline.find(entry.block); node && (entry.aspects & aspects))
      nodes.append(node);
  return nodes;
}

/// Without those that stand below another of them.
Nodes topmost(const Nodes& nodes)
{
  const QSet<const Outline::Node*> all(nodes.cbegin(), nodes.cend());
  Nodes tops;
  for (const auto* node : nodes)
    if (!all.contains(node->parent))
      tops.append(node);
  return tops;
}

} // namespace

QList<BlockId> whatToShow(const OutlineModel& tree, const ChangeSet& changes)
{
  const Outline& outline = tree.outline();
  Nodes nodes = topmost(having(outline, changes, Aspect::Existence));
  if (nodes.isEmpty())
    for (const BlockId block : tree.lastMoved())
      if (const Outline::Node* node = outline.find(block))
        nodes.append(node);
  const QList<Aspects> inTurn{Aspects(Aspect::Fields) | Aspect::Body | Aspect::Published, Aspect::Children};
  for (const Aspects aspects : inTurn)
    if (nodes.isEmpty())
      nodes = having(outline, changes, aspects);
  std::ranges::sort(nodes, Outline::isBefore);
  QList<BlockId> blocks;
  for (const auto* node : std::as_const(nodes))
    blocks.append(node->row.id);
  return blocks;
}

} // namespace scriptorium
