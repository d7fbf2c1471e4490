#pragma once

#include "base/result.h"
#include "store/coursestore.h"

#include <QList>
#include <QString>

namespace scriptorium::edit {

/// What a block that stays says of one that goes.
struct Dangling
{
  BlockId holder;
  QString what;   ///< "group_id_to_child", "sources", "a link"
  QString target; ///< "type/url_name", or the url_name alone of a link
};

/// What would still name these blocks, or something below them, once they are deleted: groups of experiments,
/// conditions with their `<show>`, and `/jump_to_id/` links. Errors: NotFound; Io. Cost: those blocks that
/// can hold such a name are read.
Result<QList<Dangling>> leftDangling(const CourseStore& store, const QList<BlockId>& doomed);

} // namespace scriptorium::edit
