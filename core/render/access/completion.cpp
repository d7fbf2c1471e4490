#include "render/access/completion.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

CompletionMode completionMode(const QString& type)
{
  static const QSet<QString> kAggregators = {
      u"course"_s,      u"chapter"_s,         u"sequential"_s, u"vertical"_s,  u"split_test"_s,
      u"conditional"_s, u"library_content"_s, u"itembank"_s,   u"randomize"_s, u"wrapper"_s,
      u"unit"_s,        u"section"_s,         u"subsection"_s, u"library"_s};
  if (kAggregators.contains(type))
    return CompletionMode::Aggregator;
  return type == u"discussion" ? CompletionMode::Excluded : CompletionMode::Completable;
}

bool isInstalled(const QString& type)
{
  static const QSet<QString> kTypes = {u"course"_s,
                                       u"chapter"_s,
                                       u"sequential"_s,
                                       u"vertical"_s,
                                       u"html"_s,
                                       u"problem"_s,
                                       u"video"_s,
                                       u"discussion"_s,
                                       u"about"_s,
                                       u"annotatable"_s,
                                       u"conditional"_s,
                                       u"split_test"_s,
                                       u"library_content"_s,
                                       u"itembank"_s,
                                       u"randomize"_s,
                                       u"wrapper"_s,
                                       u"poll_question"_s,
                                       u"word_cloud"_s,
                                       u"lti"_s,
                                       u"lti_consumer"_s,
                                       u"static_tab"_s,
                                       u"course_info"_s,
                                       u"customtag"_s,
                                       u"section"_s,
                                       u"subsection"_s,
                                       u"unit"_s,
                                       u"library"_s,
                                       u"drag-and-drop-v2"_s,
                                       u"done"_s,
                                       u"edx_sga"_s,
                                       u"staffgradedxblock"_s,
                                       u"openassessment"_s,
                                       u"poll"_s,
                                       u"survey"_s,
                                       u"google-calendar"_s,
                                       u"google-document"_s,
                                       u"crowdsourcehinter"_s,
                                       u"recommender"_s,
                                       u"slider"_s,
                                       u"videosequence"_s};
  return kTypes.contains(type);
}

double completionOf(const CourseAccess& access, int node)
{
  const SiteCourse& course = access.course();
  const auto value = access.states().value(access.learner().id, course.stateKey(node), kept::kCompletion);
  return value ? value->number() : 0;
}

bool isUnitComplete(const CourseAccess& access, int unit)
{
  const auto isDone = [&access](int child) {
    switch (completionMode(access.course().node(child).type)) {
    case CompletionMode::Excluded:
      return true;
    case CompletionMode::Aggregator:
      return isUnitComplete(access, child);
    case CompletionMode::Completable:
      return completionOf(access, child) == 1.0;
    }
    return true;
  };
  return std::ranges::all_of(access.loadableChildren(unit), isDone);
}

TreeCompletion::TreeCompletion(const CourseAccess& access, int root)
    : m_last(lastCompleted(access.course(), access.states(), access.learner()))
{
  walk(access, root);
}

void TreeCompletion::walk(const CourseAccess& access, int node)
{
  const CompletionMode mode = completionMode(access.course().node(node).type);
  if (mode == CompletionMode::Completable) {
    const double value = completionOf(access, node);
    m_values.insert(node, Json(value));
    if (value == 1.0)
      m_complete.insert(node);
    if (node == m_last)
      m_resumed.insert(node);
  }
  const std::vector<int> children = access.visibleChildren(node);
  bool isComplete = true;
  for (const int child : children) {
    walk(access, child);
    isComplete &= m_complete.contains(child) ||
                  completionMode(access.course().node(child).type) == CompletionMode::Excluded;
    if (m_resumed.contains(child))
      m_resumed.insert(node);
  }
  if (mode != CompletionMode::Aggregator)
    return;
  if (isComplete && m_last >= 0) // as LMS: nothing is complete before the first
    m_complete.insert(node);
  if (!children.empty())
    m_values.insert(node, Json(isComplete && m_last >= 0 ? 1 : 0));
}

Json TreeCompletion::completion(int node) const
{
  return m_values.value(node);
}

int lastCompleted(const SiteCourse& course, const LearnerStates& states, const Learner& learner)
{
  const auto last = states.value(learner.id, QString(), kept::kLastSeen);
  if (!last)
    return -1;
  const QString key = last->text();
  return course.find(key.section(u'/', 0, 0), key.section(u'/', 1));
}

void publishCompletion(const SiteCourse& course, LearnerStates& states, const Learner& learner, int node,
                       double value)
{
  states.setValue(learner.id, course.stateKey(node), kept::kCompletion, Json(value));
  states.setValue(learner.id, QString(), kept::kLastSeen, Json(course.stateKey(node)));
}

} // namespace scriptorium::render
