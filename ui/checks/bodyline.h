#pragma once

#include "base/ids.h"
#include "model/finding.h"

namespace scriptorium {

class CourseDocument;

/// The line of a block's text, as its editor counts, that a place in a file is; 0 when it is none of these.
/// Reads the block. GUI thread.
int bodyLine(const CourseDocument& document, BlockId block, const Place& place);

} // namespace scriptorium
