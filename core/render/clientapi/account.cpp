#include "grading/expression/evaluator.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/coursefacts.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json pictureJson(const Visit& visit)
{
  Json picture = object({{"has_image", Json(false)}});
  const std::initializer_list<std::pair<const char*, int>> sizes = {
      {"image_url_full", 500}, {"image_url_large", 120}, {"image_url_medium", 50}, {"image_url_small", 30}};
  for (const auto& [name, size] : sizes)
    picture.set(name, Json(lmsAddress(visit, u"/static/default_%1.png"_s.arg(size))));
  return picture;
}

/// The learner's own account: made up, as the learner is.
WebReply account(const Visit& visit)
{
  const Learner& learner = visit.learner;
  if (visit.captured.value(0) != learner.name)
    return emptyReply(404);
  QString name = learner.name;
  name[0] = name[0].toUpper();
  Json answer = object({{"account_privacy", Json(u"private"_s)},
                        {"profile_image", pictureJson(visit)},
                        {"username", Json(learner.name)},
                        {"date_joined", Json(isoMoment(visit.now))},
                        {"language_proficiencies", Json::list()},
                        {"social_links", Json::list()},
                        {"name", Json(name)},
                        {"email", Json(emailOf(learner))},
                        {"id", Json(learner.id)},
                        {"extended_profile", Json::list()},
                        {"is_active", Json(true)},
                        {"requires_parental_consent", Json(true)}});
  for (const char* unknown :
       {"bio", "course_certificates", "country", "level_of_education", "time_zone", "verified_name", "gender",
        "state", "goals", "last_login", "mailing_address", "secondary_email", "secondary_email_enabled",
        "year_of_birth", "phone_number", "activation_key", "pending_name_change"})
    answer.set(unknown, Json());
  return WebReply::json(answer);
}

Json pictures(const Visit& visit)
{
  const Json image(courseImage(visit.course));
  const Json address(lmsAddress(visit, image.text()));
  return object({{"banner_image", object({{"uri", image}, {"uri_absolute", address}})},
                 {"course_image", object({{"uri", image}})},
                 {"course_video", object({{"uri", Json()}})},
                 {"image", object({{"raw", address}, {"small", address}, {"large", address}})}});
}

/// The course as the catalogue has it.
WebReply courseDetail(const Visit& visit)
{
  if (!isOurs(visit))
    return developerReply(404, u"Course not found."_s);
  const SiteCourse& course = visit.course;
  const int root = course.root();
  const QString key = course.keyText();
  const QString blocks =
      u"/api/courses/v2/blocks/?course_id="_s + QString::fromLatin1(QUrl::toPercentEncoding(key));
  return WebReply::json(
      object({{"blocks_url", Json(lmsAddress(visit, blocks))},
              {"effort", orNull(aboutText(course, u"effort"_s))},
              {"end", orNull(course.date(root, u"end"_s))},
              {"enrollment_start", orNull(course.date(root, u"enrollment_start"_s))},
              {"enrollment_end", orNull(course.date(root, u"enrollment_end"_s))},
              {"id", Json(key)},
              {"media", pictures(visit)},
              {"name", Json(course.title(root))},
              {"number", Json(course.key().number())},
              {"org", Json(course.key().org())},
              {"short_description", Json(aboutText(course, u"short_description"_s))},
              {"start", orNull(course.date(root, u"start"_s))},
              {"start_display", startDisplay(course)},
              {"start_type", Json(startType(course))},
              {"pacing", Json(course.isTrue(root, u"self_paced"_s) ? u"self"_s : u"instructor"_s)},
              {"mobile_available", Json(true)},
              {"hidden", Json(false)},
              {"invitation_only", Json(course.isTrue(root, u"invitation_only"_s))},
              {"course_id", Json(key)},
              {"overview", Json(aboutText(course, u"overview"_s))},
              {"is_enrolled", Json(visit.learner.isEnrolled)}}));
}

/// What the calculator of the course shows of a formula.
QString calculated(const QString& formula)
{
  const auto expression = capa::Expression::parse(formula);
  const auto value =
      expression ? expression->evaluate() : Result<capa::Number, capa::ExpressionError>(expression.error());
  if (!value)
    return u"Invalid syntax"_s;
  if (const auto* whole = std::get_if<capa::BigInteger>(&*value))
    return whole->digits;
  if (const auto* real = std::get_if<double>(&*value))
    return Json(*real).toString();
  return u"Invalid syntax"_s;
}

WebReply calculate(const Visit& visit)
{
  const Json result(calculated(visit.request.queried(u"equation"_s)));
  return WebReply::text(object({{"result", result}}).toUtf8());
}

} // namespace

void addAccountRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/user/v1/accounts/([^/]+)/?"_s, account);
  addRoute(routes, "GET", u"/api/courses/v1/courses/{course}/?"_s, courseDetail);
  addRoute(routes, "GET", u"/calculate/?"_s, calculate);
}

} // namespace scriptorium::render
