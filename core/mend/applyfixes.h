#pragma once

#include "checks/fix.h"
#include "edit/edit.h"
#include "model/blocktype.h"
#include "model/finding.h"

#include <optional>

namespace scriptorium {

/// Does what the fixes say, within one step. Errors: those of edit::setField and edit::removeFile.
Result<Unit> applyFixes(Edit& edit, const BlockTypes& types, const QList<checks::Fix>& fixes);

/// Mends the findings whose rules need no person for it, all on the state before. Gives how many those are.
/// Errors: those of edit::setField; Io.
Result<int> mend(Edit& edit, const BlockTypes& types, const Findings& findings);

/// Approves of findings for a reason, or with none withdraws the approvals.
Result<Unit> approve(Edit& edit, const Findings& findings, const std::optional<QString>& reason);

} // namespace scriptorium
