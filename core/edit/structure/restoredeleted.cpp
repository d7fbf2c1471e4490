#include "edit/operations.h"
#include "edit/structure/publishedlists.h"
#include "edit/structure/revive.h"
#include "model/childlist.h"
#include "store/sql/database.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// The list that a deleted block stood in last.
struct OldPlace
{
  BlockId parent;
  QList<Child> list;
};

auto isBlock(BlockId block)
{
  return [block](const Child& child) { return isPlaced(child) && child.block == block; };
}

Result<bool> readList(const Edit& edit, VersionId version, BlockId block, OldPlace& place)
{
  if (!version.isValid())
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion read, edit.store().versionById(version));
  place.list = read.children;
  return std::ranges::any_of(place.list, isBlock(block));
}

/// Lists that the step which took the block away took it from. A draft's list goes first: a publishing takes
/// it from the published one.
Result<OldPlace> placeBefore(const Edit& edit, BlockId block)
{
  OldPlace place;
  SCRIPTORIUM_TRY_ASSIGN(const auto history, edit.store().blockHistory(block));
  const auto death =
      std::ranges::find_if(history, [](const BlockChange& change) { return !change.newHead.isValid(); });
  if (death == history.cend())
    return place;
  SCRIPTORIUM_TRY_ASSIGN(const auto changes, edit.store().changesOf(death->op.id));
  for (const BlockChange& change : changes) {
    place.parent = change.block;
    for (const VersionId version : {change.oldHead, change.oldPublished}) {
      SCRIPTORIUM_TRY_ASSIGN(const bool isIt, readList(edit, version, block, place));
      if (isIt)
        return place;
    }
  }
  return OldPlace{};
}

/// What only a draft deleted: learners have it from there.
Result<OldPlace> placeForLearners(const Edit& edit, BlockId block)
{
  OldPlace place;
  SCRIPTORIUM_TRY_ASSIGN(const auto holders, edit.draftHoldersOf(block));
  if (holders.isEmpty())
    return place;
  SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(holders.first()));
  SCRIPTORIUM_TRY(readList(edit, holder.published, block, place));
  place.parent = holder.id;
  return place;
}

/// Where the block belongs among those that stand there now: behind the nearest that stood before it, else
/// before the nearest that stood behind it.
qsizetype indexAmong(const QList<Child>& now, const QList<Child>& then, qsizetype at)
{
  const auto indexOf = [&](const Child& child) {
    const auto found = std::ranges::find_if(
        now, [&](const Child& other) { return other.block == child.block && other.raw == child.raw; });
    return found == now.cend() ? -1 : found - now.cbegin();
  };
  for (qsizetype i = at - 1; i >= 0; --i)
    if (const auto found = indexOf(then[i]); found >= 0)
      return found + 1;
  for (qsizetype i = at + 1; i < then.size(); ++i)
    if (const auto found = indexOf(then[i]); found >= 0)
      return found;
  return indexOfRow(now, 0);
}

} // namespace

Result<Unit> restoreDeleted(Edit& edit, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  const QString name = block.type == kFileType ? block.urlName : block.type + u'/' + block.urlName;
  if (block.type == kFileType && !block.head.isValid())
    return revive(edit, id);
  if (block.parent.isValid() || id == edit.store().root() || block.type == kFileType)
    return Error{Error::Kind::BadInput, name, u"It is not deleted."_s};
  SCRIPTORIUM_TRY_ASSIGN(const OldPlace place,
                         block.head.isValid() ? placeForLearners(edit, id) : placeBefore(edit, id));
  if (!place.parent.isValid())
    return Error{Error::Kind::BadInput, name,
                 u"It stood in no list, so there is no place to bring it back to."_s};
  SCRIPTORIUM_TRY_ASSIGN(const Block parent, edit.block(place.parent));
  if (!parent.head.isValid())
    return Error{Error::Kind::BadInput, name,
                 u"What it stood in is deleted too; restore %1/%2 first."_s.arg(parent.type, parent.urlName)};
  const qsizetype at = std::ranges::find_if(place.list, isBlock(id)) - place.list.cbegin();
  SCRIPTORIUM_TRY_ASSIGN(const auto revived, listable(edit, parent.id, {place.list[at]}));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion list, edit.current(parent.id));
  const qsizetype index = indexAmong(list.children, place.list, at);
  for (const Child& child : revived)
    list.children.insert(index, child);
  SCRIPTORIUM_TRY(edit.put(std::move(list)));
  if (!isLive(parent))
    return Unit{};
  SCRIPTORIUM_TRY(withdraw(edit, {id}));
  return holdsDrafts(parent.type) ? Unit{} : publishAll(edit, {id});
}

} // namespace scriptorium::edit
