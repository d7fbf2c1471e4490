#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/schedule.h"
#include "render/grades/coursegrade.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

WebReply searchEnabled(const Visit&)
{
  return WebReply::json(object({{"enabled", Json(false)}}));
}

WebReply userTours(const Visit& visit)
{
  return visit.captured.value(0) == visit.learner.name ? emptyReply(404) : emptyReply(400);
}

WebReply noTours(const Visit&)
{
  return WebReply::json(Json::list());
}

WebReply notifications(const Visit&)
{
  return WebReply::json(object({{"show_notifications_tray", Json(false)},
                                {"count", Json(0)},
                                {"count_by_app_name", Json::object()},
                                {"notification_expiry_days", Json(60)}}));
}

WebReply onboarding(const Visit&)
{
  return detailReply(404, u"There is no onboarding exam related to this course id."_s);
}

/// In a course without personal dates nothing moves; the LMS says the same.
WebReply resetDeadlines(const Visit& visit)
{
  if (visit.learner.isEnrolled && CourseAccess(visit).isSelfPaced())
    shiftSchedule(visit.course, visit.learner, visit.states, visit.now);
  const QString address = clientAddress(visit, u"dates"_s);
  return WebReply::json(
      object({{"body", Json(u"<a href=\"%1\">View all dates</a>"_s.arg(address))},
              {"header", Json(u"Your due dates have been successfully shifted to help you stay on track."_s)},
              {"link", Json(address)},
              {"link_text", Json(u"View all dates"_s)},
              {"message", Json(u"Deadlines successfully reset."_s)}}));
}

WebReply currentUser(const Visit& visit)
{
  return WebReply::json(object({{"username", Json(visit.learner.name)}}));
}

/// The course's grade of one learner, or of all, as staff ask for it.
WebReply courseGrades(const Visit& visit)
{
  if (!isOurs(visit) || !visit.learner.isStaff)
    return developerReply(403, u"The course does not exist."_s);
  const QString name = visit.request.queried(u"username"_s);
  Json result = Json::list();
  for (const Learner& learner : visit.learners) {
    if (!learner.isEnrolled || (!name.isEmpty() && learner.name != name))
      continue;
    CourseGrade grade(CourseAccess(visit.course, learner, visit.states, visit.now));
    const CourseGrade::Total total = grade.total(false);
    result.append(object({{"username", Json(learner.name)},
                          {"email", Json(QString())},
                          {"course_id", Json(visit.course.keyText())},
                          {"passed", Json(total.isPassing)},
                          {"percent", Json(total.percent)},
                          {"letter_grade", orNull(total.letter)}}));
  }
  return WebReply::json(result);
}

/// Of the course team's own tools.
WebReply gradingPolicy(const Visit& visit)
{
  if (!isOurs(visit) || !visit.learner.isStaff)
    return WebReply::json(object({{"developer_message", Json(u"The course does not exist."_s)},
                                  {"error_code", Json(u"user_or_course_does_not_exist"_s)}}),
                          403);
  return WebReply::json(visit.course.gradingPolicy().find("GRADER").value_or(Json::list()));
}

} // namespace

void addProbeRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/courseware-search/enabled/?"_s, searchEnabled);
  addRoute(routes, "GET", u"/api/user_tours/discussion_tours/?"_s, noTours);
  addRoute(routes, "GET", u"/api/user_tours/v1/([^/]+)/?"_s, userTours);
  addRoute(routes, "GET", u"/api/notifications/count/?"_s, notifications);
  addRoute(routes, "GET", u"/api/edx_proctoring/v1/user_onboarding/status/?"_s, onboarding);
  addRoute(routes, "POST", u"/api/course_experience/v1/reset_course_deadlines/?"_s, resetDeadlines);
  addRoute(routes, "GET", u"/api/user/v1/me/?"_s, currentUser);
  addRoute(routes, "GET", u"/api/grades/v1/courses/{course}/?"_s, courseGrades);
  addRoute(routes, "GET", u"/api/grades/v1/policy/courses/{course}/?"_s, gradingPolicy);
}

} // namespace scriptorium::render
