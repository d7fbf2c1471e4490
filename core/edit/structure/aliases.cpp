#include "edit/operations.h"
#include "edit/structure/childlist.h"
#include "model/childlist.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

QString nameOf(const Block& block)
{
  return block.type + u'/' + block.urlName;
}

/// The aliases of `blocks` in their order, taken out of the list.
Result<QList<Child>> takeAliases(const Edit& edit, QList<Child>& list, const QList<BlockId>& blocks,
                                 const Block& holder)
{
  QList<Child> taken;
  for (const BlockId id : blocks) {
    const auto at = std::ranges::find_if(
        list, [id](const Child& child) { return child.form == Child::Form::Alias && child.block == id; });
    if (at == list.end()) {
      SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
      return Error{Error::Kind::NotFound, nameOf(block),
                   u"%1 does not refer to a block that stands elsewhere by this name."_s.arg(nameOf(holder))};
    }
    taken.append(*at);
    list.erase(at);
  }
  return taken;
}

Result<Unit> checkAlias(const Edit& edit, const BlockTypes& types, BlockId id, const Block& parent,
                        const QList<Child>& list)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  SCRIPTORIUM_TRY(checkTakes(types, parent, block.type));
  SCRIPTORIUM_TRY_ASSIGN(const bool isInside, edit.isInside(parent.id, id));
  if (isInside)
    return Error{Error::Kind::BadInput, nameOf(block), u"A block cannot be moved into itself."_s};
  for (const Child& child : list)
    if (child.block == id)
      return Error{Error::Kind::BadInput, nameOf(block),
                   u"%1 has this block already; Studio lists a block once."_s.arg(nameOf(parent))};
  return Unit{};
}

} // namespace

Result<Unit> moveAliases(Edit& edit, const BlockTypes& types, const QList<BlockId>& blocks, BlockId from,
                         BlockId parent, int row)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(from));
  SCRIPTORIUM_TRY_ASSIGN(const Block target, edit.block(parent));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion source, edit.current(from));
  SCRIPTORIUM_TRY_ASSIGN(const auto aliases, takeAliases(edit, source.children, blocks, holder));
  SCRIPTORIUM_TRY(edit.put(std::move(source)));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion list, edit.current(parent));
  for (const BlockId block : blocks)
    SCRIPTORIUM_TRY(checkAlias(edit, types, block, target, list.children));
  return insertChildren(edit, parent, aliases, row);
}

Result<Unit> removeAliases(Edit& edit, const QList<BlockId>& blocks, BlockId from)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(from));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion list, edit.current(from));
  SCRIPTORIUM_TRY(takeAliases(edit, list.children, blocks, holder));
  SCRIPTORIUM_TRY(edit.put(std::move(list)));
  return Unit{};
}

} // namespace scriptorium::edit
