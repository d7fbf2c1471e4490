#include "edit/operations.h"
#include "edit/structure/erasetree.h"
#include "edit/structure/publishedlists.h"
#include "edit/structure/revive.h"
#include "store/sql/database.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// Whether a block with a draft has others with drafts below it.
Result<bool> holdsDraftsBelow(const Edit& edit, const Block& block)
{
  if (!block.published.isValid() || block.published == block.head)
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const auto below, treeOf(edit, block.id));
  for (const BlockId id : below) {
    SCRIPTORIUM_TRY_ASSIGN(const Block each, edit.block(id));
    if (id != block.id && each.published != each.head)
      return true;
  }
  return false;
}

/// What a former list lacks: deleted, unless learners have it until the next publishing.
Result<Unit> eraseUnlisted(Edit& edit, const QList<BlockId>& before)
{
  for (const BlockId id : before) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const bool isHeld, isHeldByDraft(edit, id));
    if (!block.parent.isValid())
      SCRIPTORIUM_TRY(isHeld ? leaveToLearners(edit, id) : eraseTree(edit, id));
  }
  return Unit{};
}

/// Blocks that came back into published lists leave those that units with a draft had kept.
Result<Unit> withdrawBelow(Edit& edit, BlockId top)
{
  QSet<BlockId> listed;
  SCRIPTORIUM_TRY_ASSIGN(const auto below, treeOf(edit, top));
  for (const BlockId id : below) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
    if (block.published != block.head)
      continue;
    SCRIPTORIUM_TRY(publishPlaced(edit, id));
    SCRIPTORIUM_TRY_ASSIGN(const auto children, edit.store().childBlocks(id));
    listed += QSet<BlockId>(children.cbegin(), children.cend());
  }
  return withdraw(edit, listed);
}

} // namespace

Result<Unit> restoreVersion(Edit& edit, BlockId id, VersionId versionId)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion now, edit.current(id));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.store().versionById(versionId));
  const QString name = block.type + u'/' + block.urlName;
  if (version.block != id)
    return Error{Error::Kind::BadInput, name, u"Version %1 is one of another block."_s.arg(versionId.value)};
  SCRIPTORIUM_TRY_ASSIGN(const auto before, edit.store().childBlocks(id));
  SCRIPTORIUM_TRY_ASSIGN(const auto children, listable(edit, id, version.children));
  SCRIPTORIUM_TRY_ASSIGN(const bool needsDraft, holdsDraftsBelow(edit, block));
  if (needsDraft && versionId == block.published) {
    version.children = children;
    version.source = {};
    SCRIPTORIUM_TRY_ASSIGN(const VersionId copy, edit.addVersion(version));
    SCRIPTORIUM_TRY(edit.point(id, copy, block.published));
  } else if (children == version.children) {
    const bool follows = block.published == block.head;
    SCRIPTORIUM_TRY(edit.point(id, versionId, follows ? versionId : block.published));
  } else {
    version.children = children;
    version.source = {};
    SCRIPTORIUM_TRY(edit.put(std::move(version)));
  }
  SCRIPTORIUM_TRY(withdrawBelow(edit, id));
  return eraseUnlisted(edit, before);
}

Result<Unit> restoreCourse(Edit& edit, OpId op)
{
  auto query = edit.store().database().prepare("SELECT 1 FROM op WHERE id = ?");
  SCRIPTORIUM_TRY_ASSIGN(const bool isThere, query.bind(0, op.value).step());
  if (!isThere)
    return Error{Error::Kind::NotFound, {}, u"The history has no step %1."_s.arg(op.value)};
  return edit.returnTo(op);
}

} // namespace scriptorium::edit
