#include "ui/document/selection.h"

#include "ui/document/outlinemodel.h"

#include <algorithm>

namespace scriptorium {

Selection::Settling::Settling(Selection& selection)
    : m_selection(selection), m_current(selection.trail(selection.current())),
      m_opened(selection.trail(selection.opened()))
{
  m_selection.m_isSettling = true;
}

Selection::Settling::~Settling()
{
  m_selection.m_isSettling = false;
  m_selection.settle(m_current, m_opened);
}

void Selection::select(const QList<BlockId>& blocks, BlockId current)
{
  if (m_isSettling)
    return;
  if (blocks.isEmpty()) {
    if (m_opened.isValid())
      take({m_opened}, m_opened, m_opened);
    return;
  }
  const BlockId holder = holderOf(blocks);
  const bool isAlone = blocks.size() == 1;
  const bool stays = m_opened.isValid() && (holder == m_opened || blocks == QList<BlockId>{m_opened});
  take(blocks, blocks.contains(current) ? current : blocks.last(),
       stays     ? m_opened
       : isAlone ? blocks.first()
                 : holder);
}

void Selection::open(BlockId block)
{
  if (!m_isSettling)
    take({block}, block, block);
}

void Selection::show(BlockId block)
{
  open(block);
  Q_EMIT shown(block);
}

void Selection::reveal(const QList<BlockId>& blocks)
{
  const auto isAmong = [&blocks](BlockId block) { return blocks.contains(block); };
  const bool isSeen = std::ranges::all_of(m_blocks, isAmong) || blocks == QList<BlockId>{m_opened};
  if (!isSeen)
    select(blocks, blocks.first());
  Q_EMIT shown(m_current);
}

void Selection::take(const QList<BlockId>& blocks, BlockId current, BlockId opened)
{
  const bool isOther = m_blocks != blocks || m_current != current;
  const bool opensOther = m_opened != opened;
  m_blocks = blocks;
  m_current = current;
  m_opened = opened;
  if (isOther)
    Q_EMIT selected();
  if (opensOther)
    Q_EMIT openedChanged(opened);
}

QList<BlockId> Selection::trail(BlockId block) const
{
  QList<BlockId> ids;
  for (const auto* node : m_tree.outline().path(block))
    ids.append(node->row.id);
  return ids;
}

BlockId Selection::lastLiving(const QList<BlockId>& trail) const
{
  const auto it =
      std::find_if(trail.crbegin(), trail.crend(), [this](BlockId id) { return m_tree.outline().find(id); });
  return it == trail.crend() ? BlockId() : *it;
}

BlockId Selection::holderOf(const QList<BlockId>& blocks) const
{
  const auto parentOf = [this](BlockId block) {
    const Outline::Node* node = m_tree.outline().find(block);
    return node && node->parent ? node->parent->row.id : BlockId();
  };
  const BlockId holder = blocks.isEmpty() ? BlockId() : parentOf(blocks.first());
  const bool isSame = std::ranges::all_of(blocks, [&](BlockId block) { return parentOf(block) == holder; });
  return isSame ? holder : BlockId();
}

void Selection::settle(const QList<BlockId>& current, const QList<BlockId>& opened)
{
  if (m_blocks.isEmpty())
    return;
  const bool wasOpen = m_blocks == QList<BlockId>{m_opened};
  QList<BlockId> blocks;
  for (const BlockId id : std::as_const(m_blocks))
    if (m_tree.outline().find(id))
      blocks.append(id);
  const BlockId left = lastLiving(current);
  if (blocks.isEmpty() && left.isValid())
    blocks.append(left);
  if (blocks.isEmpty())
    return; // it waits for a tree that is on its way
  const BlockId holder = holderOf(blocks);
  const BlockId open = lastLiving(opened);
  const bool fits = open.isValid() && (holder == open || blocks == QList<BlockId>{open});
  const BlockId alone = blocks.size() == 1 && (wasOpen || !holder.isValid()) ? blocks.first() : holder;
  take(blocks, blocks.contains(left) ? left : blocks.first(), fits ? open : alone);
}

} // namespace scriptorium
