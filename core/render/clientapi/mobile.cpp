#include "render/access/completion.h"
#include "render/clientapi/blocksrequest.h"
#include "render/clientapi/families.h"
#include "render/clientapi/mobilefacts.h"
#include "render/facts/answers.h"
#include "render/facts/coursefacts.h"
#include "render/facts/courseinfo.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

WebReply handouts(const Visit& visit)
{
  const QString html = courseHandouts(visit.course).trimmed();
  const bool isEmpty = html.isEmpty() || html == u"<ol></ol>";
  return WebReply::json(object({{"handouts_html", isEmpty ? Json() : Json(html)}}));
}

WebReply updates(const Visit& visit)
{
  Json result = Json::list();
  for (const CourseUpdate& update : courseUpdates(visit.course))
    result.append(object({{"content", Json(update.content)},
                          {"date", Json(update.date)},
                          {"id", Json(update.id)},
                          {"status", Json(u"visible"_s)}}));
  return WebReply::json(result);
}

WebReply enrollmentDetails(const Visit& visit)
{
  const QString version = visit.captured.value(0);
  const Json addresses = infoAddresses(visit, version);
  Json answer = object({{"id", Json(visit.course.keyText())},
                        {"course_access_details", accessDetails(visit)},
                        {"certificate", Json::object()},
                        {"enrollment_details", mobileEnrollment(visit)}});
  for (const Json::Member& address : addresses.members())
    answer.set(QString::fromUtf8(address.name), address.value);
  answer.set("course_info_overview", courseOverview(visit));
  return WebReply::json(answer);
}

Json assignmentJson(const SubsectionGrade& grade, const SiteCourse& course)
{
  const bool counts = grade.isGraded;
  return object({{"assignment_type", course.field(grade.node, u"format"_s)},
                 {"num_points_earned", Json(counts ? grade.graded.earned : 0.0)},
                 {"num_points_possible", Json(counts ? grade.graded.possible : 0.0)}});
}

QByteArray blocksWithAssignments(const Visit& visit, const BlocksRequest& asked)
{
  const CourseAccess access(visit.course, asked.learner, visit.states, visit.now);
  const BlocksTree tree(visit, access, asked.query);
  CourseGrade grade(access);
  QHash<int, Json> assignments;
  for (const SectionGrade& section : grade.sections()) {
    for (const SubsectionGrade& subsection : section.subsections)
      assignments.insert(subsection.node, assignmentJson(subsection, visit.course));
  }
  ObjectText blocks;
  for (const int node : tree.nodes()) {
    if (!tree.isWanted(node))
      continue;
    Json block = tree.blockJson(node);
    if (const auto at = assignments.constFind(node); at != assignments.cend())
      block.set("assignment_progress", *at);
    blocks.add(visit.course.usageKey(node), block);
  }
  return blocks.text();
}

WebReply infoBlocks(const Visit& visit)
{
  const auto asked = blocksOfCourse(visit);
  if (!asked)
    return asked.error();
  const Visit theirs{visit.course,  asked->learner, visit.states,  visit.now,
                     visit.request, visit.captured, visit.learners};
  Json answer = object(
      {{"root", Json(visit.course.usageKey(asked->query.root))}, {"id", Json(visit.course.keyText())}});
  const Json addresses = infoAddresses(visit, visit.captured.value(0));
  for (const Json::Member& address : addresses.members())
    answer.set(QString::fromUtf8(address.name), address.value);
  answer.set("deprecate_youtube", Json(false));
  answer.set("course_access_details", accessDetails(theirs));
  answer.set("certificate", Json::object());
  answer.set("enrollment_details", mobileEnrollment(theirs));
  const Json overview = courseOverview(theirs);
  for (const Json::Member& fact : overview.members())
    answer.set(QString::fromUtf8(fact.name), fact.value);
  return jsonWith(answer, u"blocks"_s, blocksWithAssignments(visit, *asked));
}

WebReply courseStatus(const Visit& visit)
{
  if (visit.captured.value(0) != visit.learner.name)
    return emptyReply(404);
  const CourseAccess access(visit);
  const SiteCourse& course = visit.course;
  const int last = lastCompleted(course, visit.states, visit.learner);
  int sequence = last < 0 ? -1 : course.ancestor(last, u"sequential");
  if (sequence < 0) {
    sequence = course.root();
    while (course.node(sequence).depth < 2 && !access.visibleChildren(sequence).empty())
      sequence = access.visibleChildren(sequence).front();
  }
  Json path = Json::list();
  for (int at = sequence; at >= 0; at = course.node(at).parent)
    path.append(Json(course.usageKey(at)));
  return WebReply::json(
      object({{"last_visited_module_id", Json(course.usageKey(sequence))},
              {"last_visited_module_path", path},
              {"last_visited_block_id", Json(last < 0 ? QString() : course.usageKey(last))}}));
}

WebReply enrollments(const Visit& visit)
{
  Json results = Json::list();
  if (visit.learner.isEnrolled)
    results.append(mobileCourse(visit, visit.captured.value(0)));
  const Json count(qint64(results.items().size()));
  Json answer = object({{"configs", object({{"iap_configs", Json::object()}})},
                        {"user_timezone", Json(u"UTC"_s)},
                        {"enrollments", object({{"next", Json()},
                                                {"previous", Json()},
                                                {"count", count},
                                                {"num_pages", Json(1)},
                                                {"current_page", Json(1)},
                                                {"start", Json(0)},
                                                {"results", results}})}});
  return WebReply::json(answer);
}

} // namespace

void addMobileRoutes(Routes& routes)
{
  const QString base = u"/api/mobile/(v[0-9.]+)/"_s;
  const QString plain = u"/api/mobile/v[0-9.]+/"_s;
  addRoute(routes, "GET", base + u"course_info/blocks/?"_s, infoBlocks);
  addRoute(routes, "GET", base + u"course_info/{course}/enrollment_details/?"_s, enrollmentDetails);
  addRoute(routes, "GET", plain + u"course_info/{course}/handouts/?"_s, handouts);
  addRoute(routes, "GET", plain + u"course_info/{course}/updates/?"_s, updates);
  addRoute(routes, "GET", plain + u"users/([^/]+)/course_status_info/{course}/?"_s, courseStatus);
  addRoute(routes, "GET", base + u"users/[^/]+/course_enrollments/?"_s, enrollments);
}

} // namespace scriptorium::render
