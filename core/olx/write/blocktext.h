#pragma once

#include "model/courseview.h"

namespace scriptorium::olx {

/// Whether the text of a block is a file of its own: an html block, unless it is written like any other
/// element.
bool isTextBlock(const Block& block, const BlockVersion& version);

/// The body of a block as its author edits it. html: the .html; others: the OLX element, its start tag
/// without attributes; broken blocks: the raw file; files: the bytes; containers: nothing. Errors: NotFound,
/// Io.
Result<QByteArray> blockText(const CourseView& course, BlockId block);

} // namespace scriptorium::olx
