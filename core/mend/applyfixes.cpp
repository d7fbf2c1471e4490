#include "mend/applyfixes.h"

#include "checks/approvals.h"
#include "edit/operations.h"

namespace scriptorium {

Result<Unit> applyFixes(Edit& edit, const BlockTypes& types, const QList<checks::Fix>& fixes)
{
  for (const auto& fix : fixes)
    for (const auto& [block, field, raw] : fix.changes)
      SCRIPTORIUM_TRY(raw ? edit::setField(edit, types, block, field, *raw)
                          : edit::resetField(edit, types, block, field));
  return Unit{};
}

Result<Unit> approve(Edit& edit, const Findings& findings, const std::optional<QString>& reason)
{
  for (const auto& finding : findings)
    SCRIPTORIUM_TRY(edit.approve(checks::approvalKey(finding), reason));
  return Unit{};
}

} // namespace scriptorium
