#include "render/events/watchedstates.h"

#include "model/userpartitions.h"
#include "render/access/exams.h"
#include "render/facts/answers.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

const QString kGroupPrefix = u"xblock.partition_service.partition_"_s;

Json memberAt(const std::optional<Json>& json, const char* name)
{
  return json ? json->find(name).value_or(Json()) : Json();
}

/// The blocks of a kept list of [type, url_name], but for those of `others`.
Json chosenKeys(const SiteCourse& course, const Json& selected, const Json& others)
{
  QSet<QString> known;
  for (const Json& other : others.items())
    known.insert(other.toString());
  Json keys = Json::list();
  for (const Json& pair : selected.items()) {
    const int node = pair.items().size() == 2 && !known.contains(pair.toString())
                         ? course.find(pair.items()[0].text(), pair.items()[1].text())
                         : -1;
    if (node >= 0)
      keys.append(object({{"usage_key", Json(course.usageKey(node))}}));
  }
  return keys;
}

/// From the beginning to the end of an attempt; null while it runs.
Json attemptSeconds(const Json& attempt)
{
  const auto momentOf = [&attempt](const char* name) {
    return QDateTime::fromString(memberAt(attempt, name).text(), Qt::ISODate);
  };
  const QDateTime end = momentOf("completed");
  return end.isValid() ? Json(double(momentOf("started").msecsTo(end)) / 1000) : Json();
}

} // namespace

void WatchedStates::setValue(qint64 learner, const QString& block, const QString& name, const Json& value)
{
  const bool isOfGroup = block.isEmpty() && name.startsWith(kGroupPrefix);
  const bool isTold = name == kept::kCompletion || name == kept::kBookmark || name == kept::kExam ||
                      name == kept::kState || isOfGroup;
  if (learner == kept::kEverybody || !isTold) {
    m_states.setValue(learner, block, name, value);
    return;
  }
  const std::optional<Json> before = m_states.value(learner, block, name);
  m_states.setValue(learner, block, name, value);
  if (isOfGroup) {
    tellGroup(name.sliced(kGroupPrefix.size()).toLongLong(), value);
    return;
  }
  const int node = m_course.find(block.section(u'/', 0, 0), block.section(u'/', 1));
  if (node < 0)
    return;
  if (name == kept::kCompletion)
    tellCompletion(node, before, value);
  else if (name == kept::kBookmark && !before)
    tellBookmark(u"edx.bookmark.added"_s, node);
  else if (name == kept::kExam)
    tellExam(node, before, value);
  else if (name == kept::kState)
    tellDrawn(node, before, value);
}

void WatchedStates::remove(qint64 learner, const QString& block, const QString& name)
{
  const int node =
      name == kept::kBookmark ? m_course.find(block.section(u'/', 0, 0), block.section(u'/', 1)) : -1;
  if (node >= 0 && m_states.value(learner, block, name))
    tellBookmark(u"edx.bookmark.removed"_s, node);
  m_states.remove(learner, block, name);
}

void WatchedStates::tell(const QString& name, const Json& data, int node, Happening::Source source)
{
  m_happenings.push_back({name, data.toUtf8(), source, node});
}

/// As LMS: completion, models.py.
void WatchedStates::tellCompletion(int node, const std::optional<Json>& before, const Json& now)
{
  if (before && before->number() == now.number())
    return;
  tell(u"edx.completion.block_completion.changed"_s,
       object({{"user_id", Json(m_learner.id)},
               {"course_id", Json(m_course.keyText())},
               {"context_key", Json(m_course.keyText())},
               {"block_id", Json(m_course.usageKey(node))},
               {"block_type", Json(m_course.node(node).type)},
               {"completion", Json(now.number())},
               {"is_new", Json(!before)}}),
       node);
}

/// As LMS: bookmarks, api.py.
void WatchedStates::tellBookmark(const QString& name, int node)
{
  const QString key = m_course.usageKey(node);
  tell(name,
       object({{"course_id", Json(m_course.keyText())},
               {"bookmark_id", Json(m_learner.name + u',' + key)},
               {"component_type", Json(m_course.node(node).type)},
               {"component_usage_id", Json(key)}}),
       node);
}

/// As LMS: item_bank_block.py, publish_selected_children_events. Of which blocks of a library the children
/// are copies is not known here.
void WatchedStates::tellDrawn(int node, const std::optional<Json>& before, const Json& now)
{
  const QString& type = m_course.node(node).type;
  if (type != "library_content"_L1 && type != "itembank"_L1)
    return;
  const Json old = memberAt(before, "selected");
  const Json chosen = memberAt(now, "selected");
  const Json added = chosenKeys(m_course, chosen, old);
  if (added.isEmpty())
    return;
  const QString of = type == "itembank"_L1 ? u"itembankblock"_s : u"librarycontentblock"_s;
  tell(u"edx.%1.content.assigned"_s.arg(of),
       object({{"location", Json(m_course.usageKey(node))},
               {"result", chosenKeys(m_course, chosen, Json())},
               {"previous_count", Json(qint64(old.items().size()))},
               {"max_count", m_course.field(node, u"max_count"_s)},
               {"added", added}}),
       node, Happening::Source::Block);
}

/// As LMS: partitions, partitions.py, RandomUserPartitionScheme.
void WatchedStates::tellGroup(qint64 partition, const Json& group)
{
  const auto read = UserPartitions::read(m_course.field(m_course.root(), u"user_partitions"_s).toString());
  const QList<UserPartition> all = read ? read->all() : QList<UserPartition>();
  const auto found = std::ranges::find(all, partition, &UserPartition::id);
  if (found == all.end() || found->group(group.whole()) == nullptr)
    return;
  tell(u"xmodule.partitions.assigned_user_to_partition"_s,
       object({{"group_id", group},
               {"group_name", Json(found->group(group.whole())->name)},
               {"partition_id", Json(partition)},
               {"partition_name", Json(found->name)}}),
       -1, Happening::Source::Block);
}

/// As LMS: edx-proctoring, utils.py, emit_event.
void WatchedStates::tellExam(int node, const std::optional<Json>& before, const Json& now)
{
  const auto data = [&](const QString& status) {
    return object({{"exam_id", Json(examNumber(m_course, node))},
                   {"exam_content_id", Json(m_course.usageKey(node))},
                   {"exam_name", Json(m_course.title(node))},
                   {"exam_default_time_limit_mins", Json(examMinutes(m_course, node))},
                   {"exam_is_proctored", Json(false)},
                   {"exam_is_practice_exam", Json(false)},
                   {"exam_is_active", Json(true)},
                   {"attempt_id", memberAt(now, "id")},
                   {"attempt_user_id", Json(m_learner.id)},
                   {"attempt_started_at", status == "created"_L1 ? Json() : memberAt(now, "started")},
                   {"attempt_completed_at", memberAt(now, "completed")},
                   {"attempt_code", Json(anonymousId(m_learner))},
                   {"attempt_allowed_time_limit_mins",
                    status == "created"_L1 ? Json() : Json(examMinutes(m_course, node))},
                   {"attempt_status", Json(status)},
                   {"attempt_event_elapsed_time_secs", attemptSeconds(now)}});
  };
  const QString prefix = u"edx.special_exam.timed.attempt."_s;
  const QString status = memberAt(now, "status").text();
  if (!before)
    tell(prefix + u"created"_s, data(u"created"_s), node);
  if (memberAt(before, "status").text() != status)
    tell(prefix + status, data(status), node);
}

} // namespace scriptorium::render
