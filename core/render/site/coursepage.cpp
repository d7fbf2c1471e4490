#include "render/site/coursepage.h"

#include "render/access/courseaccess.h"
#include "render/facts/answers.h"
#include "render/site/custompages.h"

#include <QDateTime>
#include <QLocale>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// What the learner's outline lists below a node: what is visible, but for what is kept out of it.
std::vector<int> listed(const CourseAccess& access, int node)
{
  std::vector<int> children = access.visibleChildren(node);
  if (!access.isStaff())
    std::erase_if(children, [&access](int child) {
      return access.course().isTrue(child, u"hide_from_toc"_s) || access.isHiddenAfterDue(child);
    });
  return children;
}

QString unitLink(const SiteCourse& course, int sequence, int unit)
{
  const QString key = course.usageKey(unit);
  return u"<a href=\"/course/%1/%2/%3\" data-page=\"/xblock/%3?show_title=1\">%4</a>\n"_s.arg(
      course.keyText().toHtmlEscaped(), course.usageKey(sequence).toHtmlEscaped(), key.toHtmlEscaped(),
      course.title(unit).toHtmlEscaped());
}

QString dueText(Timestamp due)
{
  const QDateTime moment = QDateTime::fromMSecsSinceEpoch(due.time_since_epoch().count(), Qt::UTC);
  return u"due "_s + QLocale::c().toString(moment, u"d MMM yyyy, HH:mm"_s) + u" UTC"_s;
}

QString lessonHtml(const CourseAccess& access, int sequence)
{
  const SiteCourse& course = access.course();
  QString html = u"<p class=\"lesson\">"_s + course.title(sequence).toHtmlEscaped();
  if (const auto due = access.dueDate(sequence))
    html += u" <small>"_s + dueText(*due) + u"</small>"_s;
  html += u"</p>\n"_s;
  for (const int unit : listed(access, sequence))
    html += unitLink(course, sequence, unit);
  return html;
}

QString outlineHtml(const CourseAccess& access)
{
  const SiteCourse& course = access.course();
  QString html;
  for (const int chapter : listed(access, course.root())) {
    html += u"<details open><summary>"_s + course.title(chapter).toHtmlEscaped() + u"</summary>\n"_s;
    for (const int sequence : listed(access, chapter))
      html += lessonHtml(access, sequence);
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

/// Whether due dates are personal, which is no setting of a course but of the LMS.
QString datesChoice(const Visit& visit)
{
  if (!CourseAccess(visit).isSelfPaced() || (visit.learner.isGuest && !visit.learner.isStaff))
    return {};
  const bool isOn = hasRelativeDates(visit.course, visit.states);
  return u"<label><input type=\"checkbox\" id=\"relative-dates\"%1%2> Due dates count from enrolment, as on "
         "servers with personal due dates</label>"_s.arg(
             isOn ? u" checked"_s : QString(), visit.course.hasRelativeDates() ? u" disabled"_s : QString());
}

/// As whom one looks, and what is kept of this learner.
QString personaMenu(const Visit& visit)
{
  if (isAnonymous(visit.learner))
    return u"<span class=\"persona\">as somebody who has not signed in</span>"_s;
  const QString all =
      visit.learner.isGuest && !visit.learner.isStaff
          ? QString()
          : u"<button type=\"button\" data-forget=\"everyone\">Forget the answers of all learners</button>"_s;
  return u"<details class=\"persona\"><summary>as %1</summary><div><p class=\"said\" role=\"status\"></p>"
         "<button type=\"button\" data-forget=\"unit\">Forget the answers in this unit</button>"
         "<button type=\"button\" data-forget=\"learner\">Forget all answers of %1</button>%2%3</div></details>"_s
             .arg(visit.learner.name.toHtmlEscaped(), all, datesChoice(visit));
}

/// The inspector of events; for guests as course team alone, because what is right stands in them.
bool mayInspect(const Learner& learner)
{
  return !learner.isGuest || learner.isStaff;
}

QString eventsPanel(const Learner& learner)
{
  if (!mayInspect(learner))
    return {};
  return u"<section id=\"events\" aria-labelledby=\"events-title\" hidden><div class=\"event-tools\">"
         "<h2 id=\"events-title\">Events</h2>"
         "<input type=\"search\" aria-label=\"Filter by name or block\" placeholder=\"Filter\">"
         "<select aria-label=\"Which events\"><option value=\"\">All</option>"
         "<option value=\"server\">From the server</option><option value=\"browser\">From the "
         "browser</option>"
         "<option value=\"xapi\">With xAPI</option></select><p role=\"status\"></p>"
         "<button type=\"button\" data-do=\"copy\">Copy</button><button type=\"button\" "
         "data-do=\"save\">Save</button><button type=\"button\" data-do=\"clear\">Clear</button>"
         "<p class=\"event-note\" aria-live=\"polite\"></p></div>"
         "<div class=\"event-list\"><ol aria-label=\"Events, the latest first\"></ol>"
         "<p class=\"event-empty\">What you do in the course is listed here, as the LMS would log "
         "it.</p></div>"
         "<div class=\"event-detail\" hidden><div><h3 class=\"event-title\"></h3>"
         "<button type=\"button\" data-do=\"jump\">Show in the course</button></div>"
         "<div class=\"event-texts\"><div><h4>Tracking log</h4><p class=\"event-packed\">In the log, "
         "“event” is a text of this JSON.</p><pre class=\"event-tracking\" tabindex=\"0\" "
         "aria-label=\"Tracking log\"></pre></div>"
         "<div><h4>xAPI</h4><pre class=\"event-xapi\" tabindex=\"0\" "
         "aria-label=\"xAPI\"></pre></div></div></div></section>"_s;
}

QString eventsButton(const Learner& learner)
{
  return mayInspect(learner) ? u"<button id=\"events-toggle\" type=\"button\" aria-expanded=\"false\" "
                               "aria-controls=\"events\">Events</button>"_s
                             : QString();
}

/// Why there is no unit to show; empty when there is one.
QString whyEmpty(const CourseAccess& access, const QString& outline)
{
  if (!access.mayEnter())
    return isAnonymous(access.learner()) ? u"Who has not signed in sees no units."_s
                                         : u"Who is not enrolled sees no units."_s;
  return outline.contains(u"<a "_s)
             ? QString()
             : u"There is no unit yet that this learner may see. Add one, or publish what is a draft."_s;
}

const QString kSearchBox =
    u"<div class=\"search\" role=\"search\"><input type=\"search\" id=\"search\" placeholder=\"Search the "
    "course\" aria-label=\"Search the course\" autocomplete=\"off\"><div id=\"found\" hidden></div></div>"_s;

QString framed(const QString& empty)
{
  return empty.isEmpty()
             ? u"<iframe id=\"unit\" title=\"Unit\"></iframe>"_s
             : u"<iframe id=\"unit\" title=\"Unit\" hidden></iframe><p class=\"empty\">%1</p>"_s.arg(empty);
}

WebReply coursePage(const Visit& visit)
{
  const QString title = visit.course.title(visit.course.root()).toHtmlEscaped();
  const CourseAccess access(visit);
  const QString outline = access.mayEnter() ? outlineHtml(access) : QString();
  return WebReply::html(
      u"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title>"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/__preview/shell.css\"></head>\n"
      "<body data-course=\"%1\"><header><button id=\"toggle\" type=\"button\">Outline</button><h1>%1</h1>"
      "%2<button id=\"back\" type=\"button\" disabled>Previous</button>"
      "<button id=\"next\" type=\"button\" disabled>Next</button></header>\n"
      "<div id=\"side\">%6<nav aria-label=\"Course outline\">\n%3</nav></div>\n<main><div id=\"exam\" "
      "role=\"timer\" "
      "data-course=\"%5\" hidden><b></b><button type=\"button\">End my "
      "exam</button></div>%4%7</main>\n"
      "<script src=\"/__preview/token.js\"></script><script src=\"/__preview/shell.js\"></script><script "
      "src=\"/__preview/learners.js\"></script>"
      "<script src=\"/__preview/exam.js\"></script><script src=\"/__preview/search.js\"></script>"
      "<script src=\"/__preview/events.js\"></script>"
      "</body></html>"_s.arg(title, personaMenu(visit) + eventsButton(visit.learner),
                             outline + pagesHtml(visit), framed(whyEmpty(access, outline)),
                             visit.course.keyText().toHtmlEscaped(),
                             access.mayEnter() ? kSearchBox : QString(), eventsPanel(visit.learner)));
}

} // namespace

void addCoursePageRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/"_s, coursePage);
  addRoute(routes, "GET", u"(?:/learning)?(?:/preview)?/course/{course}(?:/.*)?"_s, coursePage);
}

} // namespace scriptorium::render
