#pragma once

#include "exchange/live/livecourse.h"
#include "model/blocktype.h"

#include <QSet>

namespace scriptorium {

/// The file as it was read at the place where a block is written.
struct FileAsRead
{
  SourceId source; ///< not valid: there was none
  BlobId bytes;
};

/// The bytes of a block's own file in one of the trees, with every block inline in it: as it was read, with
/// what was edited put in at its place; a new one, and one that cannot be followed, in Studio's form.
/// `draftSources` are the sources below drafts/: what was read from them says in the main tree nothing of its
/// place. Errors: those of olx::writeBlockFile; Io.
Result<QByteArray> blockFile(const CourseStore& store, const LiveCourse& course, const BlockTypes& types,
                             const LiveNode& node, Tree tree, const QSet<SourceId>& draftSources,
                             const FileAsRead& asRead);

} // namespace scriptorium
