#pragma once

#include "model/inheritance.h"
#include "model/text/json.h"

#include <QSet>

namespace scriptorium {

/// A group of learners in a group configuration.
struct UserGroup
{
  qint64 id = 0;
  QString name;

  bool operator==(const UserGroup&) const = default;
};

/// A group configuration: content groups (scheme "cohort"), groups of experiments ("random"), and others.
struct UserPartition
{
  qint64 id = 0;
  QString name;
  QString description;
  QString scheme; ///< empty when the value has none; then learners are divided at random
  bool isActive = true;
  QList<UserGroup> groups;

  /// Null when there is none of that id.
  const UserGroup* group(qint64 id) const;
  bool operator==(const UserPartition&) const = default;
};

/// The group configurations of a course: its value of `user_partitions`, changed one by one. What a change
/// does not concern, keys of others included, stays as it is and where it is. Positions are those in the
/// list.
class UserPartitions
{
public:
  /// Nothing, null and the empty text are no configurations. Errors: BadInput when it is no list of objects.
  static Result<UserPartitions> read(const QString& json);
  /// The configurations with these ids (enrolment tracks, content type gating) are made by the server.
  static bool isOfServer(qint64 id) { return id == 50 || id == 51; }
  /// "Audit" for 1: the groups of the enrolment tracks, which no course writes down. Empty for others.
  static QString trackName(qint64 group);

  QString toJson() const { return m_list.toString(); }
  QList<UserPartition> all() const;
  /// -1 when there is none of that id.
  qsizetype indexOf(qint64 id) const;
  bool isEmpty() const { return m_list.isEmpty(); }

  /// Ids that are not given to new ones, because blocks still name them.
  void avoid(const QSet<qint64>& ids) { m_avoided += ids; }
  /// As Studio makes one: with an id of its own, active, without groups. Stands last.
  void add(const QString& name, const QString& scheme);
  void remove(qsizetype at);
  void rename(qsizetype at, const QString& name);
  void describe(qsizetype at, const QString& description);
  void setScheme(qsizetype at, const QString& scheme);
  void addGroup(qsizetype at, const QString& name);
  void removeGroup(qsizetype at, qsizetype group);
  void renameGroup(qsizetype at, qsizetype group, const QString& name);

private:
  qint64 freshId() const;
  void set(qsizetype at, QLatin1StringView key, const Json& value);

  Json m_list = Json::list();
  QSet<qint64> m_avoided;
};

/// What keeps Studio from reading one configuration, to stand behind its name: "lacks \"scheme\"". Empty when
/// nothing does.
QString partitionProblem(const Json& partition);
/// The same for the whole value, as a sentence; with ids that stand there twice or are the server's.
QString userPartitionsProblem(const QString& json);

/// The configurations that the course has: the policy's, else the attribute's. Errors: those of the store;
/// BadInput.
Result<UserPartitions> userPartitions(const CourseView& course, const PolicyReader& policy);

/// What a block lets in, or divides: an experiment names the groups that it has a child for.
struct GroupUse
{
  BlockId block;
  qint64 partition = 0;
  QList<qint64> groups;
};

/// What `group_access` says, in its order; configurations without groups restrict nothing and are left out.
QList<GroupUse> groupAccess(const QString& json);
/// Every block that names a group configuration, in outline order. Errors: those of the store. Cost: reads
/// every block.
Result<QList<GroupUse>> groupUses(const CourseView& course, const BlockTypes& types,
                                  const PolicyReader& policy);

} // namespace scriptorium
