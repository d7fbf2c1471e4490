#include "render/access/personaldates.h"

#include "render/access/scoredblocks.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::weeks kCourseLength(4);

Json momentJson(Timestamp moment)
{
  return Json(qint64(moment.time_since_epoch().count()));
}

std::optional<Timestamp> keptMoment(const Learner& learner, const LearnerStates& states, const QString& name)
{
  const auto value = states.value(learner.id, QString(), name);
  return value ? std::optional(Timestamp(milliseconds(value->whole()))) : std::nullopt;
}

bool isAssessment(const SiteCourse& course, int node)
{
  return course.node(node).type == u"openassessment";
}

} // namespace

Timestamp enrolledAt(const Learner& learner, LearnerStates& states, Timestamp now)
{
  if (learner.enrolledAt)
    return *learner.enrolledAt;
  if (const auto moment = keptMoment(learner, states, kept::kEnrolled))
    return *moment;
  states.setValue(learner.id, QString(), kept::kEnrolled, momentJson(now));
  return now;
}

bool hasRelativeDates(const SiteCourse& course, const LearnerStates& states)
{
  return course.hasRelativeDates() ||
         states.value(kept::kEverybody, QString(), kept::kRelativeDates).value_or(Json()).boolean();
}

void setRelativeDates(LearnerStates& states, bool areOn)
{
  states.setValue(kept::kEverybody, QString(), kept::kRelativeDates, Json(areOn));
}

void shiftSchedule(const SiteCourse& course, const Learner& learner, LearnerStates& states, Timestamp now)
{
  const Timestamp start = std::max(now, course.date(course.root(), u"start"_s).value_or(now));
  states.setValue(learner.id, QString(), kept::kSchedule, momentJson(start));
}

PersonalDates::PersonalDates(const SiteCourse& course, const Learner& learner, LearnerStates& states,
                             Timestamp now)
    : m_course(course), m_end(course.date(course.root(), u"end"_s))
{
  if (!learner.isEnrolled || !render::hasRelativeDates(course, states))
    return;
  std::vector<int> sections = course.node(course.root()).children;
  std::erase_if(sections, [&course](int node) { return course.isTrue(node, u"visible_to_staff_only"_s); });
  for (size_t i = 0; i < sections.size(); ++i)
    m_sections.insert(sections[i], milliseconds(kCourseLength) * qint64(i + 1) / qint64(sections.size()));
  const Timestamp enrolled = enrolledAt(learner, states, now);
  const Timestamp begin = std::max(enrolled, course.date(course.root(), u"start"_s).value_or(enrolled));
  m_start = keptMoment(learner, states, kept::kSchedule).value_or(begin);
  if (!m_end)
    return;
  milliseconds longest(0);
  for (const int section : sections)
    for (const int subsection : course.node(section).children)
      if (const Pace own = pace(subsection); own.isUsed)
        longest = std::max(longest, own.span);
  if (enrolled > *m_end - longest || *m_start > *m_end)
    m_start.reset();
}

std::optional<Timestamp> PersonalDates::due(int node) const
{
  const Span span = m_start ? spanOf(node) : std::nullopt;
  if (!span)
    return std::nullopt;
  return m_end ? std::min(*m_start + *span, *m_end) : *m_start + *span;
}

PersonalDates::Span PersonalDates::spanOf(int node) const
{
  int subsection = node;
  bool isOfAssessment = false;
  while (m_course.node(subsection).depth > 2) {
    isOfAssessment |= isAssessment(m_course, subsection);
    subsection = m_course.node(subsection).parent;
  }
  if (m_course.node(subsection).depth == 1)
    return spanOfSection(subsection);
  const Pace own = m_course.node(subsection).depth == 2 ? pace(subsection) : Pace();
  if (!own.isUsed || isOfAssessment)
    return std::nullopt;
  const bool isDue = own.isCustom || (m_course.isTrue(node, u"graded"_s) && hasAssignment(node));
  return isDue ? Span(own.span) : std::nullopt;
}

/// As LMS: by its slowest subsection, when it is graded itself or an author chose a pace.
PersonalDates::Span PersonalDates::spanOfSection(int section) const
{
  bool isUsed = false;
  bool isChosen = m_course.isTrue(section, u"graded"_s);
  milliseconds longest = std::chrono::weeks(1);
  for (const int subsection : m_course.node(section).children) {
    const Pace own = pace(subsection);
    isUsed |= own.isUsed;
    isChosen |= own.isCustom;
    longest = std::max(longest, own.span);
  }
  return isUsed && isChosen ? Span(longest) : std::nullopt;
}

PersonalDates::Pace PersonalDates::pace(int subsection) const
{
  if (const auto at = m_paces.constFind(subsection); at != m_paces.cend())
    return *at;
  return *m_paces.insert(subsection, newPace(subsection));
}

PersonalDates::Pace PersonalDates::newPace(int subsection) const
{
  const auto section = m_sections.constFind(m_course.node(subsection).parent);
  if (section == m_sections.cend())
    return {};
  const qint64 weeks = m_course.field(subsection, u"relative_weeks_due"_s).whole();
  if (weeks > 0)
    return {std::chrono::weeks(weeks), true, !isOnlyAssessments(subsection)};
  return {*section, false, hasScoredWork(subsection)};
}

bool PersonalDates::hasAssignment(int node) const
{
  const std::vector<int>& children = m_course.node(node).children;
  if (children.empty())
    return isAssignment(m_course, node);
  return std::ranges::any_of(children, [this](int child) { return hasAssignment(child); });
}

/// Graded blocks with a score, other than open response assessments.
bool PersonalDates::hasScoredWork(int node) const
{
  const bool isWork =
      !isAssessment(m_course, node) && m_course.isTrue(node, u"graded"_s) && isScorable(m_course, node);
  return isWork || std::ranges::any_of(m_course.node(node).children,
                                       [this](int child) { return hasScoredWork(child); });
}

bool PersonalDates::isOnlyAssessments(int subsection) const
{
  bool hasAny = false;
  for (const int unit : m_course.node(subsection).children) {
    for (const int block : m_course.node(unit).children) {
      if (!isAssessment(m_course, block))
        return false;
      hasAny = true;
    }
  }
  return hasAny;
}

} // namespace scriptorium::render
