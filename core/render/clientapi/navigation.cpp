#include "render/access/exams.h"
#include "render/clientapi/coursedates.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/certificates.h"
#include "render/facts/coursefacts.h"
#include "render/facts/courseinfo.h"
#include "render/facts/outlinetree.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// The members that entries of the outline and of the sidebar share.
Json entryJson(const OutlineTree& tree, int node, const QString& address)
{
  const CourseAccess& access = tree.access();
  const SiteCourse& course = access.course();
  const bool isSequence = course.node(node).type == u"sequential";
  const int questions = isSequence ? tree.questions(node) : 0;
  QString title = course.title(node);
  if (questions > 0)
    title += questions == 1 ? u" (1 Question)"_s : u" (%1 Questions)"_s.arg(questions);
  const bool isExam = isSequence && isTimed(course, node);
  const bool isMarked = isSequence && course.isTrue(node, u"graded"_s) && tree.isScored(node);
  const Json format = isSequence ? course.field(node, u"format"_s) : Json();
  const std::optional<Effort> effort = tree.effort(node);
  const QString icon = isExam ? u"fa-clock-o"_s : isMarked ? u"fa-pencil-square-o"_s : QString();
  return object({{"children", Json::list()},
                 {"complete", Json(tree.isComplete(node))},
                 {"description", isExam ? Json(u"Timed Exam"_s) : format},
                 {"display_name", Json(title)},
                 {"due", orNull(access.dueDate(node))},
                 {"effort_activities", effort ? Json(effort->activities) : Json()},
                 {"effort_time", effort && effort->seconds ? Json(*effort->seconds) : Json()},
                 {"icon", orNull(icon)},
                 {"id", Json(course.usageKey(node))},
                 {"lms_web_url", orNull(address)},
                 {"resume_block", Json(tree.isResumed(node))},
                 {"type", Json(course.node(node).type)},
                 {"has_scheduled_content", node == course.root() ? hasScheduledContent(access) : Json()},
                 {"hide_from_toc", Json(course.isTrue(node, u"hide_from_toc"_s))}});
}

Json keysOf(const SiteCourse& course, const std::vector<int>& nodes)
{
  Json result = Json::list();
  for (const int node : nodes)
    result.append(Json(course.usageKey(node)));
  return result;
}

void addOutlineEntries(const Visit& visit, const OutlineTree& tree, int node, ObjectText& blocks)
{
  const bool isSequence = visit.course.node(node).type == u"sequential";
  const std::vector<int> children = isSequence ? std::vector<int>() : tree.children(node);
  Json entry = entryJson(tree, node, jumpAddress(visit, node));
  entry.set("children", keysOf(visit.course, children));
  blocks.add(visit.course.usageKey(node), entry);
  for (const int child : children)
    addOutlineEntries(visit, tree, child, blocks);
}

QByteArray courseBlocksText(const Visit& visit, const OutlineTree& tree)
{
  ObjectText blocks;
  addOutlineEntries(visit, tree, visit.course.root(), blocks);
  return "{\"blocks\":" + blocks.text() + '}';
}

Json toolJson(const QString& id, const QString& title, const QString& address)
{
  return object({{"analytics_id", Json(id)}, {"title", Json(title)}, {"url", Json(address)}});
}

Json toolsJson(const Visit& visit, bool hasUpdates)
{
  const QString base = lmsAddress(visit, u"/courses/"_s + visit.course.keyText());
  Json tools = Json::list();
  if (CourseAccess(visit).mayEnter())
    tools.append(toolJson(u"edx.bookmarks"_s, u"Bookmarks"_s, base + u"/bookmarks/"_s));
  if (visit.learner.isEnrolled && hasUpdates)
    tools.append(toolJson(u"edx.updates"_s, u"Updates"_s, base + u"/course/updates"_s));
  return tools;
}

Json resumeJson(const Visit& visit, const OutlineTree& tree)
{
  const int last = lastCompleted(visit.course, visit.states, visit.learner);
  int target = last;
  if (target < 0) {
    target = visit.course.root();
    for (std::vector<int> below = tree.children(target); !below.empty(); below = tree.children(target))
      target = below.front();
  }
  return object({{"has_visited_course", Json(last >= 0)}, {"url", Json(jumpAddress(visit, target))}});
}

/// Whether one may enrol by now.
bool isEnrollmentOpen(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const auto start = course.date(course.root(), u"enrollment_start"_s);
  const auto end = course.date(course.root(), u"enrollment_end"_s);
  const bool isInTime = (!start || visit.now >= *start) && (!end || visit.now < *end);
  return visit.learner.isStaff || (isInTime && !course.isTrue(course.root(), u"invitation_only"_s));
}

Json datesWidgetJson(const Visit& visit)
{
  return object({{"course_date_blocks", courseDates(visit, false)},
                 {"dates_tab_link", Json(clientAddress(visit, u"dates"_s))},
                 {"user_timezone", Json()}});
}

WebReply outlineTab(const Visit& visit)
{
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  const CourseAccess access(visit);
  const OutlineTree tree(access);
  const bool isOpen = access.mayEnter();
  const QList<CourseUpdate> updates = courseUpdates(visit.course);
  const bool isWelcomed = visit.states.value(visit.learner.id, QString(), u"welcomed"_s).has_value();
  const Json welcome = isOpen && !updates.isEmpty() && !isWelcomed ? Json(updates.first().content) : Json();
  const Json nowhere = object({{"has_visited_course", Json(false)}, {"url", Json()}});
  const Json goals = object({{"selected_goal", Json()}, {"weekly_learning_goal_enabled", Json(false)}});
  const Json answer = object(
      {{"dates_banner_info", datesBanner(visit)},
       {"verified_mode", Json()},
       {"access_expiration", Json()},
       {"cert_data", certificateData(visit)},
       {"course_goals", goals},
       {"course_tools", toolsJson(visit, !updates.isEmpty())},
       {"dates_widget", datesWidgetJson(visit)},
       {"enroll_alert", object({{"can_enroll", Json(isEnrollmentOpen(visit))}, {"extra_text", Json()}})},
       {"enrollment_mode", orNull(enrollmentMode(visit))},
       {"enable_proctored_exams",
        Json(visit.course.isTrue(visit.course.root(), u"enable_proctored_exams"_s))},
       {"handouts_html", isOpen ? Json(courseHandouts(visit.course)) : Json()},
       {"has_ended", Json(hasEnded(access))},
       {"offer", Json()},
       {"resume_course", isOpen ? resumeJson(visit, tree) : nowhere},
       {"welcome_message_html", welcome},
       {"user_has_passing_grade", Json(visit.learner.isEnrolled && CourseGrade(access).isPassing())}});
  return jsonWith(answer, u"course_blocks"_s, isOpen ? courseBlocksText(visit, tree) : QByteArray("null"));
}

Json statJson(const OutlineTree::Stat& stat)
{
  return object({{"completion", Json(stat.completion)}, {"completable_children", Json(stat.count)}});
}

void addSidebarEntries(const OutlineTree& tree, int node, ObjectText& blocks)
{
  const SiteCourse& course = tree.access().course();
  const QString& type = course.node(node).type;
  const bool isUnit = type != u"course" && type != u"chapter" && type != u"sequential";
  const std::vector<int> children = isUnit ? std::vector<int>() : tree.children(node);
  Json entry = entryJson(tree, node, QString());
  entry.set("children", keysOf(course, children));
  entry.set("complete", Json(tree.isDone(node)));
  if (type == u"vertical")
    entry.set("icon", Json(tree.unitIcon(node)));
  if (type == u"sequential" && !tree.isAccessible(node))
    entry.set("type", Json(u"lock"_s));
  entry.set("completion_stat", statJson(tree.stat(node)));
  if (type == u"sequential" && isTimed(course, node))
    entry.set("special_exam_info", Json(u"Timed Exam"_s));
  blocks.add(course.usageKey(node), entry);
  for (const int child : children)
    addSidebarEntries(tree, child, blocks);
}

WebReply sidebar(const Visit& visit)
{
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  const CourseAccess access(visit);
  if (!access.mayEnter())
    return WebReply::json(Json::object());
  ObjectText blocks;
  addSidebarEntries(OutlineTree(access), visit.course.root(), blocks);
  WebReply reply = WebReply::json(Json::object());
  reply.body = "{\"blocks\":" + blocks.text() + '}';
  return reply;
}

} // namespace

void addNavigationRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/course_home/outline/{course}/?"_s, outlineTab);
  addRoute(routes, "GET", u"/api/course_home/v1/navigation/{course}/?"_s, sidebar);
  addRoute(routes, "GET", u"/api/course_home/v1/outline/{course}/?"_s, outlineTab);
}

} // namespace scriptorium::render
