#include "edit/structure/childlist.h"

#include "model/childlist.h"

namespace scriptorium::edit {

Result<Unit> insertChildren(Edit& edit, BlockId parent, const QList<Child>& children, int row)
{
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(parent));
  const qsizetype at = indexOfRow(version.children, row);
  version.children = version.children.first(at) + children + version.children.sliced(at);
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

} // namespace scriptorium::edit
