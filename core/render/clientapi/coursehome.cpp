#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/certificates.h"
#include "render/facts/coursefacts.h"
#include "render/facts/coursetabs.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json modesJson(const SiteCourse& course)
{
  Json result = Json::list();
  for (const CourseMode& mode : courseModes(course))
    result.append(object({{"slug", Json(mode.slug)}, {"name", Json(mode.name)}}));
  return result;
}

WebReply metadata(const Visit& visit)
{
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  const SiteCourse& course = visit.course;
  const int root = course.root();
  const Json isStaff(visit.learner.isStaff);
  const bool isOther = visit.learner.maskOf != 0 && visit.learner.maskOf != visit.learner.id;
  const Json mayEdit(isReallyStaff(visit.learner) && !isOther);
  return WebReply::json(object({{"verified_mode", Json()},
                                {"celebrations", celebrations()},
                                {"course_access", courseAccessJson(visit)},
                                {"studio_access", mayEdit},
                                {"course_id", Json(course.keyText())},
                                {"is_enrolled", Json(visit.learner.isEnrolled)},
                                {"is_self_paced", Json(course.isTrue(root, u"self_paced"_s))},
                                {"is_staff", isStaff},
                                {"number", Json(course.key().number())},
                                {"org", Json(course.key().org())},
                                {"original_user_is_staff", Json(isReallyStaff(visit.learner))},
                                {"start", orNull(course.date(root, u"start"_s))},
                                {"tabs", courseTabs(visit)},
                                {"title", Json(course.title(root))},
                                {"username", Json(visit.learner.name)},
                                {"user_timezone", Json()},
                                {"can_view_certificate", Json(areCertificatesShown(visit))},
                                {"course_modes", modesJson(course)},
                                {"is_new_discussion_sidebar_view_enabled", Json(false)},
                                {"has_course_author_access", mayEdit}}));
}

WebReply toggles(const Visit&)
{
  return WebReply::json(object({{"enable_navigation_sidebar", Json(false)},
                                {"always_open_auxiliary_sidebar", Json(false)},
                                {"enable_completion_tracking", Json(true)}}));
}

WebReply saveGoal(const Visit& visit)
{
  const Json wish = visit.request.json();
  if (!wish.contains("course_id"))
    return detailReply(400, u"'course_id' is required."_s);
  visit.states.setValue(visit.learner.id, QString(), u"goal"_s, wish);
  return WebReply::json(object({{"header", Json(u"Your course goal has been successfully set."_s)},
                                {"message", Json(u"Course goal updated successfully."_s)}}));
}

WebReply dismissWelcome(const Visit& visit)
{
  if (!visit.request.json().contains("course_id"))
    return detailReply(400, u"'course_id' is required."_s);
  visit.states.setValue(visit.learner.id, QString(), u"welcomed"_s, Json(true));
  return WebReply::json(object({{"message", Json(u"Welcome message successfully dismissed."_s)}}));
}

} // namespace

void addCourseHomeRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/course_home/course_metadata/{course}/?"_s, metadata);
  addRoute(routes, "GET", u"/courses/{course}/courseware-navigation-sidebar/toggles/"_s, toggles);
  addRoute(routes, "POST", u"/api/course_home/save_course_goal/?"_s, saveGoal);
  addRoute(routes, "POST", u"/api/course_home/dismiss_welcome_message/?"_s, dismissWelcome);
}

} // namespace scriptorium::render
