#pragma once

#include "olx/records/records.h"

namespace scriptorium::olx {

/// What an archive without a course root is, and what can be done, in a sentence or two.
QString describeStrangeArchive(const Records& records);

/// The same for a course whose files are templates; empty when none is one.
QString describeTemplates(const Records& records);

} // namespace scriptorium::olx
