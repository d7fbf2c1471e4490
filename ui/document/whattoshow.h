#pragma once

#include "base/ids.h"
#include "model/changeset.h"

#include <QList>

namespace scriptorium {

class OutlineModel;

/// The blocks an author wants to see after an undo or redo, in the order of the course: what came back with
/// all below it; else what moved; else what was changed; else what something was taken out of. Empty when the
/// change concerns no block of the tree.
QList<BlockId> whatToShow(const OutlineModel& tree, const ChangeSet& changes);

} // namespace scriptorium
