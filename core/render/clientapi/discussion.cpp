#include "render/clientapi/families.h"
#include "render/facts/answers.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json reasons(std::initializer_list<std::pair<const char*, const char*>> list)
{
  Json result = Json::list();
  for (const auto& [code, label] : list)
    result.append(
        object({{"code", Json(QString::fromUtf8(code))}, {"label", Json(QString::fromUtf8(label))}}));
  return result;
}

Json editReasons()
{
  return reasons({{"grammar-spelling", "Has grammar / spelling issues"},
                  {"needs-clarity", "Content needs clarity"},
                  {"academic-integrity", "Has academic integrity concern"},
                  {"inappropriate-language", "Has inappropriate language"},
                  {"format-change", "Formatting changes needed"},
                  {"post-type-change", "Post type needs change"},
                  {"contains-pii", "Contains personally identifiable information"},
                  {"violates-guidelines", "Violates community guidelines"}});
}

Json closeReasons()
{
  return reasons({{"academic-integrity", "Post violates honour code or academic integrity"},
                  {"read-only", "Post should be read-only"},
                  {"duplicate", "Post is a duplicate"},
                  {"off-topic", "Post is off-topic"}});
}

void addAddresses(const Visit& visit, Json& answer)
{
  const QString key = visit.course.keyText();
  const QString base = lmsAddress(visit, u"/api/discussion/v1/"_s);
  const QString threads = base + u"threads/?course_id="_s + QString::fromLatin1(QUrl::toPercentEncoding(key));
  answer.set("thread_list_url", Json(threads));
  answer.set("following_thread_list_url", Json(threads + u"&following=True"_s));
  answer.set("topics_url", Json(base + u"course_topics/"_s + key));
}

WebReply discussions(const Visit& visit)
{
  if (!isOurs(visit))
    return developerReply(404, u"Course not found."_s);
  const SiteCourse& course = visit.course;
  const int root = course.root();
  Json answer = object(
      {{"id", Json(course.keyText())}, {"is_posting_enabled", Json(true)}, {"blackouts", Json::list()}});
  addAddresses(visit, answer);
  Json roles = Json::list();
  if (visit.learner.isEnrolled)
    roles.append(Json(u"Student"_s));
  const Json settings = course.field(root, u"discussions_settings"_s);
  const auto setting = [&settings](const char* name) { return settings.find(name).value_or(Json()); };
  const QString provider = setting("provider_type").text();
  answer.set("allow_anonymous", Json(course.isTrue(root, u"allow_anonymous"_s)));
  answer.set("allow_anonymous_to_peers", Json(course.isTrue(root, u"allow_anonymous_to_peers"_s)));
  answer.set("user_roles", roles);
  answer.set("has_moderation_privileges", Json(false));
  answer.set("is_group_ta", Json(false));
  answer.set("is_user_admin", Json(visit.learner.isStaff));
  answer.set("is_course_staff", Json(false));
  answer.set("is_course_admin", Json(false));
  answer.set("provider", Json(provider.isEmpty() ? u"legacy"_s : provider));
  answer.set("enable_in_context",
             settings.contains("enable_in_context") ? setting("enable_in_context") : Json(true));
  answer.set("group_at_subsection",
             Json(setting("legacy").find("group_at_subsection").value_or(Json()).boolean()));
  answer.set("edit_reasons", editReasons());
  answer.set("post_close_reasons", closeReasons());
  answer.set("show_discussions", Json(true));
  answer.set("is_notify_all_learners_enabled", Json(false));
  return WebReply::json(answer);
}

/// There is no forum behind the preview, so there are no topics either.
WebReply topics(const Visit&)
{
  return WebReply::json(Json::list());
}

} // namespace

void addDiscussionRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/discussion/v1/courses/{course}/?"_s, discussions);
  addRoute(routes, "GET", u"/api/discussion/v[1-3]/course_topics/{course}/?"_s, topics);
}

} // namespace scriptorium::render
