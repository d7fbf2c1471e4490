#pragma once

#include "model/finding.h"

namespace scriptorium::checks {

/// Names a finding for as long as it stays what it is: by its rule, its block or file, and what it says. Not
/// by its line, which moves when something else in the file changes. Approvals of findings go by it.
QString approvalKey(const Finding& finding);

} // namespace scriptorium::checks
