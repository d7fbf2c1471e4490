#pragma once

#include "exchange/live/livecourse.h"
#include "model/blocktype.h"

#include <QSet>

namespace scriptorium {

/// The bytes of a block's own file in one of the trees, in Studio's form, with every block inline in it.
/// `draftSources` are the sources below drafts/: what was read from them says in the main tree nothing of its
/// place.
/// Errors: those of olx::writeBlockFile; Io.
Result<QByteArray> blockFile(const CourseStore& store, const LiveCourse& course, const BlockTypes& types,
                             const LiveNode& node, Tree tree, const QSet<SourceId>& draftSources);

} // namespace scriptorium
