#include "edit/structure/revive.h"

#include "edit/structure/publishedlists.h"
#include "model/childlist.h"
#include "store/sql/database.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

struct LastState
{
  VersionId head;
  VersionId published;
};

Result<LastState> lastStateOf(const Edit& edit, BlockId block)
{
  auto query = edit.store().database().prepare("SELECT old_head, old_published FROM change WHERE block = ? "
                                               "AND new_head IS NULL AND old_head IS NOT NULL "
                                               "ORDER BY op DESC LIMIT 1");
  SCRIPTORIUM_TRY_ASSIGN(const bool isKnown, query.bind(0, block.value).step());
  if (!isKnown)
    return Error{Error::Kind::NotFound, {}, u"Block %1 never lived in this course."_s.arg(block.value)};
  return LastState{VersionId(query.integer(0)), VersionId(query.integer(1))};
}

/// Whether the list that the block stands in is published as it is.
Result<bool> standsLive(const Edit& edit, const Block& block)
{
  if (!block.parent.isValid())
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const Block parent, edit.block(block.parent));
  return parent.published == parent.head;
}

/// The published version of a unit with a draft, without what learners get elsewhere by now.
Result<VersionId> publishable(Edit& edit, VersionId published)
{
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.store().versionById(published));
  QList<Child> list;
  for (const Child& child : std::as_const(version.children)) {
    bool isElsewhere = false;
    if (isPlaced(child) && child.form != Child::Form::DraftOnly) {
      SCRIPTORIUM_TRY(revive(edit, child.block));
      SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(child.block));
      SCRIPTORIUM_TRY_ASSIGN(const bool isLive, standsLive(edit, block));
      SCRIPTORIUM_TRY_ASSIGN(const bool isHeld, isHeldByDraft(edit, child.block));
      isElsewhere = !block.published.isValid() || isLive || isHeld;
    }
    if (!isElsewhere)
      list.append(child);
  }
  if (list == version.children)
    return published;
  version.children = list;
  version.source = {};
  return edit.addVersion(version);
}

} // namespace

Result<Unit> revive(Edit& edit, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  if (block.head.isValid())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const LastState last, lastStateOf(edit, id));
  const bool hasDraft = last.published.isValid() && last.published != last.head;
  VersionId published = last.published;
  if (hasDraft) {
    SCRIPTORIUM_TRY_ASSIGN(published, publishable(edit, last.published));
  }
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.store().versionById(last.head));
  SCRIPTORIUM_TRY_ASSIGN(const auto children, listable(edit, id, version.children));
  VersionId head = last.head;
  if (children != version.children) {
    version.children = children;
    version.source = {};
    SCRIPTORIUM_TRY_ASSIGN(head, edit.put(std::move(version)));
  }
  return edit.point(id, head, hasDraft || !published.isValid() ? published : head);
}

Result<QList<Child>> listable(Edit& edit, BlockId parent, const QList<Child>& children)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(parent));
  QList<Child> list;
  for (Child child : children) {
    if (child.form == Child::Form::Raw) {
      list.append(child);
      continue;
    }
    SCRIPTORIUM_TRY_ASSIGN(Block block, edit.block(child.block));
    if (child.form == Child::Form::Alias) {
      if (block.head.isValid())
        list.append(child);
      continue;
    }
    if (block.parent.isValid() && block.parent != parent)
      continue;
    const bool wasAlive = block.head.isValid();
    SCRIPTORIUM_TRY(revive(edit, child.block));
    SCRIPTORIUM_TRY_ASSIGN(block, edit.block(child.block));
    // The list may be older or newer than the block's last publishing.
    if (child.form == Child::Form::DraftOnly && block.published.isValid())
      child.form = Child::Form::Pointer;
    else if (wasAlive && !block.published.isValid() && holdsDrafts(holder.type))
      child.form = Child::Form::DraftOnly;
    list.append(child);
  }
  return list;
}

} // namespace scriptorium::edit
