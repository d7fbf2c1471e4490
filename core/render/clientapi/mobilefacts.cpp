#include "render/clientapi/mobilefacts.h"

#include "render/access/completion.h"
#include "render/facts/answers.h"
#include "render/facts/assignments.h"
#include "render/facts/coursefacts.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// Of RFC 4648, with "_" instead of "=".
QString base32(const QByteArray& bytes)
{
  static const char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  QString result;
  quint32 bits = 0;
  int count = 0;
  for (const char byte : bytes) {
    bits = (bits << 8U) | quint8(byte);
    count += 8;
    for (; count >= 5; count -= 5)
      result += QLatin1Char(kDigits[(bits >> unsigned(count - 5)) & 31U]);
  }
  if (count > 0)
    result += QLatin1Char(kDigits[(bits << unsigned(5 - count)) & 31U]);
  while (result.size() % 8 != 0)
    result += u'_';
  return result;
}

Json mobileModes(const SiteCourse& course)
{
  Json result = Json::list();
  for (const CourseMode& mode : courseModes(course))
    result.append(object({{"slug", Json(mode.slug)},
                          {"sku", Json()},
                          {"android_sku", Json()},
                          {"ios_sku", Json()},
                          {"min_price", Json(mode.price)}}));
  return result;
}

Json sharingJson()
{
  const QString common = u"utm_medium=social&utm_campaign=social-sharing-db&utm_source="_s;
  return object({{"facebook", Json(common + u"facebook"_s)}, {"twitter", Json(common + u"twitter"_s)}});
}

Json aboutAddress(const Visit& visit)
{
  return Json(lmsAddress(visit, u"/courses/%1/about"_s.arg(visit.course.keyText())));
}

/// The blocks of a subsection that count as its assignment.
std::vector<int> gradedBlocks(const CourseAccess& access, int subsection)
{
  const SiteCourse& course = access.course();
  std::vector<int> result = access.visibleBelow(subsection);
  std::erase_if(result, [&course](int node) { return !isAssignment(course, node); });
  return result;
}

/// Steps of open response assessments that have a date are assignments of their own.
int countedSteps(const CourseAccess& access, int subsection)
{
  int steps = 0;
  for (const int node : access.visibleBelow(subsection))
    if (access.course().node(node).type == u"openassessment")
      steps += int(assessmentSteps(access.course(), node).size());
  return steps;
}

Json progressSummary(const CourseAccess& access)
{
  const SiteCourse& course = access.course();
  int count = 0;
  int complete = 0;
  for (const int section : access.visibleChildren(course.root())) {
    for (const int subsection : access.visibleChildren(section)) {
      const std::vector<int> blocks =
          course.isTrue(subsection, u"graded"_s) ? gradedBlocks(access, subsection) : std::vector<int>();
      if (blocks.empty())
        continue;
      count += 1 + countedSteps(access, subsection);
      const bool isDone =
          std::ranges::all_of(blocks, [&access](int node) { return completionOf(access, node) == 1.0; });
      complete += isDone ? 1 : 0;
    }
  }
  return object({{"total_assignments_count", Json(count)}, {"assignments_completed", Json(complete)}});
}

Json startFacts(const SiteCourse& course, Json facts)
{
  facts.set("start", orNull(course.date(course.root(), u"start"_s)));
  facts.set("start_display", startDisplay(course));
  facts.set("start_type", Json(startType(course)));
  facts.set("end", orNull(course.date(course.root(), u"end"_s)));
  return facts;
}

Json nameFacts(const SiteCourse& course)
{
  return object({{"name", Json(course.title(course.root()))},
                 {"number", Json(course.key().number())},
                 {"org", Json(course.key().org())},
                 {"org_logo", Json(QString())}});
}

} // namespace

Json infoAddresses(const Visit& visit, const QString& version)
{
  const QString key = visit.course.keyText();
  const QString base = lmsAddress(visit, u"/api/mobile/%1/course_info/%2/"_s.arg(version, key));
  const Json discussion(lmsAddress(visit, u"/api/discussion/v1/courses/"_s + key));
  return object({{"course_updates", Json(base + u"updates"_s)},
                 {"course_handouts", Json(base + u"handouts"_s)},
                 {"discussion_url", hasDiscussions(visit.course) ? discussion : Json()}});
}

Json accessDetails(const Visit& visit)
{
  const auto start = visit.course.date(visit.course.root(), u"start"_s);
  return object({{"has_unmet_prerequisites", Json(false)},
                 {"is_too_early", Json(start && visit.now < *start)},
                 {"is_staff", Json(visit.learner.isStaff)},
                 {"audit_access_expires", Json()},
                 {"courseware_access", courseAccessJson(visit)}});
}

Json mobileEnrollment(const Visit& visit)
{
  if (!visit.learner.isEnrolled)
    return object({{"mode", Json(QString())}, {"is_active", Json(false)}});
  return object({{"created", Json(isoMoment(enrolledAt(visit)))},
                 {"mode", Json(enrollmentMode(visit))},
                 {"is_active", Json(true)},
                 {"upgrade_deadline", Json()}});
}

Json courseOverview(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const Json image(courseImage(course));
  const Json images = object({{"raw", image}, {"small", image}, {"large", image}});
  Json facts = startFacts(course, nameFacts(course));
  facts.set("is_self_paced", Json(course.isTrue(course.root(), u"self_paced"_s)));
  facts.set("media", object({{"image", images}}));
  facts.set("course_sharing_utm_parameters", sharingJson());
  facts.set("course_about", aboutAddress(visit));
  facts.set("course_modes", mobileModes(course));
  facts.set("course_progress", progressSummary(CourseAccess(visit)));
  return facts;
}

Json mobileCourse(const Visit& visit, const QString& version)
{
  const SiteCourse& course = visit.course;
  const QString image = courseImage(course);
  Json facts = object({{"id", Json(course.keyText())}});
  const Json names = startFacts(course, nameFacts(course));
  for (const Json::Member& name : names.members())
    facts.set(QString::fromUtf8(name.name), name.value);
  facts.set("dynamic_upgrade_deadline", Json());
  facts.set("subscription_id", Json(u"course_"_s + base32(course.keyText().toUtf8())));
  facts.set("courseware_access", courseAccessJson(visit));
  facts.set("media",
            object({{"course_image", object({{"uri", Json(image)}, {"name", Json(u"Course Image"_s)}})}}));
  facts.set("course_image", Json(image));
  facts.set("course_about", aboutAddress(visit));
  facts.set("course_sharing_utm_parameters", sharingJson());
  const Json addresses = infoAddresses(visit, version);
  for (const Json::Member& address : addresses.members())
    facts.set(QString::fromUtf8(address.name), address.value);
  facts.set("video_outline", Json());
  facts.set("is_self_paced", Json(course.isTrue(course.root(), u"self_paced"_s)));
  return object({{"audit_access_expires", Json()},
                 {"created", Json(isoMoment(enrolledAt(visit)))},
                 {"mode", Json(enrollmentMode(visit))},
                 {"is_active", Json(true)},
                 {"course", facts},
                 {"certificate", Json::object()},
                 {"course_modes", mobileModes(course)}});
}

} // namespace scriptorium::render
