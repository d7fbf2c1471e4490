#include "edit/revive.h"

#include "edit/childlist.h"
#include "store/database.h"

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

} // namespace

Result<Unit> revive(Edit& edit, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  if (block.head.isValid())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const LastState last, lastStateOf(edit, id));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.store().versionById(last.head));
  SCRIPTORIUM_TRY_ASSIGN(const auto children, listable(edit, id, version.children));
  if (children == version.children)
    return edit.point(id, last.head, last.published);
  version.children = children;
  version.source = {};
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
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
