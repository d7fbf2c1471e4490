#pragma once

#include "model/courseview.h"

namespace scriptorium::olx {

/// Whether an author edits the block as a text and not as an element: html that can be read, wherever it
/// stands.
bool isTextBlock(const Block& block, const BlockVersion& version);

/// Whether the start tag of an element keeps the lines that its attributes stood on, so that the lines behind
/// it can be counted.
enum class TagLines
{
  Dropped,
  Kept
};

/// The body of a block as its author edits it. html: what learners get, decoded when it stands in the XML;
/// others: the OLX element, its start tag without attributes; broken blocks: the raw file; files: the bytes;
/// containers: nothing. Errors: NotFound, Io.
Result<QByteArray> blockText(const CourseView& course, BlockId block, TagLines lines = TagLines::Dropped);
/// The same of one version of a block, also of an earlier one.
Result<QByteArray> blockText(const CourseView& course, const Block& block, const BlockVersion& version,
                             TagLines lines = TagLines::Dropped);

} // namespace scriptorium::olx
