#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/coursefacts.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json modeDetails(const CourseMode& mode)
{
  return object({{"slug", Json(mode.slug)},
                 {"name", Json(mode.name)},
                 {"min_price", Json(mode.price)},
                 {"suggested_prices", Json(QString())},
                 {"currency", Json(u"usd"_s)},
                 {"expiration_datetime", Json()},
                 {"description", Json()},
                 {"sku", Json()},
                 {"bulk_sku", Json()}});
}

Json courseDetails(const SiteCourse& course)
{
  const int root = course.root();
  Json modes = Json::list();
  for (const CourseMode& mode : courseModes(course))
    modes.append(modeDetails(mode));
  return object({{"course_id", Json(course.keyText())},
                 {"course_name", Json(course.title(root))},
                 {"enrollment_start", orNull(course.date(root, u"enrollment_start"_s))},
                 {"enrollment_end", orNull(course.date(root, u"enrollment_end"_s))},
                 {"course_start", orNull(course.date(root, u"start"_s))},
                 {"course_end", orNull(course.date(root, u"end"_s))},
                 {"invite_only", Json(course.isTrue(root, u"invitation_only"_s))},
                 {"course_modes", modes},
                 {"pacing_type",
                  Json(course.isTrue(root, u"self_paced"_s) ? u"Self Paced"_s : u"Instructor Paced"_s)}});
}

Json enrollmentOf(const Visit& visit)
{
  return object({{"created", Json(isoMoment(enrolledAt(visit)))},
                 {"mode", Json(enrollmentMode(visit))},
                 {"is_active", Json(true)},
                 {"course_details", courseDetails(visit.course)},
                 {"user", Json(visit.learner.name)}});
}

WebReply enrollment(const Visit& visit)
{
  const QString name = visit.captured.value(0);
  const auto at = std::ranges::find(visit.learners, name, &Learner::name);
  const bool isAllowed = name == visit.learner.name || visit.learner.isStaff;
  if (!isAllowed || at == visit.learners.end())
    return emptyReply(404);
  if (visit.captured.value(1) != visit.course.keyText() || !at->isEnrolled)
    return {200, "application/json", "", {}};
  return WebReply::json(enrollmentOf(
      {visit.course, *at, visit.states, visit.now, visit.request, visit.captured, visit.learners}));
}

WebReply ownEnrollments(const Visit& visit)
{
  Json result = Json::list();
  if (visit.learner.isEnrolled)
    result.append(enrollmentOf(visit));
  return WebReply::json(result);
}

} // namespace

void addEnrollmentRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/enrollment/v1/enrollment/([^,/]+),{course}/?"_s, enrollment);
  addRoute(routes, "GET", u"/api/enrollment/v1/enrollment/?"_s, ownEnrollments);
}

} // namespace scriptorium::render
