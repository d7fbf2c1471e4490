#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "model/text/jsontext.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findNoGroups(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const QString field = u"group_id_to_child"_s;
  const auto groups = block.fields().value(field);
  if (groups && jsonDepth(*groups) <= kMaxJsonDepth && QJsonDocument::fromJson(groups->toUtf8()).isObject())
    return;
  findings.append(rule.finding(
      groups ? u"group_id_to_child is not a JSON object; Studio leaves the experiment and its units out."_s
             : u"group_id_to_child is missing; Studio leaves the experiment and its units out."_s,
      block.place(field)));
}

} // namespace

Rule splitTestGroups()
{
  return {.id = u"split-test-groups"_s,
          .severity = Finding::Severity::Error,
          .title = u"An experiment that does not name its groups"_s,
          .explanation = u"Name the unit of each group in group_id_to_child."_s,
          .block = findNoGroups,
          .types = {u"split_test"_s}};
}

} // namespace scriptorium::checks
