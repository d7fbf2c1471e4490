#include "checks/blockundertest.h"
#include "checks/partitions.h"
#include "checks/rulelist.h"
#include "model/text/json.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

/// Content experiments that do not fit their group configuration, or their units. Source:
/// split_test_block.py, validate_split_test.
namespace scriptorium::checks {
namespace {

const QString kPartition = u"user_partition_id"_s;
const QString kUnits = u"group_id_to_child"_s;

/// Nothing where Studio leaves the experiment out anyway.
std::optional<Json> unitsOf(const BlockUnderTest& block)
{
  const auto text = block.fields().value(kUnits);
  const auto units = text ? Json::parse(*text) : std::nullopt;
  return units && units->isObject() ? units : std::nullopt;
}

/// The configuration it chooses; null when there is none of that id.
const Partition* chosen(const BlockUnderTest& block)
{
  bool isNumber = false;
  const qint64 id = block.fields().value(kPartition).value_or(QString()).toLongLong(&isNumber);
  return isNumber ? block.course().partitions().find(id) : nullptr;
}

void unknownPartition(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (!unitsOf(block) || chosen(block) != nullptr)
    return;
  const QString id = block.fields().value(kPartition).value_or(QString()).trimmed();
  findings.append(rule.finding(
      id.isEmpty() || id == "-1"_L1
          ? u"The experiment chooses no group configuration; learners see nothing of it."_s
          : u"The course has no group configuration with the id %1, which the experiment chooses; learners "
            u"see nothing of it."_s.arg(id),
      block.place(kPartition)));
}

/// "the group “A” (0)", or "the group 7" when the configuration does not have it.
QString groupName(const Partition* partition, const QString& id)
{
  const auto group =
      partition ? partition->groups.constFind(id.toLongLong()) : QMap<qint64, QString>::const_iterator();
  return partition && group != partition->groups.cend() ? u"“%1” (%2)"_s.arg(*group, id) : id;
}

void withoutUnit(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto units = unitsOf(block);
  if (!units)
    return;
  const Partition* partition = chosen(block);
  QSet<qint64> named;
  for (const auto& [name, value] : units->members()) {
    const QString group = QString::fromUtf8(name);
    named.insert(group.toLongLong());
    if (!block.hasChild(value.text()))
      findings.append(rule.finding(
          u"The unit %1 of the group %2 is not in the experiment; learners of that group see nothing."_s.arg(
              value.text().section(u'@', -1).section(u'/', -1), groupName(partition, group)),
          block.place(kUnits)));
  }
  if (!partition)
    return;
  for (auto group = partition->groups.cbegin(); group != partition->groups.cend(); ++group)
    if (!named.contains(group.key()))
      findings.append(rule.finding(
          u"The group “%1” (%2) has no unit in the experiment; its learners see nothing."_s.arg(*group).arg(
              group.key()),
          block.place(kUnits)));
}

void unknownGroup(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto units = unitsOf(block);
  const Partition* partition = units ? chosen(block) : nullptr;
  if (!partition)
    return;
  for (const auto& [name, value] : units->members()) {
    bool isNumber = false;
    const qint64 id = QString::fromUtf8(name).toLongLong(&isNumber);
    if (!isNumber || !partition->groups.contains(id))
      findings.append(rule.finding(
          u"The group configuration “%1” has no group %2; nobody sees the unit that is named for it."_s.arg(
              partition->name, QString::fromUtf8(name)),
          block.place(kUnits)));
  }
}

} // namespace

Rule experimentUnknownPartition()
{
  return {.id = u"experiment-unknown-partition"_s,
          .severity = Finding::Severity::Error,
          .title = u"An experiment without its group configuration"_s,
          .explanation = u"Choose a group configuration that the course has, or add this one to it."_s,
          .block = unknownPartition,
          .types = {u"split_test"_s},
          .reads = Inputs(Input::Policies) | Input::Root};
}

Rule experimentGroupWithoutUnit()
{
  return {.id = u"experiment-group-without-unit"_s,
          .severity = Finding::Severity::Error,
          .title = u"A group of an experiment without its unit"_s,
          .explanation = u"Name a unit of the experiment for each group in group_id_to_child."_s,
          .block = withoutUnit,
          .types = {u"split_test"_s},
          .reads = Inputs(Input::Policies) | Input::Root | Input::Names};
}

Rule experimentUnknownGroup()
{
  return {.id = u"experiment-unknown-group"_s,
          .severity = Finding::Severity::Warning,
          .title = u"An experiment that names a group which is not there"_s,
          .explanation = u"Take the group out of group_id_to_child, or add it to the configuration."_s,
          .block = unknownGroup,
          .types = {u"split_test"_s},
          .reads = Inputs(Input::Policies) | Input::Root};
}

} // namespace scriptorium::checks
