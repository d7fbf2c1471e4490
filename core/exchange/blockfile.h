#pragma once

#include "exchange/livecourse.h"
#include "model/blocktype.h"

namespace scriptorium {

/// The bytes of a block's own file in one of the trees, in Studio's form, with every block inline in it.
/// Errors: those of olx::writeBlockFile; Io.
Result<QByteArray> blockFile(const CourseStore& store, const LiveCourse& course, const BlockTypes& types,
                             const LiveNode& node, Tree tree);

} // namespace scriptorium
