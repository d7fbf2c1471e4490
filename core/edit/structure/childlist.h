#pragma once

#include "edit/edit.h"

#include <QList>

namespace scriptorium::edit {

/// Puts children into the list of `parent`, at `row` as `indexOfRow` counts.
Result<Unit> insertChildren(Edit& edit, BlockId parent, const QList<Child>& children, int row);

} // namespace scriptorium::edit
