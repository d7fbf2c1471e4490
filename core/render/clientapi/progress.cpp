#include "render/access/chosenchildren.h"
#include "render/access/completion.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/certificates.h"
#include "render/facts/coursefacts.h"
#include "render/facts/schedule.h"
#include "render/grades/gradesummary.h"
#include "render/grades/submission.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json pointsJson(const std::vector<BlockScore>& scores)
{
  Json result = Json::list();
  for (const BlockScore& score : scores)
    result.append(object({{"earned", Json(score.earned)}, {"possible", Json(score.possible)}}));
  return result;
}

/// Beyond the LMS's answer, and only where there are some: problems whose points are of an earlier version.
void addStale(const Visit& visit, const SubsectionGrade& grade, Json& json)
{
  Json stale = Json::list();
  for (const BlockScore& score : grade.scores)
    if (isStale(visit.course, visit.states, visit.learner.id, score.node))
      stale.append(Json(visit.course.usageKey(score.node)));
  if (!stale.isEmpty())
    json.set("stale_problems", stale);
}

Json subsectionJson(const Visit& visit, const SubsectionGrade& grade, bool isHidden)
{
  const Points& points = grade.isGraded ? grade.graded : grade.all;
  const QString rule = visit.course.textOf(grade.node, u"show_correctness"_s);
  Json json = object({{"assignment_type", visit.course.field(grade.node, u"format"_s)},
                      {"block_key", Json(visit.course.usageKey(grade.node))},
                      {"display_name", Json(visit.course.title(grade.node))},
                      {"has_graded_assignment", Json(grade.isGraded)},
                      {"override", Json()},
                      {"learner_has_access", Json(true)},
                      {"num_points_earned", Json(points.earned)},
                      {"num_points_possible", Json(points.possible)},
                      {"percent_graded", Json(points.percent())},
                      {"problem_scores", pointsJson(grade.scores)},
                      {"show_correctness", Json(rule.isEmpty() ? u"always"_s : rule)},
                      {"show_grades", Json(grade.isShown)},
                      {"url", isHidden ? Json() : Json(jumpAddress(visit, grade.node))}});
  addStale(visit, grade, json);
  return json;
}

Json sectionsJson(const Visit& visit, const CourseAccess& access, CourseGrade& grade, bool isForStaff)
{
  Json result = Json::list();
  for (const SectionGrade& section : grade.sections()) {
    Json subsections = Json::list();
    for (const SubsectionGrade& subsection : section.subsections)
      subsections.append(
          subsectionJson(visit, subsection, !isForStaff && access.isHiddenAfterDue(subsection.node)));
    result.append(
        object({{"display_name", Json(visit.course.title(section.node))}, {"subsections", subsections}}));
  }
  return result;
}

Json policyJson(const GradingPolicy& policy)
{
  Json types = Json::list();
  for (const AssignmentType& type : policy.types)
    types.append(object({{"num_droppable", Json(type.dropCount)},
                         {"num_total", Json(double(type.leastCount))},
                         {"short_label", Json(type.shortLabel)},
                         {"type", Json(type.name)},
                         {"weight", Json(type.weight)}}));
  Json range = Json::object();
  for (const auto& [letter, cutoff] : policy.cutoffs)
    range.set(letter, Json(cutoff));
  return object({{"assignment_policies", types}, {"grade_range", range}});
}

/// As LMS: by what is published of the blocks, whether they have started or not.
bool isDone(const CourseAccess& access, int node)
{
  const SiteCourse& course = access.course();
  return std::ranges::all_of(chosenChildren(course, access.learner(), access.states(), node), [&](int child) {
    const CompletionMode mode = completionMode(course.node(child).type);
    if (mode == CompletionMode::Excluded || !isCounted(access, child))
      return true;
    return mode == CompletionMode::Aggregator ? isDone(access, child) : completionOf(access, child) == 1.0;
  });
}

/// Units are counted before they start, too; none is complete before the learner has completed something.
Json completionJson(const CourseAccess& access)
{
  const SiteCourse& course = access.course();
  const bool hasBegun = lastCompleted(course, access.states(), access.learner()) >= 0;
  int complete = 0;
  int incomplete = 0;
  for (int node = 0; node < course.count(); ++node) {
    if (course.node(node).depth != 3 || !isCounted(access, node))
      continue;
    if (hasBegun && isDone(access, node))
      ++complete;
    else
      ++incomplete;
  }
  return object({{"complete_count", Json(complete)},
                 {"incomplete_count", Json(incomplete)},
                 {"locked_count", Json(0)}});
}

Json gradeJson(const CourseGrade::Total& total)
{
  return object({{"letter_grade", orNull(total.letter)},
                 {"percent", Json(total.percent)},
                 {"is_passing", Json(total.isPassing)}});
}

Json typeGradeJson(const TypeGrade& row)
{
  const QString hidden = row.hidden == TypeGrade::Hidden::None   ? u"none"_s
                         : row.hidden == TypeGrade::Hidden::Some ? u"some"_s
                                                                 : u"all"_s;
  return object({{"type", Json(row.type.name)},
                 {"short_label", Json(row.type.shortLabel)},
                 {"weight", Json(row.type.weight)},
                 {"average_grade", Json(row.average)},
                 {"weighted_grade", Json(row.weighted)},
                 {"num_droppable", Json(row.type.dropCount)},
                 {"num_total", Json(row.type.leastCount)},
                 {"last_grade_publish_date", Json()},
                 {"has_hidden_contribution", Json(hidden)}});
}

/// Beyond what the LMS of the Teak release answers, for the learning client, which since Ulmo needs it; an
/// older one passes over it. The client alone sends this header.
void addForClient(const Visit& visit, CourseGrade& grade, Json& json)
{
  if (visit.request.header("use-jwt-cookie").isEmpty())
    return;
  const QList<TypeGrade> rows = typeGrades(grade);
  Json summary = Json::list();
  for (const TypeGrade& row : rows)
    summary.append(typeGradeJson(row));
  json.set("assignment_type_grade_summary", summary);
  json.set("final_grades", Json(sumOf(rows)));
}

Json progressJson(const Visit& visit, bool isForStaff)
{
  const CourseAccess access(visit);
  CourseGrade grade(access, isForStaff);
  Json json = object({{"verified_mode", Json()},
                      {"access_expiration", Json()},
                      {"certificate_data", certificateData(visit)},
                      {"completion_summary", completionJson(access)},
                      {"course_grade", gradeJson(grade.total(true))},
                      {"credit_course_requirements", Json()},
                      {"end", orNull(access.courseEnd())},
                      {"enrollment_mode", orNull(enrollmentMode(visit))},
                      {"grading_policy", policyJson(grade.policy())},
                      {"has_scheduled_content", hasScheduledContent(access)},
                      {"section_scores", sectionsJson(visit, access, grade, isForStaff)},
                      {"studio_url", Json()},
                      {"username", Json(visit.learner.name)},
                      {"user_has_passing_grade", Json(grade.isPassing())},
                      {"verification_data",
                       object({{"link", Json()}, {"status", Json(u"none"_s)}, {"status_date", Json()}})},
                      {"disable_progress_graph",
                       Json(visit.course.isTrue(visit.course.root(), u"disable_progress_graph"_s))}});
  addForClient(visit, grade, json);
  return json;
}

WebReply progress(const Visit& visit)
{
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  if (isAnonymous(visit.learner))
    return detailReply(401, u"Authentication credentials were not provided."_s);
  if (!CourseAccess(visit).mayEnter())
    return WebReply::json(Json(u"User not enrolled."_s), 401);
  return WebReply::json(progressJson(visit, visit.learner.isStaff));
}

/// Staff may ask for another's.
WebReply progressOf(const Visit& visit)
{
  const qint64 id = visit.captured.value(1).toLongLong();
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  if (id == visit.learner.id)
    return progress(visit);
  const auto at = std::ranges::find(visit.learners, id, &Learner::id);
  if (!visit.learner.isStaff || at == visit.learners.end())
    return detailReply(404, u"User not found."_s);
  return WebReply::json(progressJson(
      {visit.course, *at, visit.states, visit.now, visit.request, visit.captured, visit.learners}, true));
}

} // namespace

void addProgressRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/course_home/progress/{course}/?"_s, progress);
  addRoute(routes, "GET", u"/api/course_home/progress/{course}/(\\d+)/?"_s, progressOf);
}

} // namespace scriptorium::render
