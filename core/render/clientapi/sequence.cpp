#include "render/access/completion.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// As LMS: get_icon_class. Problems win over videos; random blocks but `randomize` do not tell.
QString iconOf(const CourseAccess& access, int node)
{
  const QString& type = access.course().node(node).type;
  if (type == u"video")
    return type;
  const bool isTool = type == u"lti" && access.course().isTrue(node, u"has_score"_s);
  if (type == u"problem" || type == u"openassessment" || type == u"edx_sga" || isTool)
    return u"problem"_s;
  static const QSet<QString> kAsking = {u"vertical"_s,   u"sequential"_s,  u"chapter"_s,
                                        u"split_test"_s, u"conditional"_s, u"randomize"_s};
  if (!kAsking.contains(type))
    return u"other"_s;
  QString icon = u"other"_s;
  for (const int child : access.loadableChildren(node)) {
    QString below = iconOf(access, child);
    if (below == u"problem")
      return below;
    if (below == u"video")
      icon = below;
  }
  return icon;
}

QString pathText(const SiteCourse& course, int node)
{
  const int sequence = course.node(node).parent;
  const int chapter = course.node(sequence).parent;
  QStringList titles = {course.title(sequence), course.title(node)};
  if (chapter >= 0)
    titles.prepend(course.title(chapter));
  return titles.join(u" > "_s);
}

bool isBookmarked(const CourseAccess& access, int node)
{
  const QString key = access.course().stateKey(node);
  return access.states().value(access.learner().id, key, kept::kBookmark).has_value();
}

Json itemJson(const CourseAccess& access, int node)
{
  const SiteCourse& course = access.course();
  Json item = object({{"content", Json(QString())},
                      {"page_title", Json(course.title(node))},
                      {"type", Json(iconOf(access, node))},
                      {"id", Json(course.usageKey(node))},
                      {"bookmarked", Json(isBookmarked(access, node))},
                      {"path", Json(pathText(course, node))},
                      {"graded", Json(course.isTrue(node, u"graded"_s))},
                      {"contains_content_type_gated_content", Json(false)},
                      {"href", Json(QString())}});
  if (course.node(node).type == u"vertical" && !isAnonymous(access.learner()))
    item.set("complete", Json(isUnitComplete(access, node)));
  return item;
}

Json gatedJson(const QString& title)
{
  return object({{"prereq_id", Json()},
                 {"prereq_url", Json()},
                 {"prereq_section_name", Json()},
                 {"gated", Json(false)},
                 {"gated_section_name", Json(title)}});
}

/// What staff read who look as a certain learner.
QString hiddenBanner(const CourseAccess& access)
{
  return access.isSelfPaced()
             ? u"Because the course has ended, this assignment is hidden from the learner."_s
             : u"Because the due date has passed, this assignment is hidden from the learner."_s;
}

Json sequenceJson(const Visit& visit, const CourseAccess& access, int node)
{
  const SiteCourse& course = visit.course;
  Json items = Json::list();
  for (const int child : access.loadableChildren(node))
    items.append(itemJson(access, child));
  const bool isKnown = !isAnonymous(visit.learner);
  const auto position = visit.states.value(visit.learner.id, course.stateKey(node), kept::kPosition);
  const Json title(course.title(node));
  const bool isHidden = isKnown && access.isHiddenAfterDue(node);
  const bool isOther = visit.learner.maskOf != 0 && visit.learner.maskOf != visit.learner.id;
  return object({{"items", items},
                 {"element_id", Json(course.node(node).name)},
                 {"item_id", Json(course.usageKey(node))},
                 {"is_time_limited", Json(course.isTrue(node, u"is_time_limited"_s))},
                 {"is_proctored", Json(course.isTrue(node, u"is_proctored_enabled"_s))},
                 {"position", isKnown ? position.value_or(Json()) : Json()},
                 {"tag", Json(course.node(node).type)},
                 {"next_url", Json()},
                 {"prev_url", Json()},
                 {"banner_text", isHidden && isOther ? Json(hiddenBanner(access)) : Json()},
                 {"save_position", Json(isKnown)},
                 {"show_completion", Json(isKnown)},
                 {"gated_content", gatedJson(title.text())},
                 {"sequence_name", title},
                 {"exclude_units", Json(true)},
                 {"gated_sequence_paywall", Json()},
                 {"display_name", title},
                 {"format", course.field(node, u"format"_s)},
                 {"is_hidden_after_due", Json(isHidden && !isOther)},
                 {"navigation_disabled", Json(course.isTrue(node, u"hide_from_toc"_s))}});
}

/// Whether the block and what it stands in are open, each by what holds for it alone.
bool isOpen(const CourseAccess& access, int node)
{
  return std::ranges::all_of(access.course().path(node), [&access](int at) { return access.isLoadable(at); });
}

WebReply sequence(const Visit& visit)
{
  const CourseAccess access(visit);
  const int node = visit.course.find(visit.captured.value(0));
  if (node < 0 || !isOpen(access, node))
    return developerReply(404, u"Not found."_s);
  const QString& type = visit.course.node(node).type;
  if (type != u"sequential" && type != u"chapter")
    return emptyReply(422);
  return WebReply::json(sequenceJson(visit, access, node));
}

} // namespace

void addSequenceRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/courseware/sequence/{block}/?"_s, sequence);
}

} // namespace scriptorium::render
