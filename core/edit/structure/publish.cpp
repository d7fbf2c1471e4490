#include "edit/operations.h"
#include "edit/structure/erasetree.h"
#include "edit/structure/publishedlists.h"
#include "edit/structure/revive.h"
#include "model/childlist.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// Part of a unit that has a draft: learners get the unit's list, so the unit is what must be published.
Result<Unit> checkPublishable(const Edit& edit, const Block& block)
{
  if (!block.parent.isValid())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const Block parent, edit.block(block.parent));
  if (parent.published == parent.head)
    return Unit{};
  return Error{
      Error::Kind::BadInput, block.type + u'/' + block.urlName,
      u"What it stands in has a draft of its own; publish %1/%2."_s.arg(parent.type, parent.urlName)};
}

/// Published units are listed in their subsection's file like any other.
Result<Unit> markPublished(Edit& edit, BlockId parent, const QSet<BlockId>& published)
{
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion list, edit.current(parent));
  bool changed = false;
  for (Child& child : list.children) {
    if (child.form != Child::Form::DraftOnly || !published.contains(child.block))
      continue;
    child.form = Child::Form::Pointer;
    changed = true;
  }
  if (changed)
    SCRIPTORIUM_TRY(edit.put(std::move(list)));
  return Unit{};
}

Result<Unit> leaveOthersList(Edit& edit, BlockId block, BlockId newParent)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, edit.parentOf(block));
  if (!parent.isValid() || parent == newParent)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion list, edit.current(parent));
  list.children.removeIf([&](const Child& child) { return isPlaced(child) && child.block == block; });
  SCRIPTORIUM_TRY(edit.put(std::move(list)));
  return Unit{};
}

Result<Unit> takeBack(Edit& edit, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  if (!block.published.isValid())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion published, edit.store().versionById(block.published));
  QList<BlockId> gone;
  if (block.head != block.published) {
    for (const Child& child : published.children) {
      if (!isPlaced(child))
        continue;
      SCRIPTORIUM_TRY(leaveOthersList(edit, child.block, id));
      SCRIPTORIUM_TRY(revive(edit, child.block));
    }
    SCRIPTORIUM_TRY_ASSIGN(gone, edit.store().childBlocks(id));
    SCRIPTORIUM_TRY(edit.point(id, block.published, block.published));
  }
  for (const Child& child : published.children) {
    gone.removeOne(child.block);
    if (isPlaced(child))
      SCRIPTORIUM_TRY(takeBack(edit, child.block));
  }
  for (const BlockId added : gone) {
    SCRIPTORIUM_TRY_ASSIGN(const Block draft, edit.block(added));
    if (!draft.parent.isValid() && !draft.published.isValid())
      SCRIPTORIUM_TRY(eraseTree(edit, added));
  }
  return Unit{};
}

} // namespace

Result<Unit> publish(Edit& edit, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block top, edit.block(id));
  SCRIPTORIUM_TRY(edit.current(id));
  SCRIPTORIUM_TRY(checkPublishable(edit, top));
  SCRIPTORIUM_TRY_ASSIGN(const auto below, treeOf(edit, id));
  QList<BlockId> dropped;
  QHash<BlockId, QSet<BlockId>> published;
  for (const BlockId each : below) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(each));
    if (block.head == block.published)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const auto leftover, publishedOnly(edit, block));
    dropped += leftover;
    SCRIPTORIUM_TRY(edit.point(each, block.head, block.head));
    if (block.parent.isValid())
      published[block.parent].insert(each);
    SCRIPTORIUM_TRY_ASSIGN(const auto listed, edit.store().childBlocks(each));
    SCRIPTORIUM_TRY(withdraw(edit, QSet<BlockId>(listed.cbegin(), listed.cend())));
  }
  for (auto list = published.cbegin(); list != published.cend(); ++list)
    SCRIPTORIUM_TRY(markPublished(edit, list.key(), *list));
  for (const BlockId block : dropped)
    SCRIPTORIUM_TRY(eraseTree(edit, block));
  return Unit{};
}

Result<Unit> discardDraft(Edit& edit, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  SCRIPTORIUM_TRY(edit.current(id));
  if (!block.published.isValid())
    return Error{Error::Kind::BadInput, block.type + u'/' + block.urlName,
                 u"It was never published, so there is nothing to go back to; delete it instead."_s};
  return takeBack(edit, id);
}

} // namespace scriptorium::edit
