#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/nextcommand.h"
#include "edit/operations.h"
#include "model/fieldvalue.h"
#include "model/userpartitions.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

const QString kPartitions = u"user_partitions"_s;

struct Groups
{
  UserPartitions partitions;
  QList<GroupUse> uses;
};

Result<Groups> readGroups(const Invocation& invocation, const CourseStore& store)
{
  const PolicyReader policy(store);
  Groups groups;
  SCRIPTORIUM_TRY_ASSIGN(groups.partitions, userPartitions(store, policy));
  SCRIPTORIUM_TRY_ASSIGN(groups.uses, groupUses(store, invocation.types, policy));
  QSet<qint64> named;
  for (const auto& use : std::as_const(groups.uses))
    named += QSet(use.groups.begin(), use.groups.end()) + QSet{use.partition};
  groups.partitions.avoid(named);
  return groups;
}

/// The blocks that name the configuration, or that group of it, as "type/url_name".
QStringList usersOf(const CourseStore& store, const QList<GroupUse>& uses, qint64 partition,
                    std::optional<qint64> group = {})
{
  QStringList users;
  for (const auto& use : uses)
    if (use.partition == partition && (!group || use.groups.contains(*group)))
      if (const auto block = store.block(use.block))
        users.append(blockName(*block));
  return users;
}

QString usedBy(const QStringList& users)
{
  return users.isEmpty() ? QString() : u"  used by %1"_s.arg(users.join(u", "_s));
}

void tellPartition(Invocation& invocation, const CourseStore& store, const UserPartition& partition,
                   const QList<GroupUse>& uses)
{
  const QStringList users = usersOf(store, uses, partition.id);
  QStringList lines = {u"%1  %2 (%3%4)"_s.arg(partition.id)
                           .arg(partition.name, partition.scheme.isEmpty() ? u"random"_s : partition.scheme,
                                partition.isActive ? QString() : u", not active"_s)};
  QJsonArray groups;
  for (const auto& group : partition.groups) {
    const QStringList own = usersOf(store, uses, partition.id, group.id);
    lines.append(u"  %1  %2%3"_s.arg(group.id).arg(group.name, usedBy(own)));
    groups.append(QJsonObject{
        {u"id"_s, group.id}, {u"name"_s, group.name}, {u"blocks"_s, QJsonArray::fromStringList(own)}});
  }
  invocation.output.result({{u"id"_s, partition.id},
                            {u"name"_s, partition.name},
                            {u"description"_s, partition.description},
                            {u"scheme"_s, partition.scheme},
                            {u"active"_s, partition.isActive},
                            {u"groups"_s, groups},
                            {u"blocks"_s, QJsonArray::fromStringList(users)}},
                           printable(lines.join(u'\n')));
}

Result<int> showGroups(Invocation& invocation, const CourseStore& store)
{
  SCRIPTORIUM_TRY_ASSIGN(const Groups groups, readGroups(invocation, store));
  const auto all = groups.partitions.all();
  for (const auto& partition : all)
    tellPartition(invocation, store, partition, groups.uses);
  for (const auto& use : groups.uses) {
    if (UserPartitions::isOfServer(use.partition))
      continue;
    const auto block = store.block(use.block);
    const qsizetype at = groups.partitions.indexOf(use.partition);
    const QString name = block ? blockName(*block) : QString();
    if (at < 0)
      invocation.output.message(
          u"%1 names the group configuration %2, which the course does not have."_s.arg(name).arg(
              use.partition));
    for (const qint64 group : use.groups)
      if (at >= 0 && !all[at].group(group))
        invocation.output.message(
            u"%1 names the group %2, which “%3” does not have."_s.arg(name).arg(group).arg(all[at].name));
  }
  if (all.isEmpty())
    invocation.output.message(u"The course has no group configurations."_s);
  return kDone;
}

/// The position of what is named by its id or its name. Errors: NotFound; Conflict when the name is there
/// twice.
template <typename Item>
Result<qsizetype> positionOf(const QList<Item>& items, const QString& reference, const QString& what)
{
  qsizetype found = -1;
  for (qsizetype i = 0; i < items.size(); ++i) {
    if (QString::number(items[i].id) == reference)
      return i;
    if (items[i].name != reference)
      continue;
    if (found >= 0)
      return Error{Error::Kind::Conflict, reference, u"Two %1s have this name; give the id."_s.arg(what)};
    found = i;
  }
  if (found < 0)
    return Error{Error::Kind::NotFound, reference, u"The course has no such %1."_s.arg(what)};
  return found;
}

Result<QString> addGroups(Invocation& invocation, Groups& groups)
{
  const QString& name = invocation.arguments[2];
  const QStringList fresh = invocation.arguments.mid(3);
  auto at = positionOf(groups.partitions.all(), name, u"group configuration"_s);
  if (!at && at.error().kind == Error::Kind::NotFound) {
    groups.partitions.add(name, invocation.options.value(u"scheme"_s, u"cohort"_s));
    at = groups.partitions.all().size() - 1;
  } else if (!at) {
    return at.error();
  } else if (fresh.isEmpty()) {
    return Error{Error::Kind::Conflict, name, u"There is a group configuration of this name already."_s};
  }
  for (const auto& group : fresh)
    groups.partitions.addGroup(*at, group);
  return fresh.isEmpty() ? u"Add the group configuration “%1”"_s.arg(name)
                         : u"Add %1 to “%2”"_s.arg(u"“%1”"_s.arg(fresh.join(u"”, “"_s)),
                                                   groups.partitions.all()[*at].name);
}

Result<QString> renameGroup(const Invocation& invocation, Groups& groups)
{
  const auto all = groups.partitions.all();
  SCRIPTORIUM_TRY_ASSIGN(const qsizetype at,
                         positionOf(all, invocation.arguments[2], u"group configuration"_s));
  const QString& name = invocation.arguments.last();
  if (invocation.arguments.size() == 4) {
    groups.partitions.rename(at, name);
    return u"Rename the group configuration “%1”"_s.arg(all[at].name);
  }
  SCRIPTORIUM_TRY_ASSIGN(const qsizetype group,
                         positionOf(all[at].groups, invocation.arguments[3], u"group"_s));
  groups.partitions.renameGroup(at, group, name);
  return u"Rename the group “%1”"_s.arg(all[at].groups[group].name);
}

/// Errors: Conflict naming the blocks when something is used, unless it is to go all the same.
Result<QString> removeGroups(const Invocation& invocation, const CourseStore& store, Groups& groups)
{
  const auto free = [&](const QString& name, const QStringList& users) -> Result<Unit> {
    if (users.isEmpty() || invocation.has(u"used"_s))
      return Unit{};
    return Error{Error::Kind::Conflict, name,
                 u"It is used by %1; with --used it goes all the same."_s.arg(users.join(u", "_s))};
  };
  const auto all = groups.partitions.all();
  SCRIPTORIUM_TRY_ASSIGN(const qsizetype at,
                         positionOf(all, invocation.arguments[2], u"group configuration"_s));
  if (invocation.arguments.size() == 3) {
    SCRIPTORIUM_TRY(free(all[at].name, usersOf(store, groups.uses, all[at].id)));
    groups.partitions.remove(at);
    return u"Remove the group configuration “%1”"_s.arg(all[at].name);
  }
  for (const auto& name : invocation.arguments.mid(3)) {
    const auto now = groups.partitions.all()[at];
    SCRIPTORIUM_TRY_ASSIGN(const qsizetype group, positionOf(now.groups, name, u"group"_s));
    SCRIPTORIUM_TRY(free(now.groups[group].name, usersOf(store, groups.uses, now.id, now.groups[group].id)));
    groups.partitions.removeGroup(at, group);
  }
  return u"Remove groups of “%1”"_s.arg(all[at].name);
}

Result<int> groups(Invocation& invocation)
{
  const QString& action = invocation.arguments.first();
  const qsizetype given = invocation.arguments.size();
  if (action == u"show" && given == 2) {
    SCRIPTORIUM_TRY_ASSIGN(const auto session,
                           openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadOnly));
    return showGroups(invocation, session->store());
  }
  const bool isRename = action == u"rename" && (given == 4 || given == 5);
  if (!isRename && !((action == u"add" || action == u"remove") && given >= 3))
    return wrongUsage(invocation.output,
                      u"Write: groups show COURSE, add COURSE CONFIGURATION [GROUP...], rename COURSE "
                      "CONFIGURATION [GROUP] NAME, or remove COURSE CONFIGURATION [GROUP...]\nMore: "_s +
                          nextCommand(invocation, u"groups"_s, {}, {u"--help"_s}));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadWrite));
  const CourseStore& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(Groups groups, readGroups(invocation, store));
  SCRIPTORIUM_TRY_ASSIGN(const QString label, action == u"add" ? addGroups(invocation, groups)
                                              : action == u"rename"
                                                  ? renameGroup(invocation, groups)
                                                  : removeGroups(invocation, store, groups));
  const QString json = groups.partitions.toJson();
  if (const QString problem = userPartitionsProblem(json); !problem.isEmpty())
    return Error{Error::Kind::BadInput, kPartitions, problem};
  const FieldSpec* spec = invocation.types.field(u"course"_s, kPartitions);
  SCRIPTORIUM_TRY_ASSIGN(const QString raw, writeField(*spec, true, json));
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes, session->run(u"field"_s, label, [&](Edit& edit) {
    return edit::setField(edit, invocation.types, store.root(), kPartitions, raw);
  }));
  reportChanges(invocation, store, u"groups"_s, changes);
  return kDone;
}

} // namespace

Command groupsCommand()
{
  return {
      .name = u"groups"_s,
      .arguments = u"show|add|rename|remove COURSE [CONFIGURATION] [GROUP...]"_s,
      .summary = u"Shows and changes the group configurations: content groups and groups of experiments."_s,
      .help =
          u"Configurations and groups are named by their name or their id; new ones get an id of their own. "
          "\"add\" makes the configuration when there is none of that name. \"rename COURSE CONFIGURATION "
          "[GROUP] NAME\" gives another name. \"remove\" refuses what blocks use, and names them. Which "
          "groups see a block is its field group_access: \"set COURSE BLOCK "
          "group_access={CONFIGURATION-ID: [GROUP-ID]}\"."_s,
      .example = u"scriptorium-cli groups show DemoX\n"
                 "scriptorium-cli groups add DemoX 'Content groups' Beginners Advanced\n"
                 "scriptorium-cli groups rename DemoX 'Content groups' Advanced Experts"_s,
      .options = {{u"scheme"_s,
                   u"SCHEME"_s,
                   u"how learners come into the groups of a new configuration: cohort (content groups; when "
                   "missing) or random (experiments)"_s,
                   {u"cohort"_s, u"random"_s}},
                  {u"used"_s,
                   {},
                   u"remove what blocks use, too; they then name groups that are not there"_s}},
      .minimumArguments = 2,
      .maximumArguments = -1,
      .run = groups};
}

} // namespace scriptorium::cli
