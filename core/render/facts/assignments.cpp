#include "render/facts/assignments.h"

#include "render/access/chosenchildren.h"
#include "render/access/completion.h"
#include "render/access/scoredblocks.h"
#include "render/facts/schedule.h"

#include <QXmlStreamReader>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// What is for the learner, if only later.
std::vector<int> planned(const CourseAccess& access, int node)
{
  std::vector<int> result = chosenChildren(access.course(), access.learner(), access.states(), node);
  std::erase_if(result, [&access](int child) { return !isCounted(access, child); });
  return result;
}

int firstComponent(const CourseAccess& access, int node)
{
  for (std::vector<int> below = planned(access, node); !below.empty(); below = planned(access, node))
    node = below.front();
  return node;
}

bool isPlace(const QString& type)
{
  return type == u"course" || type == u"chapter" || type == u"sequential" || type == u"vertical";
}

QString stepTitle(const QString& name)
{
  if (name == u"self-assessment")
    return u"Self Assessment"_s;
  if (name == u"peer-assessment")
    return u"Peer Assessment"_s;
  if (name == u"staff-assessment")
    return u"Staff Assessment"_s;
  return name == u"submission" ? u"Submission"_s : name;
}

void addSteps(const CourseAccess& access, int node, std::vector<Assignment>& assignments)
{
  const SiteCourse& course = access.course();
  const std::vector<int> below = planned(access, node);
  for (const int child : below)
    addSteps(access, child, assignments);
  if (course.node(node).type != u"openassessment" || !isAssignment(course, node))
    return;
  for (const AssessmentStep& step : assessmentSteps(course, node)) {
    const auto due = capa::dateFromText(step.due);
    if (!due)
      continue;
    assignments.push_back(
        {node, u"%1 (%2)"_s.arg(course.title(node), stepTitle(step.name)), *due, true,
         isWorkComplete(access, node), Json(),
         u"This Open Response Assessment's due dates are set by your instructor and can't be shifted."_s,
         node});
  }
}

Assignment ofSubsection(const CourseAccess& access, int node, Timestamp due)
{
  const SiteCourse& course = access.course();
  const bool isReleased = access.isStaff() || access.hasStarted(node);
  return {node,
          course.title(node),
          due,
          isReleased,
          isReleased && isWorkComplete(access, node),
          course.field(node, u"format"_s),
          {},
          firstComponent(access, node)};
}

} // namespace

std::vector<AssessmentStep> assessmentSteps(const SiteCourse& course, int node)
{
  std::vector<AssessmentStep> steps;
  if (course.isSet(node, u"submission_due"_s))
    steps.push_back({u"submission"_s, course.textOf(node, u"submission_due"_s)});
  QXmlStreamReader reader(course.body(node));
  while (!reader.atEnd()) {
    const bool isAssessment =
        reader.readNext() == QXmlStreamReader::StartElement && reader.name() == "assessment"_L1;
    if (isAssessment && reader.attributes().hasAttribute("due"_L1))
      steps.push_back(
          {reader.attributes().value("name"_L1).toString(), reader.attributes().value("due"_L1).toString()});
  }
  return steps;
}

std::vector<Assignment> courseAssignments(const CourseAccess& access)
{
  const SiteCourse& course = access.course();
  std::vector<Assignment> result;
  for (const int section : planned(access, course.root())) {
    for (const int subsection : planned(access, section)) {
      const auto due = access.dueDate(subsection);
      if (due && course.isTrue(subsection, u"graded"_s))
        result.push_back(ofSubsection(access, subsection, *due));
      addSteps(access, subsection, result);
    }
  }
  std::ranges::stable_sort(result, {}, &Assignment::due);
  return result;
}

bool isWorkComplete(const CourseAccess& access, int node)
{
  const SiteCourse& course = access.course();
  const std::vector<int> children = planned(access, node);
  if (!children.empty())
    return std::ranges::all_of(children, [&access](int child) { return isWorkComplete(access, child); });
  if (isPlace(course.node(node).type))
    return false;
  return !isAssignment(course, node) || completionOf(access, node) == 1.0;
}

bool hasMissedDeadlines(const CourseAccess& access)
{
  const SiteCourse& course = access.course();
  const auto end = access.courseEnd();
  const bool mayShift = access.learner().isEnrolled && access.isSelfPaced() &&
                        hasRelativeDates(course, access.states()) && !(end && access.now() > *end);
  if (!mayShift)
    return false;
  for (const int section : access.visibleChildren(course.root())) {
    for (const int subsection : access.visibleChildren(section)) {
      const auto due = access.dueDate(subsection);
      if (due && *due < access.now() && !isWorkComplete(access, subsection))
        return true;
    }
  }
  return false;
}

} // namespace scriptorium::render
