#pragma once

#include "edit/edit.h"

namespace scriptorium::edit {

/// Brings a deleted block back as it was when it was deleted, with what was deleted along with it. It stands
/// in no list yet. A living block stays as it is.
Result<Unit> revive(Edit& edit, BlockId block);
/// `children` as they can be listed in `parent` now: the deleted come back, what stands elsewhere by now is
/// left out.
Result<QList<Child>> listable(Edit& edit, BlockId parent, const QList<Child>& children);

} // namespace scriptorium::edit
