#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/grades/blockscore.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// As Python prints a moment in UTC.
QString pythonMoment(Timestamp moment)
{
  return QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC)
      .toString(u"yyyy-MM-dd HH:mm:ss'+00:00'"_s);
}

bool hasPointsBelow(const SiteCourse& course, int node)
{
  if (isScorable(course, node))
    return true;
  for (const int child : course.node(node).children)
    if (hasPointsBelow(course, child))
      return true;
  return false;
}

/// What has to be completed of a unit is complete, and there is something.
bool isComplete(const Scene& scene, const std::vector<int>& children)
{
  bool hasAny = false;
  for (const int child : children) {
    const auto& kind = blockKind(scene.course().node(child).type);
    if (kind.completion == BlockKind::Completion::Children ||
        scene.course().node(child).type == u"discussion")
      continue;
    hasAny = true;
    if (scene.state(child, kept::kCompletion).number() < 1)
      return false;
  }
  return hasAny;
}

QString dueDate(const Scene& scene, int node, const std::vector<int>& children)
{
  const SiteCourse& course = scene.course();
  const auto due = scene.access().dueDate(node);
  if (!due || !course.isTrue(node, u"graded"_s) || !hasPointsBelow(course, node))
    return {};
  QString html = u"<div class=\"vert-due-date\"><div class=\"localized-datetime\""_s +
                 attributesText({{u"data-datetime"_s, pythonMoment(*due)},
                                 {u"data-string"_s, u"Due {date}"_s},
                                 {u"data-timezone"_s, u"None"_s}}) +
                 u"></div>"_s;
  if (isComplete(scene, children))
    html += u"<div class=\"pill completed\">Completed</div>"_s;
  else if (*due < scene.visit().now)
    html += u"<div class=\"pill past-due\">Past due</div>"_s;
  return html + u"</div>\n"_s;
}

QString bookmarkButton(const Scene& scene, int node)
{
  const bool isMarked = scene.state(node, kept::kBookmark).boolean();
  const QString id = scene.learner().name + u',' + scene.course().usageKey(node);
  return u"<div class=\"bookmark-button-wrapper\"><button class=\"btn btn-link bookmark-button"_s +
         (isMarked ? u" bookmarked"_s : QString()) + u"\" aria-pressed=\""_s +
         (isMarked ? u"true"_s : u"false"_s) + u'"' +
         attributesText({{u"data-bookmark-id"_s, id},
                         {u"data-bookmarks-api-url"_s, u"/api/bookmarks/v1/bookmarks/"_s}}) +
         u"><span class=\"bookmark-text\">"_s + (isMarked ? u"Bookmarked"_s : u"Bookmark this page"_s) +
         u"</span></button></div>\n"_s;
}

BlockContent verticalContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const std::vector<int> children = scene.children(node);
  const int parent = course.node(node).parent;
  const bool isUnit = parent < 0 || course.node(parent).type == u"sequential";
  QString html;
  if (isUnit && scene.options().showsTitle && !scene.isPublic())
    html += u"<h2 class=\"hd hd-2 unit-title\">"_s + markup::htmlEscaped(course.title(node)) + u"</h2>\n"_s;
  if (isUnit && scene.options().showsBookmark && !scene.isPublic())
    html += bookmarkButton(scene, node);
  if (isUnit)
    html += dueDate(scene, node, children);
  html += u"<div class=\"vert-mod\">\n"_s + scene.boxes(children, Scene::Place::InUnit) + u"</div>"_s;
  return {html, u"VerticalStudentView"_s, {}, {}};
}

} // namespace

BlockKind verticalKind()
{
  return {verticalContent, BlockKind::Completion::Children};
}

} // namespace scriptorium::render
