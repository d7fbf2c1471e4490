#include "checks/blockundertest.h"
#include "checks/partitions.h"
#include "checks/rulelist.h"
#include "model/text/json.h"
#include "model/userpartitions.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

const QString kGroupAccess = u"group_access"_s;

/// Entries without groups restrict nothing. Source: courseware/access.py, _has_group_access.
void findUnknownGroups(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto access = Json::parse(block.fields().value(kGroupAccess).value_or(QString()));
  if (!access || !access->isObject())
    return;
  for (const auto& [name, groups] : access->members()) {
    bool isNumber = false;
    const qint64 id = QString::fromUtf8(name).toLongLong(&isNumber);
    if (!isNumber || !groups.isList() || groups.isEmpty() || UserPartitions::isOfServer(id))
      continue;
    const Partition* partition = block.course().partitions().find(id);
    if (!partition) {
      findings.append(
          rule.finding(u"group_access names the group configuration %1, which the course does not "
                       u"have; no learner sees the block."_s.arg(id),
                       block.place(kGroupAccess)));
      continue;
    }
    for (const Json& group : groups.items())
      if (!partition->groups.contains(group.whole()))
        findings.append(
            rule.finding(u"group_access names the group %1, which the configuration “%2” does not "
                         u"have; no learner sees the block."_s.arg(group.toString(), partition->name),
                         block.place(kGroupAccess)));
  }
}

} // namespace

Rule groupAccessUnknown()
{
  return {.id = u"group-access-unknown"_s,
          .severity = Finding::Severity::Error,
          .title = u"Access for a group that is not there"_s,
          .explanation = u"Choose a group that the course has, or clear group_access to let everybody in."_s,
          .block = findUnknownGroups,
          .field = kGroupAccess,
          .reads = Inputs(Input::Policies) | Input::Root};
}

} // namespace scriptorium::checks
