#include "model/userpartitions.h"

#include "model/badinput.h"
#include "model/fieldvalue.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr QLatin1StringView kPartitions = "user_partitions"_L1;
/// As Studio: contentstore/course_group_config.py, MINIMUM_GROUP_ID and MYSQL_MAX_INT.
constexpr qint64 kFirstId = 100;
constexpr qint64 kLastId = 2147483647;

Json member(const Json& object, QLatin1StringView key)
{
  return object.find(key).value_or(Json());
}

/// The list with one item another one, or without it when there is none.
Json with(const Json& list, qsizetype at, const std::optional<Json>& item)
{
  Json changed = Json::list();
  const auto items = list.items();
  for (qsizetype i = 0; i < items.size(); ++i)
    if (i != at)
      changed.append(items[i]);
    else if (item)
      changed.append(*item);
  return changed;
}

QList<qint64> idsOf(const Json& groups)
{
  QList<qint64> ids;
  for (const Json& group : groups.items())
    ids.append(member(group, "id"_L1).whole());
  return ids;
}

QString problemOfGroups(const Json& groups)
{
  if (!groups.isList())
    return u"has groups that are not a list"_s;
  for (const Json& group : groups.items())
    for (const QLatin1StringView key : {"id"_L1, "name"_L1, "version"_L1})
      if (!group.contains(key))
        return u"has a group without id, name or version"_s;
  return {};
}

/// The JSON of a field as it works on the block; nothing when it is not set, or not understood.
std::optional<Json> ownValue(const BlockTypes& types, const PolicyReader& policy, const Block& block,
                             const Fields& fields, const QString& name)
{
  const FieldSpec* spec = types.field(block.type, name);
  const auto overriding = policy.value(block.type, block.urlName, name);
  const auto raw = overriding ? overriding : fields.value(name);
  if (!spec || !raw)
    return std::nullopt;
  const auto json =
      overriding ? readJsonValue(*spec, *raw) : readField(*spec, types.type(block.type).isXmlBlock, *raw);
  return json ? Json::parse(*json) : std::nullopt;
}

} // namespace

const UserGroup* UserPartition::group(qint64 wanted) const
{
  const auto found = std::ranges::find(groups, wanted, &UserGroup::id);
  return found == groups.end() ? nullptr : &*found;
}

Result<UserPartitions> UserPartitions::read(const QString& json)
{
  UserPartitions partitions;
  if (json.trimmed().isEmpty())
    return partitions;
  const auto value = Json::parse(json);
  if (!value)
    return bad(u"The group configurations are no JSON."_s);
  if (value->isNull())
    return partitions;
  const auto items = value->items();
  if (!value->isList() || !std::ranges::all_of(items, [](const Json& item) { return item.isObject(); }))
    return bad(u"The group configurations are no list of objects; Studio refuses the course."_s);
  partitions.m_list = *value;
  return partitions;
}

QString UserPartitions::trackName(qint64 group)
{
  // Source: openedx COURSE_ENROLLMENT_MODES.
  static const QHash<qint64, QString> kNames = {
      {1, u"Audit"_s},  {2, u"Verified"_s}, {3, u"Professional"_s}, {4, u"Professional without ID"_s},
      {5, u"Credit"_s}, {6, u"Honor"_s},    {7, u"Master's"_s}};
  return kNames.value(group);
}

QList<UserPartition> UserPartitions::all() const
{
  QList<UserPartition> all;
  for (const Json& item : m_list.items()) {
    UserPartition partition;
    partition.id = member(item, "id"_L1).whole();
    partition.name = member(item, "name"_L1).text();
    partition.description = member(item, "description"_L1).text();
    partition.scheme = member(item, "scheme"_L1).text();
    const auto active = item.find("active"_L1);
    partition.isActive = !active || active->isNull() || active->boolean();
    for (const Json& group : member(item, "groups"_L1).items())
      partition.groups.append({member(group, "id"_L1).whole(), member(group, "name"_L1).text()});
    all.append(std::move(partition));
  }
  return all;
}

qsizetype UserPartitions::indexOf(qint64 id) const
{
  return idsOf(m_list).indexOf(id);
}

/// Above all that is there: an id that was given once may still be named somewhere.
qint64 UserPartitions::freshId() const
{
  QSet<qint64> used = m_avoided;
  for (const Json& item : m_list.items()) {
    used.insert(member(item, "id"_L1).whole());
    for (const qint64 id : idsOf(member(item, "groups"_L1)))
      used.insert(id);
  }
  qint64 id = kFirstId;
  for (const qint64 taken : std::as_const(used))
    if (taken < kLastId)
      id = std::max(id, taken + 1);
  for (; used.contains(id) || id > kLastId; ++id)
    if (id >= kLastId)
      id = kFirstId - 1;
  return id;
}

void UserPartitions::set(qsizetype at, QLatin1StringView key, const Json& value)
{
  Json item = m_list.items()[at];
  item.set(key, value);
  m_list = with(m_list, at, item);
}

void UserPartitions::add(const QString& name, const QString& scheme)
{
  Json item = Json::object();
  item.set("id"_L1, Json(freshId()));
  item.set("name"_L1, Json(name));
  item.set("scheme"_L1, Json(scheme));
  item.set("description"_L1, Json(QString()));
  item.set("parameters"_L1, Json::object());
  item.set("groups"_L1, Json::list());
  item.set("active"_L1, Json(true));
  item.set("version"_L1, Json(3));
  m_list.append(item);
}

void UserPartitions::remove(qsizetype at)
{
  m_list = with(m_list, at, std::nullopt);
}

void UserPartitions::rename(qsizetype at, const QString& name)
{
  set(at, "name"_L1, Json(name));
}

void UserPartitions::describe(qsizetype at, const QString& description)
{
  set(at, "description"_L1, Json(description));
}

/// Values of version 1 have no scheme, and Studio reads none there.
void UserPartitions::setScheme(qsizetype at, const QString& scheme)
{
  set(at, "scheme"_L1, Json(scheme));
  if (member(m_list.items()[at], "version"_L1).whole() < 2)
    set(at, "version"_L1, Json(3));
}

void UserPartitions::addGroup(qsizetype at, const QString& name)
{
  Json group = Json::object();
  group.set("id"_L1, Json(freshId()));
  group.set("name"_L1, Json(name));
  group.set("version"_L1, Json(1));
  Json groups = member(m_list.items()[at], "groups"_L1);
  if (!groups.isList())
    groups = Json::list();
  groups.append(group);
  set(at, "groups"_L1, groups);
}

void UserPartitions::removeGroup(qsizetype at, qsizetype group)
{
  set(at, "groups"_L1, with(member(m_list.items()[at], "groups"_L1), group, std::nullopt));
}

void UserPartitions::renameGroup(qsizetype at, qsizetype group, const QString& name)
{
  const Json groups = member(m_list.items()[at], "groups"_L1);
  Json item = groups.items()[group];
  item.set("name"_L1, Json(name));
  set(at, "groups"_L1, with(groups, group, item));
}

QString partitionProblem(const Json& partition)
{
  if (!partition.isObject())
    return u"is not an object"_s;
  for (const QLatin1StringView key : {"id"_L1, "name"_L1, "description"_L1, "version"_L1, "groups"_L1})
    if (!partition.contains(key))
      return u"lacks \"%1\""_s.arg(key);
  const bool hasScheme = partition.contains("scheme"_L1);
  if (member(partition, "version"_L1).whole() >= 2 && !hasScheme)
    return u"lacks \"scheme\""_s;
  const QString scheme = member(partition, "scheme"_L1).text();
  if (scheme == "enrollment_track"_L1 || scheme == "content_type_gate"_L1)
    return u"has the scheme \"%1\", which the server makes itself"_s.arg(scheme);
  static const QStringList kSchemes = {u"random"_s, u"cohort"_s, u"verification"_s, u"team"_s};
  if (hasScheme && !kSchemes.contains(scheme))
    return u"has the unknown scheme \"%1\""_s.arg(scheme);
  return problemOfGroups(member(partition, "groups"_L1));
}

QString userPartitionsProblem(const QString& json)
{
  const auto partitions = UserPartitions::read(json);
  if (!partitions)
    return partitions.error().detail;
  const auto value = Json::parse(json).value_or(Json());
  QSet<qint64> seen;
  for (const Json& item : value.items()) {
    const QString name = member(item, "name"_L1).text();
    if (const QString problem = partitionProblem(item); !problem.isEmpty())
      return u"The group configuration “%1” %2; Studio refuses the course."_s.arg(name, problem);
    const qint64 id = member(item, "id"_L1).whole();
    if (UserPartitions::isOfServer(id))
      return u"The group configuration “%1” has the id %2, which the server reserves."_s.arg(name).arg(id);
    if (seen.contains(id))
      return u"Two group configurations have the id %1; “%2” would never be used."_s.arg(id).arg(name);
    seen.insert(id);
    const auto groups = idsOf(member(item, "groups"_L1));
    for (const qint64 group : groups)
      if (groups.count(group) > 1)
        return u"Two groups of the configuration “%1” have the id %2."_s.arg(name).arg(group);
  }
  return {};
}

Result<UserPartitions> userPartitions(const CourseView& course, const PolicyReader& policy)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block root, course.block(course.root()));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, course.version(root.id));
  const auto overriding = policy.value(root.type, root.urlName, QString(kPartitions));
  const auto own = overriding ? overriding : version.fields.value(QString(kPartitions));
  return UserPartitions::read(own.value_or(QString()));
}

QList<GroupUse> groupAccess(const QString& json)
{
  QList<GroupUse> uses;
  const auto access = Json::parse(json).value_or(Json());
  for (const auto& [name, groups] : access.members()) {
    bool isNumber = false;
    const qint64 partition = QString::fromUtf8(name).toLongLong(&isNumber);
    if (!isNumber || !groups.isList() || groups.isEmpty())
      continue;
    GroupUse use{{}, partition, {}};
    for (const Json& group : groups.items())
      use.groups.append(group.whole());
    uses.append(std::move(use));
  }
  return uses;
}

Result<QList<GroupUse>> groupUses(const CourseView& course, const BlockTypes& types,
                                  const PolicyReader& policy)
{
  QList<GroupUse> uses;
  SCRIPTORIUM_TRY_ASSIGN(const auto blocks, course.blocks({}));
  for (const BlockId id : blocks) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, course.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, course.version(id));
    const auto value = [&](const QString& name) {
      return ownValue(types, policy, block, version.fields, name).value_or(Json());
    };
    for (GroupUse use : groupAccess(value(u"group_access"_s).toString())) {
      use.block = id;
      uses.append(std::move(use));
    }
    if (block.type != "split_test"_L1)
      continue;
    const Json partition = value(u"user_partition_id"_s);
    if (!partition.isWhole() || partition.whole() < 0)
      continue;
    GroupUse use{id, partition.whole(), {}};
    const Json children = value(u"group_id_to_child"_s);
    for (const auto& [group, child] : children.members())
      use.groups.append(QString::fromUtf8(group).toLongLong());
    uses.append(std::move(use));
  }
  return uses;
}

} // namespace scriptorium
