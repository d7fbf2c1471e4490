#pragma once

#include "model/block.h"
#include "model/blocktype.h"

#include <QString>

namespace scriptorium::olx {

/// Where an element is about to be written.
enum class WrittenPlace
{
  OwnFile,    ///< the target of a pointer: no url_name, unless Studio writes one or it was there
  InlineRoot, ///< the root of course.xml or library.xml: with url_name
  Library,    ///< block.xml of a library archive: neither url_name nor filename
  Inline      ///< in the parent's file: with url_name
};

/// The attributes of a block's start tag in the order Studio writes them: those of the type's own writer,
/// then settings by name, then all others as they were (docs/olx.md, Studio's form). Pure XBlocks keep their
/// order. Values are not touched and none is left out.
Fields writtenFields(const BlockTypes& types, const QString& type, const QString& urlName,
                     const BlockVersion& version, WrittenPlace place);

} // namespace scriptorium::olx
