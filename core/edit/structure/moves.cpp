#include "edit/operations.h"
#include "edit/structure/erasetree.h"
#include "edit/structure/publishedlists.h"
#include "model/childlist.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

struct Moving
{
  Block block;
  Child child; ///< as it stands in the old list
};

Result<QList<Moving>> gather(Edit& edit, const BlockTypes& types, const QList<BlockId>& blocks,
                             const Block& target)
{
  QList<Moving> moving;
  QSet<BlockId> seen;
  QHash<BlockId, QHash<BlockId, Child>> lists;
  for (const BlockId id : blocks) {
    if (seen.contains(id))
      continue;
    seen.insert(id);
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
    const QString name = block.type + u'/' + block.urlName;
    if (!block.parent.isValid())
      return Error{Error::Kind::BadInput, name, u"This stands in no list and cannot be moved."_s};
    SCRIPTORIUM_TRY_ASSIGN(const bool isInside, edit.isInside(target.id, id));
    if (isInside)
      return Error{Error::Kind::BadInput, name, u"A block cannot be moved into itself."_s};
    if (block.parent != target.id)
      SCRIPTORIUM_TRY(checkTakes(types, target, block.type));
    if (!lists.contains(block.parent)) {
      SCRIPTORIUM_TRY_ASSIGN(const BlockVersion holder, edit.current(block.parent));
      auto& list = lists[block.parent];
      for (const Child& child : holder.children)
        if (isPlaced(child))
          list.insert(child.block, child);
    }
    const auto& list = std::as_const(lists)[block.parent];
    const auto place = list.constFind(id);
    if (place == list.cend())
      return Error{Error::Kind::Bug, name, u"The block is not in the list of its parent."_s};
    moving.append({block, *place});
  }
  return moving;
}

/// Brings drafts in line with the new place: a draft unit stays one below a subsection; what comes into a
/// unit whose draft is not published becomes a part of that draft.
Result<Unit> settleDrafts(Edit& edit, const Block& target, Moving& moved)
{
  if (isLive(target) && holdsDrafts(target.type)) {
    const bool isDraft = !moved.block.published.isValid();
    if (isDraft || moved.child.form == Child::Form::DraftOnly)
      moved.child.form = isDraft ? Child::Form::DraftOnly : Child::Form::Pointer;
    return Unit{};
  }
  if (moved.child.form == Child::Form::DraftOnly)
    moved.child.form = Child::Form::Pointer;
  if (isLive(target) || isLibraryContainer(target.type))
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const bool isHeld, isHeldByDraft(edit, moved.block.id));
  if (isHeld)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const auto below, treeOf(edit, moved.block.id));
  for (const BlockId id : below) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
    SCRIPTORIUM_TRY(edit.point(id, block.head, {}));
  }
  return Unit{};
}

} // namespace

Result<Unit> moveBlocks(Edit& edit, const BlockTypes& types, const QList<BlockId>& blocks, BlockId parent,
                        int row)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block target, edit.block(parent));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion list, edit.current(parent));
  SCRIPTORIUM_TRY_ASSIGN(QList<Moving> moving, gather(edit, types, blocks, target));
  QSet<BlockId> ids;
  QSet<BlockId> sources;
  for (const Moving& moved : moving) {
    ids.insert(moved.block.id);
    if (moved.block.parent != parent)
      sources.insert(moved.block.parent);
  }
  for (const BlockId source : std::as_const(sources)) {
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion from, edit.current(source));
    from.children.removeIf([&](const Child& child) { return isPlaced(child) && ids.contains(child.block); });
    SCRIPTORIUM_TRY(edit.put(std::move(from)));
  }
  QSet<BlockId> fromDrafts;
  for (Moving& moved : moving) {
    if (moved.block.parent == parent)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const Block source, edit.block(moved.block.parent));
    if (source.published != source.head)
      fromDrafts.insert(moved.block.id);
    SCRIPTORIUM_TRY(settleDrafts(edit, target, moved));
  }
  // `row` counts what stood there before; what moves away from above it makes the index smaller.
  qsizetype at = indexOfRow(list.children, row);
  const auto isMoved = [&](const Child& child) { return isPlaced(child) && ids.contains(child.block); };
  at -= std::count_if(list.children.cbegin(), list.children.cbegin() + at, isMoved);
  list.children.removeIf(isMoved);
  // Once a block stands here, an alias of it would list it twice.
  const auto isAlias = [&](const Child& child) {
    return child.form == Child::Form::Alias && ids.contains(child.block);
  };
  at -= std::count_if(list.children.cbegin(), list.children.cbegin() + at, isAlias);
  list.children.removeIf(isAlias);
  QList<Child> arriving;
  for (const Moving& moved : moving)
    arriving.append(moved.child);
  list.children = list.children.first(at) + arriving + list.children.sliced(at);
  SCRIPTORIUM_TRY(edit.put(std::move(list)));
  if (!isLive(target))
    return Unit{};
  SCRIPTORIUM_TRY(withdraw(edit, fromDrafts));
  return holdsDrafts(target.type) ? Unit{}
                                  : publishAll(edit, QList<BlockId>(fromDrafts.cbegin(), fromDrafts.cend()));
}

} // namespace scriptorium::edit
