#include "render/blocks/selection.h"

#include "model/userpartitions.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QByteArray drawn(const QString& text)
{
  return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

std::vector<int> selectedChildren(const Visit& visit, int node)
{
  const SiteCourse& course = visit.course;
  const SiteCourse::Node& block = course.node(node);
  const Json state =
      visit.states.value(visit.learner.id, course.stateKey(node), kept::kState).value_or(Json());
  const qint64 resets = state.find("resets").value_or(Json()).whole();
  std::vector<std::pair<QByteArray, int>> order;
  for (const int child : block.children)
    order.emplace_back(drawn(QStringList{visit.learner.name, QString::number(resets), course.stateKey(node),
                                         course.stateKey(child)}
                                 .join(u'\n')),
                       child);
  std::ranges::sort(order);
  const Json count = course.field(node, u"max_count"_s);
  const qint64 wanted = block.type == u"randomize" ? 1 : count.isWhole() ? count.whole() : 1;
  std::vector<int> chosen;
  for (const auto& [draw, child] : order)
    if (wanted < 0 || std::ssize(chosen) < wanted)
      chosen.push_back(child);
  return chosen;
}

int experimentChild(const Visit& visit, int node)
{
  const SiteCourse& course = visit.course;
  const Json partitionId = course.field(node, u"user_partition_id"_s);
  const auto partitions = userPartitions(course.view(), course.policy());
  const qsizetype at = partitions ? partitions->indexOf(partitionId.whole()) : -1;
  if (at < 0)
    return -1;
  const UserPartition partition = partitions->all().at(at);
  if (partition.groups.isEmpty())
    return -1;
  const auto named = std::ranges::find_if(
      partition.groups, [&](const UserGroup& group) { return visit.learner.groups.contains(group.name); });
  const QByteArray draw = drawn(visit.learner.name + u'\n' + QString::number(partition.id));
  const UserGroup& group =
      named != partition.groups.end() ? *named : partition.groups[quint8(draw[0]) % partition.groups.size()];
  const Json children = course.field(node, u"group_id_to_child"_s);
  return course.find(children.find(QString::number(group.id)).value_or(Json()).text());
}

} // namespace scriptorium::render
