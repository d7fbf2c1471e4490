#include "render/site/coursepage.h"

#include "render/site/custompages.h"

#include <QFile>

using namespace Qt::Literals::StringLiterals;

// Outside the namespace, as Q_INIT_RESOURCE demands: a static library's resources are not found without it.
static void loadPreviewResources()
{
  Q_INIT_RESOURCE(scriptorium_preview);
}

namespace scriptorium::render {
namespace {

bool isShown(const Visit& visit, int node)
{
  const bool isHidden = visit.course.isTrue(node, u"visible_to_staff_only"_s);
  const auto start = visit.course.date(node, u"start"_s);
  return visit.learner.isStaff || (!isHidden && (!start || *start <= visit.now));
}

QString unitLink(const SiteCourse& course, int sequence, int unit)
{
  const QString key = course.usageKey(unit);
  return u"<a href=\"/course/%1/%2/%3\" data-page=\"/xblock/%3?show_title=1\">%4</a>\n"_s.arg(
      course.keyText().toHtmlEscaped(), course.usageKey(sequence).toHtmlEscaped(), key.toHtmlEscaped(),
      course.title(unit).toHtmlEscaped());
}

QString lessonHtml(const Visit& visit, int sequence)
{
  const SiteCourse& course = visit.course;
  QString html = u"<p class=\"lesson\">"_s + course.title(sequence).toHtmlEscaped() + u"</p>\n"_s;
  for (const int unit : course.node(sequence).children)
    if (isShown(visit, unit))
      html += unitLink(course, sequence, unit);
  return html;
}

QString outlineHtml(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  QString html;
  for (const int chapter : course.node(course.root()).children) {
    if (!isShown(visit, chapter))
      continue;
    html += u"<details open><summary>"_s + course.title(chapter).toHtmlEscaped() + u"</summary>\n"_s;
    for (const int sequence : course.node(chapter).children)
      if (isShown(visit, sequence))
        html += lessonHtml(visit, sequence);
    html += u"</details>\n"_s;
  }
  return html;
}

QString pagesHtml(const Visit& visit)
{
  const QList<CustomPage> pages = customPages(visit);
  if (pages.isEmpty())
    return {};
  QString html = u"<details open><summary>Pages</summary>\n"_s;
  for (const CustomPage& page : pages)
    html += u"<a class=\"page\" href=\"/course/%1/pages/%2\" data-page=\"%3\">%4</a>\n"_s.arg(
        visit.course.keyText().toHtmlEscaped(), page.name.toHtmlEscaped(), page.address.toHtmlEscaped(),
        page.title.toHtmlEscaped());
  return html + u"</details>\n"_s;
}

WebReply coursePage(const Visit& visit)
{
  const QString title = visit.course.title(visit.course.root()).toHtmlEscaped();
  const QString outline = outlineHtml(visit);
  const QString unit = outline.contains(u"<a "_s)
                           ? u"<iframe id=\"unit\" title=\"Unit\"></iframe>"_s
                           : u"<iframe id=\"unit\" title=\"Unit\" hidden></iframe><p class=\"empty\">There "
                             u"is no unit yet that "
                             "this learner may see. Add one, or publish what is a draft.</p>"_s;
  return WebReply::html(
      u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title>"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<link rel=\"stylesheet\" href=\"/__preview/shell.css\"></head>\n"
      "<body data-course=\"%1\"><header><button id=\"toggle\" type=\"button\">Outline</button><h1>%1</h1>"
      "<span class=\"persona\">as %2</span><button id=\"back\" type=\"button\" disabled>Previous</button>"
      "<button id=\"next\" type=\"button\" disabled>Next</button></header>\n"
      "<nav aria-label=\"Course outline\">\n%3</nav>\n<main>%4</main>\n"
      "<script src=\"/__preview/shell.js\"></script></body></html>"_s.arg(
          title, visit.learner.name.toHtmlEscaped(), outline + pagesHtml(visit), unit));
}

/// Styles and scripts of the preview's own pages, which come with the program.
WebReply ownFile(const Visit& visit)
{
  loadPreviewResources();
  QFile file(u":/scriptorium/preview/"_s + visit.captured[0]);
  if (!file.open(QIODevice::ReadOnly))
    return WebReply::notFound();
  const bool isStyle = visit.captured[0].endsWith(u".css"_s);
  return {200, isStyle ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", file.readAll(), {}};
}

} // namespace

void addCoursePageRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/"_s, coursePage);
  addRoute(routes, "GET", u"(?:/learning)?(?:/preview)?/course/{course}(?:/.*)?"_s, coursePage);
  addRoute(routes, "GET", u"/__preview/([a-z]+\\.(?:css|js))"_s, ownFile);
}

} // namespace scriptorium::render
