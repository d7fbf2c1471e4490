#include "ui/document/outlinesync.h"

#include "model/inheritance.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The members of a longest run of `indexes` that already stand in rising order.
QSet<int> longestRising(const QList<int>& indexes)
{
  std::vector<qsizetype> ends; // ends[n]: where the best run of length n + 1 ends
  std::vector<qsizetype> before(static_cast<size_t>(indexes.size()), -1);
  for (qsizetype i = 0; i < indexes.size(); ++i) {
    const auto slot =
        std::ranges::lower_bound(ends, indexes[i], {}, [&](qsizetype at) { return indexes[at]; });
    if (slot != ends.begin())
      before[static_cast<size_t>(i)] = *(slot - 1);
    if (slot == ends.end())
      ends.push_back(i);
    else
      *slot = i;
  }
  QSet<int> rising;
  for (qsizetype i = ends.empty() ? -1 : ends.back(); i >= 0; i = before[static_cast<size_t>(i)])
    rising.insert(indexes[i]);
  return rising;
}

} // namespace

Result<OutlineRow> outlineRow(const CourseStore& store, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(id));
  OutlineRow row;
  row.id = id;
  row.parent = block.parent;
  row.position = block.position;
  row.type = block.type;
  row.urlName = block.urlName;
  row.title = version.fields.value(u"display_name"_s).value_or(QString());
  row.isDraft = !block.published.isValid();
  row.hasDraftChanges = block.published.isValid() && block.published != block.head;
  row.isBroken = version.flags.testFlag(VersionFlag::Broken);
  return row;
}

void takeNames(QList<OutlineRow>& rows, const BlockTypes& types, const PolicyReader& policy)
{
  if (policy.blocks().isEmpty())
    return;
  for (auto& row : rows)
    row.title = displayName(types, policy, row.type, row.urlName, row.title);
}

OutlineSync::OutlineSync(OutlineModel& model, const CourseStore& store, Announce announce)
    : m_model(model), m_outline(*model.m_outline), m_store(store), m_announce(announce == Announce::Yes)
{}

bool OutlineSync::apply(const ChangeSet& changes)
{
  QList<BlockId> parents;
  QList<BlockId> gone;
  QList<BlockId> updated;
  const auto addParent = [&](BlockId id) {
    if (id.isValid() && !parents.contains(id))
      parents.append(id);
  };
  for (const auto& entry : changes.blocks) {
    if (entry.type == kFileType)
      continue;
    const auto block = m_store.block(entry.block);
    const bool isAlive = block && block->head.isValid();
    if (!isAlive) {
      gone.append(entry.block);
      continue;
    }
    if (entry.aspects.testFlag(Aspect::Children))
      addParent(entry.block);
    if (entry.aspects & (Aspects(Aspect::Existence) | Aspect::Place)) {
      const Outline::Node* node = m_outline.find(entry.block);
      addParent(node && node->parent ? node->parent->row.id : BlockId());
      addParent(block->parent);
    }
    updated.append(entry.block);
  }
  removeGone(gone);
  const bool ordered = std::ranges::all_of(parents, [&](BlockId id) { return orderChildren(id); });
  for (const BlockId id : std::as_const(parents))
    removeLeftOver(id);
  return ordered && std::ranges::all_of(updated, [&](BlockId id) { return updateRow(id); });
}

Result<OutlineRow> OutlineSync::read(BlockId id) const
{
  SCRIPTORIUM_TRY_ASSIGN(OutlineRow row, outlineRow(m_store, id));
  if (m_model.m_nameOf)
    row.title = m_model.m_nameOf(row);
  return row;
}

bool OutlineSync::updateRow(BlockId id)
{
  Outline::Node* node = m_outline.find(id);
  if (!node)
    return true; // below a parent that is not in the tree
  auto row = read(id);
  if (!row)
    return false;
  node->row = *std::move(row);
  const QModelIndex index = m_announce ? m_model.indexOf(node) : QModelIndex();
  if (index.isValid())
    Q_EMIT m_model.dataChanged(index, index);
  return true;
}

void OutlineSync::removeGone(const QList<BlockId>& gone)
{
  for (const BlockId id : gone) {
    Outline::Node* node = m_outline.find(id);
    if (!node || !node->parent)
      continue;
    // Blocks below may live on elsewhere: orderChildren of their new parent reads them again.
    if (m_announce)
      m_model.beginRemoveRows(m_model.indexOf(node->parent), node->index, node->index);
    m_outline.remove(node->parent, node->index, 1);
    if (m_announce)
      m_model.endRemoveRows();
  }
}

bool OutlineSync::orderChildren(BlockId parentId)
{
  Outline::Node* parent = m_outline.find(parentId);
  if (!parent)
    return true;
  const auto wanted = m_store.childBlocks(parentId);
  if (!wanted)
    return true; // deleted: its own parent takes it out
  QList<int> kept;
  for (const BlockId id : *wanted)
    if (const Outline::Node* node = m_outline.find(id); node && node->parent == parent)
      kept.append(node->index);
  const QSet<int> stay = longestRising(kept);
  QSet<BlockId> stayIds;
  for (const int index : stay)
    stayIds.insert(parent->children[static_cast<size_t>(index)]->row.id);

  for (qsizetype i = 0; i < wanted->size(); ++i)
    if (!stayIds.contains(wanted->at(i)) && !place(parent, *wanted, static_cast<int>(i)))
      return false;
  return true;
}

void OutlineSync::removeLeftOver(BlockId parentId)
{
  // A child that went to another parent has been taken there by now. Who is still here has none.
  const Outline::Node* parent = m_outline.find(parentId);
  const auto wanted = m_store.childBlocks(parentId);
  if (!parent || !wanted || parent->children.size() == static_cast<size_t>(wanted->size()))
    return;
  QList<BlockId> gone;
  for (const Outline::Node* child : parent->children)
    if (!wanted->contains(child->row.id))
      gone.append(child->row.id);
  removeGone(gone);
}

bool OutlineSync::place(Outline::Node* parent, const QList<BlockId>& wanted, int at)
{
  const BlockId id = wanted.at(at);
  const Outline::Node* before = at > 0 ? m_outline.find(wanted.at(at - 1)) : nullptr;
  const int row = before ? before->index + 1 : 0;
  if (Outline::Node* node = m_outline.find(id))
    return moveTo(node, parent, row);
  return insertNew(parent, row, id);
}

bool OutlineSync::moveTo(Outline::Node* node, Outline::Node* parent, int at)
{
  if (!node->parent || m_outline.isInside(parent, node))
    return false;
  if (node->parent == parent && (at == node->index || at == node->index + 1))
    return true;
  if (m_announce && !m_model.beginMoveRows(m_model.indexOf(node->parent), node->index, node->index,
                                           m_model.indexOf(parent), at))
    return false;
  m_outline.move(node, parent, at);
  m_model.m_lastMoved.append(node->row.id);
  if (m_announce)
    m_model.endMoveRows();
  return true;
}

bool OutlineSync::insertNew(Outline::Node* parent, int at, BlockId id)
{
  auto row = read(id);
  if (!row)
    return false;
  // The subtree is complete before the views hear of its top, so it is one insertion for them.
  if (m_announce)
    m_model.beginInsertRows(m_model.indexOf(parent), at, at);
  Outline::Node* node = m_outline.insert(parent, at, *row);
  const bool filled = fill(node);
  if (m_announce)
    m_model.endInsertRows();
  return filled;
}

bool OutlineSync::fill(Outline::Node* parent)
{
  const auto children = m_store.childBlocks(parent->row.id);
  if (!children)
    return false;
  for (const BlockId id : *children) {
    if (m_outline.find(id))
      return false; // it stood elsewhere a moment ago; a reload settles it
    auto row = read(id);
    if (!row || !fill(m_outline.insert(parent, static_cast<int>(parent->children.size()), *row)))
      return false;
  }
  return true;
}

} // namespace scriptorium
