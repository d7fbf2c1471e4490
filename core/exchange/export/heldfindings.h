#pragma once

#include "model/finding.h"
#include "store/coursestore.h"

namespace scriptorium {

/// A finding of the rule "held-text" for each text that was typed but is no part of the course (HeldText): an
/// export leaves it out. Errors: NotFound, Io. Any thread that has the store; reads what is held alone.
Result<Findings> heldTextFindings(const CourseStore& store);

} // namespace scriptorium
