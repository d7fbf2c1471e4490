#include "render/access/chosenchildren.h"

#include "model/userpartitions.h"

#include <QCryptographicHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

const auto kSelected = u"selected"_s;

/// A number that looks drawn by lot, and is the same each time.
QByteArray lot(qint64 learner, const QString& what, qint64 round)
{
  return QCryptographicHash::hash(u"%1|%2|%3"_s.arg(learner).arg(what).arg(round).toUtf8(),
                                  QCryptographicHash::Sha256);
}

quint32 lotNumber(qint64 learner, const QString& what)
{
  const QByteArray bytes = lot(learner, what, 0);
  quint32 number = 0;
  for (qsizetype i = 0; i < 4; ++i)
    number = (number << 8U) | quint8(bytes[i]);
  return number;
}

Json stateOf(const LearnerStates& states, qint64 learner, const QString& block)
{
  const Json state = states.value(learner, block, kept::kState).value_or(Json::object());
  return state.isObject() ? state : Json::object();
}

/// Those of a kept list that are still children.
std::vector<int> keptOnes(const SiteCourse& course, const Json& selected, const std::vector<int>& children)
{
  std::vector<int> result;
  for (const Json& pair : selected.items()) {
    if (!pair.isList() || pair.items().size() != 2)
      continue;
    const int node = course.find(pair.items()[0].text(), pair.items()[1].text());
    if (std::ranges::find(children, node) != children.end() &&
        std::ranges::find(result, node) == result.end())
      result.push_back(node);
  }
  return result;
}

std::vector<int> drawn(const SiteCourse& course, const Learner& learner, LearnerStates& states, int node)
{
  const std::vector<int>& children = course.node(node).children;
  const Json limit = course.field(node, u"max_count"_s);
  const qint64 asked = limit.isNumber() ? limit.whole() : limit.isText() ? limit.text().toLongLong() : 1;
  const size_t count = asked < 0 ? children.size() : std::min(size_t(asked), children.size());
  const QString block = course.stateKey(node);
  Json state = stateOf(states, learner.id, block);
  std::vector<int> result = keptOnes(course, state.find("selected").value_or(Json::list()), children);
  if (result.size() > count)
    result.resize(count);
  if (result.size() == count)
    return result;
  std::vector<int> others = children;
  std::erase_if(others, [&result](int child) { return std::ranges::find(result, child) != result.end(); });
  const qint64 round = state.find("round").value_or(Json(0)).whole();
  std::ranges::sort(others, {},
                    [&](int child) { return lot(learner.id, block + course.stateKey(child), round); });
  result.insert(result.end(), others.begin(), others.begin() + qsizetype(count - result.size()));
  Json selected = Json::list();
  for (const int child : result) {
    Json pair = Json::list();
    pair.append(Json(course.node(child).type));
    pair.append(Json(course.node(child).name));
    selected.append(pair);
  }
  state.set(kSelected, selected);
  states.setValue(learner.id, block, kept::kState, state);
  return result;
}

std::vector<int> drawnOne(const SiteCourse& course, const Learner& learner, LearnerStates& states, int node)
{
  const std::vector<int>& children = course.node(node).children;
  if (children.empty())
    return {};
  Json state = stateOf(states, learner.id, course.stateKey(node));
  const auto choice = state.find("choice");
  if (choice && choice->isWhole() && choice->whole() >= 0 && size_t(choice->whole()) < children.size())
    return {children[size_t(choice->whole())]};
  const auto drawnAt = lotNumber(learner.id, course.stateKey(node)) % children.size();
  state.set("choice", Json(qint64(drawnAt)));
  states.setValue(learner.id, course.stateKey(node), kept::kState, state);
  return {children[drawnAt]};
}

std::vector<int> experimentChild(const SiteCourse& course, const Learner& learner, LearnerStates& states,
                                 int node)
{
  const auto partitions = UserPartitions::read(course.field(course.root(), u"user_partitions"_s).toString());
  const qint64 id = course.field(node, u"user_partition_id"_s).whole();
  const QList<UserPartition> all = partitions ? partitions->all() : QList<UserPartition>();
  const auto at = std::ranges::find(all, id, &UserPartition::id);
  if (at == all.end())
    return {};
  const QString group = QString::number(experimentGroup(states, learner.id, *at));
  const Json child = course.field(node, u"group_id_to_child"_s).find(group).value_or(Json());
  const int found = course.find(child.text());
  return found < 0 || course.node(found).parent != node ? std::vector<int>() : std::vector<int>{found};
}

} // namespace

qint64 experimentGroup(LearnerStates& states, qint64 learner, const UserPartition& partition)
{
  if (partition.groups.isEmpty())
    return 0;
  const QString name = u"xblock.partition_service.partition_%1"_s.arg(partition.id);
  if (const auto value = states.value(learner, QString(), name); value && partition.group(value->whole()))
    return value->whole();
  const qint64 group = partition.groups[lotNumber(learner, name) % quint64(partition.groups.size())].id;
  states.setValue(learner, QString(), name, Json(group));
  return group;
}

std::vector<int> chosenChildren(const SiteCourse& course, const Learner& learner, LearnerStates& states,
                                int node)
{
  const QString& type = course.node(node).type;
  if (type == u"library_content" || type == u"itembank")
    return drawn(course, learner, states, node);
  if (type == u"randomize")
    return drawnOne(course, learner, states, node);
  if (type == u"split_test" && !learner.isStaff)
    return experimentChild(course, learner, states, node);
  return course.node(node).children;
}

void forgetChosen(const SiteCourse& course, const Learner& learner, LearnerStates& states, int node)
{
  Json state = stateOf(states, learner.id, course.stateKey(node));
  state.remove("selected");
  state.set("round", Json(state.find("round").value_or(Json(0)).whole() + 1));
  states.setValue(learner.id, course.stateKey(node), kept::kState, state);
}

} // namespace scriptorium::render
