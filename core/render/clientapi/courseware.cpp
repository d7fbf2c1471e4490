#include "render/access/completion.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/certificates.h"
#include "render/facts/coursefacts.h"
#include "render/facts/notes.h"
#include "render/grades/coursegrade.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json mediaJson(const Visit& visit)
{
  const QString image = courseImage(visit.course);
  const Json address(lmsAddress(visit, image));
  return object({{"course_image", object({{"uri", Json(image)}})},
                 {"course_video", object({{"uri", Json()}})},
                 {"image", object({{"raw", address}, {"small", address}, {"large", address}})}});
}

Json entranceExamJson(const SiteCourse& course)
{
  const Json least = course.field(course.root(), u"entrance_exam_minimum_score_pct"_s);
  double part = least.isNumber() ? least.number() : 0.65;
  if (part > 1)
    part /= 100;
  return object({{"entrance_exam_current_score", Json(0.0)},
                 {"entrance_exam_enabled", Json(course.isTrue(course.root(), u"entrance_exam_enabled"_s))},
                 {"entrance_exam_id", Json(course.textOf(course.root(), u"entrance_exam_id"_s))},
                 {"entrance_exam_minimum_score_pct", Json(part)},
                 {"entrance_exam_passed", Json(true)}});
}

Json enrollmentJson(const Visit& visit)
{
  return object({{"mode", orNull(enrollmentMode(visit))}, {"is_active", Json(visit.learner.isEnrolled)}});
}

bool showsCalculator(const SiteCourse& course)
{
  const Json value = course.field(course.root(), u"show_calculator"_s);
  return value.boolean() || value.text().compare(u"yes", Qt::CaseInsensitive) == 0 ||
         value.text().compare(u"true", Qt::CaseInsensitive) == 0;
}

void addCourse(const Visit& visit, Json& answer)
{
  const SiteCourse& course = visit.course;
  const int root = course.root();
  answer.set("license", course.field(root, u"license"_s));
  answer.set("language", orNull(course.textOf(root, u"language"_s)));
  answer.set("media", mediaJson(visit));
  answer.set("name", Json(course.title(root)));
  answer.set("offer", Json());
  answer.set("related_programs", Json());
  answer.set("short_description", Json(aboutText(course, u"short_description"_s)));
  answer.set("start", orNull(course.date(root, u"start"_s)));
  answer.set("start_display", startDisplay(course));
  answer.set("start_type", Json(startType(course)));
  answer.set("pacing", Json(course.isTrue(root, u"self_paced"_s) ? u"self"_s : u"instructor"_s));
  answer.set("user_timezone", Json());
  answer.set("show_calculator", Json(showsCalculator(course)));
  answer.set("can_access_proctored_exams", Json(false));
  answer.set("notes", object({{"enabled", Json(hasNotes(course))}, {"visible", Json(areNotesShown(visit))}}));
}

WebReply courseMetadata(const Visit& visit)
{
  if (!isOurs(visit))
    return developerReply(404, u"Course not found."_s);
  const int root = visit.course.root();
  Json answer = object(
      {{"access_expiration", Json()},
       {"content_type_gating_enabled", Json(false)},
       {"course_goals", object({{"selected_goal", Json()}, {"weekly_learning_goal_enabled", Json(false)}})},
       {"effort", orNull(aboutText(visit.course, u"effort"_s))},
       {"end", orNull(visit.course.date(root, u"end"_s))},
       {"enrollment", enrollmentJson(visit)},
       {"enrollment_start", orNull(visit.course.date(root, u"enrollment_start"_s))},
       {"enrollment_end", orNull(visit.course.date(root, u"enrollment_end"_s))},
       {"entrance_exam_data", entranceExamJson(visit.course)},
       {"id", Json(visit.course.keyText())}});
  addCourse(visit, answer);
  answer.set("marketing_url", Json());
  answer.set("celebrations", celebrations());
  answer.set("user_has_passing_grade",
             Json(visit.learner.isEnrolled && CourseGrade(CourseAccess(visit)).isPassing()));
  answer.set("course_exit_page_is_active", Json(false));
  answer.set("certificate_data", certificateData(visit));
  answer.set("verify_identity_url", Json());
  answer.set("verification_status", Json(u"none"_s));
  answer.set("linkedin_add_to_profile_url", Json());
  answer.set("is_integrity_signature_enabled", Json(false));
  answer.set("user_needs_integrity_signature", Json(false));
  answer.set("learning_assistant_enabled", Json(false));
  return WebReply::json(answer);
}

WebReply resume(const Visit& visit)
{
  if (isAnonymous(visit.learner))
    return detailReply(401, u"Authentication credentials were not provided."_s);
  if (!isOurs(visit))
    return developerReply(404, u"Course not found."_s);
  Json answer = object({{"block_id", Json()}, {"section_id", Json()}, {"unit_id", Json()}});
  const int last = lastCompleted(visit.course, visit.states, visit.learner);
  if (last < 0)
    return WebReply::json(answer);
  const std::vector<int> path = visit.course.path(last);
  answer.set("block_id", Json(visit.course.usageKey(last)));
  if (path.size() > 2)
    answer.set("section_id", Json(visit.course.usageKey(path[2])));
  if (path.size() > 3)
    answer.set("unit_id", Json(visit.course.usageKey(path[3])));
  return WebReply::json(answer);
}

WebReply celebrate(const Visit& visit)
{
  if (!isOurs(visit) || !visit.learner.isEnrolled)
    return emptyReply(404);
  const QString name = u"celebration"_s;
  const Json wishes = visit.request.json();
  for (const Json::Member& wish : wishes.members()) {
    if (wish.name != "first_section" && wish.name != "weekly_goal")
      return emptyReply(400);
  }
  const bool isFirst = !wishes.isEmpty() && !visit.states.value(visit.learner.id, QString(), name);
  if (isFirst)
    visit.states.setValue(visit.learner.id, QString(), name, Json(true));
  return emptyReply(isFirst ? 201 : 200);
}

} // namespace

void addCoursewareRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/courseware/course/{course}/?"_s, courseMetadata);
  addRoute(routes, "GET", u"/api/courseware/resume/{course}/?"_s, resume);
  addRoute(routes, "POST", u"/api/courseware/celebration/{course}/?"_s, celebrate);
}

} // namespace scriptorium::render
