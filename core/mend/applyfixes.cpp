#include "mend/applyfixes.h"

#include "checks/approvals.h"
#include "checks/coursesnapshot.h"
#include "checks/rules.h"
#include "edit/operations.h"

namespace scriptorium {

Result<Unit> applyFixes(Edit& edit, const BlockTypes& types, const QList<checks::Fix>& fixes)
{
  for (const auto& fix : fixes) {
    for (const auto& [block, field, raw] : fix.changes)
      SCRIPTORIUM_TRY(raw ? edit::setField(edit, types, block, field, *raw)
                          : edit::resetField(edit, types, block, field));
    for (const auto& path : fix.removedFiles)
      SCRIPTORIUM_TRY(edit::removeFile(edit, path));
  }
  return Unit{};
}

Result<int> mend(Edit& edit, const BlockTypes& types, const Findings& findings)
{
  const checks::CourseSnapshot course(edit.store(), types);
  QList<checks::Fix> fixes;
  for (const auto& finding : findings) {
    const checks::Rule* rule = checks::findRule(finding.rule);
    if (const auto fix = rule && rule->fix ? rule->fix(course, finding) : std::nullopt)
      fixes.append(*fix);
  }
  if (course.failure())
    return *course.failure();
  SCRIPTORIUM_TRY(applyFixes(edit, types, fixes));
  return static_cast<int>(fixes.size());
}

Result<Unit> approve(Edit& edit, const Findings& findings, const std::optional<QString>& reason)
{
  for (const auto& finding : findings)
    SCRIPTORIUM_TRY(edit.approve(checks::approvalKey(finding), reason));
  return Unit{};
}

} // namespace scriptorium
