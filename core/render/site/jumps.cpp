#include "render/site/jumps.h"

#include "render/facts/answers.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// What was asked goes along, but for what chooses drafts.
QString queryOf(const WebRequest& request)
{
  QStringList pairs;
  for (const auto& [name, value] : request.query)
    if (name != "preview"_L1)
      pairs.append(QString::fromLatin1(QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value)));
  return pairs.isEmpty() ? QString() : u'?' + pairs.join(u'&');
}

QString addressInClient(const Visit& visit, const QString& rest = {})
{
  const bool isDraft = visit.request.queried(u"preview"_s) == "1"_L1;
  return (isDraft ? u"/preview/course/"_s : u"/course/"_s) + visit.course.keyText() + rest;
}

/// Into the client: the unit that holds the block, in its sequence; a chapter is opened itself.
WebReply jumpTo(const Visit& visit, int node)
{
  const SiteCourse& course = visit.course;
  const int sequence = course.ancestor(node, u"sequential");
  QString rest;
  if (sequence >= 0)
    rest = u'/' + course.usageKey(sequence);
  else if (course.node(node).type == "chapter"_L1)
    rest = u'/' + course.usageKey(node);
  for (const int at : course.path(node))
    if (sequence >= 0 && course.node(at).parent == sequence)
      rest += u'/' + course.usageKey(at);
  return WebReply::redirect(addressInClient(visit, rest) + queryOf(visit.request));
}

/// A block that is not there leads to the start of the course.
WebReply jumpToBlock(const Visit& visit)
{
  if (!parseUsage(visit.captured[1]))
    return WebReply::notFound();
  const int node = visit.course.find(visit.captured[1]);
  return node < 0 ? WebReply::redirect(addressInClient(visit)) : jumpTo(visit, node);
}

WebReply jumpToId(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  for (int node = 0; node < course.count(); ++node)
    if (course.node(node).name == visit.captured[1])
      return jumpTo(visit, node);
  return WebReply::notFound();
}

WebReply toClientPage(const Visit& visit)
{
  const QString page = visit.captured[1] == "course"_L1 ? u"home"_s : visit.captured[1];
  return WebReply::redirect(addressInClient(visit, u'/' + page));
}

/// The first subsection of the course, in the old courseware's form.
WebReply courseware(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  if (isAnonymous(visit.learner))
    return WebReply::redirect(u"/login?next="_s +
                              QString::fromLatin1(QUrl::toPercentEncoding(visit.request.path, "/")));
  for (const int chapter : course.node(course.root()).children)
    for (const int sequence : course.node(chapter).children)
      return WebReply::redirect(u"/courses/%1/courseware/%2/%3/"_s.arg(
          course.keyText(), course.node(chapter).name, course.node(sequence).name));
  return WebReply::redirect(addressInClient(visit));
}

WebReply coursewareSection(const Visit& visit)
{
  const int sequence = visit.course.find(u"sequential"_s, visit.captured[2]);
  return sequence < 0 ? WebReply::notFound()
                      : WebReply::redirect(addressInClient(visit, u'/' + visit.course.usageKey(sequence)));
}

} // namespace

void addJumpRoutes(Routes& routes)
{
  const QString course = u"/courses/{course}/"_s;
  addRoute(routes, "GET", course + u"jump_to/([^/].*?)/?"_s, jumpToBlock);
  addRoute(routes, "GET", course + u"jump_to_id/([^/]+)/?"_s, jumpToId);
  addRoute(routes, "GET", course + u"(course|progress|dates)/?"_s, toClientPage);
  addRoute(routes, "GET", course + u"courseware/?"_s, courseware);
  addRoute(routes, "GET", course + u"courseware/([^/]+)/([^/]+)/?(?:\\d+/?)?"_s, coursewareSection);
}

} // namespace scriptorium::render
