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

QString timeText(qint64 minutes)
{
  const auto part = [](qint64 count, const QString& unit) {
    return u"%1 %2%3"_s.arg(count).arg(unit, count == 1 ? QString() : u"s"_s);
  };
  QStringList parts;
  if (minutes >= 60)
    parts.append(part(minutes / 60, u"hour"_s));
  if (minutes % 60 != 0 || minutes == 0)
    parts.append(part(minutes % 60, u"minute"_s));
  return parts.join(u" and "_s);
}

/// A timed subsection that nobody has started: the preview keeps no attempts.
Json examOf(const Visit& visit, int sequence)
{
  const SiteCourse& course = visit.course;
  const qint64 minutes = qint64(course.field(sequence, u"default_time_limit_minutes"_s).number());
  const auto due = course.date(sequence, u"due"_s);
  return object({{"id", Json(sequence)},
                 {"course_id", Json(course.keyText())},
                 {"content_id", Json(course.usageKey(sequence))},
                 {"external_id", Json()},
                 {"exam_name", Json(course.title(sequence))},
                 {"time_limit_mins", Json(minutes)},
                 {"is_proctored", Json(false)},
                 {"is_practice_exam", Json(false)},
                 {"is_active", Json(true)},
                 {"due_date", orNull(due)},
                 {"hide_after_due", Json(course.isTrue(sequence, u"hide_after_due"_s))},
                 {"backend", Json(u"null"_s)},
                 {"total_time", Json(timeText(minutes))},
                 {"attempt", Json::object()},
                 {"type", Json(u"timed"_s)},
                 {"passed_due_date", Json(due && visit.now > *due)},
                 {"use_legacy_attempt_api", Json(true)}});
}

WebReply examAttempt(const Visit& visit)
{
  const int sequence = visit.course.find(visit.request.queried(u"content_id"_s));
  const bool isExam = sequence >= 0 && isTimed(visit.course, sequence);
  return WebReply::json(object(
      {{"exam", isExam ? examOf(visit, sequence) : Json::object()}, {"active_attempt", Json::object()}}));
}

WebReply resetDeadlines(const Visit& visit)
{
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

} // namespace

void addProbeRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/courseware-search/enabled/?"_s, searchEnabled);
  addRoute(routes, "GET", u"/api/user_tours/discussion_tours/?"_s, noTours);
  addRoute(routes, "GET", u"/api/user_tours/v1/([^/]+)/?"_s, userTours);
  addRoute(routes, "GET", u"/api/notifications/count/?"_s, notifications);
  addRoute(routes, "GET", u"/api/edx_proctoring/v1/user_onboarding/status/?"_s, onboarding);
  addRoute(routes, "GET", u"/api/edx_proctoring/v1/proctored_exam/attempt/course_id/{course}/?"_s,
           examAttempt);
  addRoute(routes, "POST", u"/api/course_experience/v1/reset_course_deadlines/?"_s, resetDeadlines);
  addRoute(routes, "GET", u"/api/user/v1/me/?"_s, currentUser);
  addRoute(routes, "GET", u"/api/grades/v1/courses/{course}/?"_s, courseGrades);
}

} // namespace scriptorium::render
