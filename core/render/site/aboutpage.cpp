#include "render/site/aboutpage.h"

#include "markup/markup.h"
#include "render/access/courseaccess.h"
#include "render/blocks/scene.h"
#include "render/site/sitepage.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// A text of about/, trimmed; empty when the course has none.
QString aboutText(const SiteCourse& course, const QString& name)
{
  return QString::fromUtf8(course.file(u"about/%1.html"_s.arg(name)).value_or(QByteArray())).trimmed();
}

/// What the course says of its number, its dates and its effort, as rows of a table.
QString factRows(const SiteCourse& course)
{
  const auto row = [](const QString& name, const QString& value) {
    return value.isEmpty() ? QString()
                           : u"<tr><th scope=\"row\">%1</th><td>%2</td></tr>\n"_s.arg(name, value);
  };
  const auto day = [&course](const QString& name) {
    const auto moment = course.date(course.root(), name);
    return moment ? isoMoment(*moment).first(10) : QString();
  };
  return row(u"Course number"_s, markup::htmlEscaped(course.key().number())) +
         row(u"Classes start"_s, day(u"start"_s)) + row(u"Classes end"_s, day(u"end"_s)) +
         row(u"Estimated effort"_s, markup::htmlEscaped(aboutText(course, u"effort"_s)));
}

WebReply aboutPage(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const QString title = course.title(course.root());
  const QString overview = aboutText(course, u"overview"_s);
  const QString content =
      u"<header class=\"course-profile\"><p>%1</p>\n<h1>%2</h1>\n<p>%3</p></header>\n"_s.arg(
          markup::htmlEscaped(course.key().org()), markup::htmlEscaped(title),
          markup::htmlEscaped(aboutText(course, u"short_description"_s))) +
      u"<table class=\"important-dates\">\n"_s + factRows(course) +
      u"</table>\n<section class=\"overview\">\n"_s +
      (overview.isEmpty() ? u"<p>The course has no overview yet (about/overview.html).</p>"_s
                          : withAddresses(course, overview)) +
      u"\n</section>\n"_s;
  return WebReply::html(sitePage(visit, title, QString(), content));
}

WebReply bookmarksPage(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const CourseAccess access(visit);
  if (!access.mayEnter())
    return WebReply::notFound();
  QString items;
  for (const int node : course.nodesOf(visit.states.blocksWith(visit.learner.id, kept::kBookmark))) {
    if (!access.isLoadable(node))
      continue;
    items += u"<li><a href=\"/courses/%1/jump_to/%2\" target=\"_parent\">%3</a></li>\n"_s.arg(
        course.keyText(), course.usageKey(node), markup::htmlEscaped(course.title(node)));
  }
  const QString list = items.isEmpty() ? u"<p>You have not bookmarked any units yet.</p>\n"_s
                                       : u"<ul class=\"bookmarks\">\n"_s + items + u"</ul>\n"_s;
  return WebReply::html(sitePage(visit, course.key().number() + u" Courseware"_s, u"course"_s,
                                 u"<h2>Bookmarks</h2>\n"_s + list));
}

} // namespace

void addAboutRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/about/?"_s, aboutPage);
  addRoute(routes, "GET", u"/courses/{course}/bookmarks/?"_s, bookmarksPage);
}

} // namespace scriptorium::render
