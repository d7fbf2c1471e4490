#include "render/site/datespage.h"

#include "markup/markup.h"
#include "render/access/courseaccess.h"
#include "render/clientapi/coursedates.h"
#include "render/facts/answers.h"
#include "render/facts/assignments.h"
#include "render/site/sitepage.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString momentHtml(const QString& iso)
{
  const QDateTime moment = QDateTime::fromString(iso, Qt::ISODate).toUTC();
  return u"<time datetime=\"%1\">%2 UTC</time>"_s.arg(iso,
                                                      QLocale::c().toString(moment, u"d MMMM yyyy, HH:mm"_s));
}

QString pill(const Visit& visit, const Json& date)
{
  const Json isComplete = date.find("complete").value_or(Json());
  if (isComplete.isNull())
    return {};
  if (isComplete.boolean())
    return u" <span class=\"pill completed\">Completed</span>"_s;
  return textAt(date, "date") < isoMoment(visit.now) ? u" <span class=\"pill past-due\">Past due</span>"_s
         : textAt(date, "link").isEmpty()            ? u" <span class=\"pill\">Not yet released</span>"_s
                                                     : QString();
}

QString dateHtml(const Visit& visit, const Json& date)
{
  const QString title = markup::htmlEscaped(textAt(date, "title"));
  const QString link = textAt(date, "link");
  QString html =
      u"<li>"_s + momentHtml(textAt(date, "date")) + u"<p><b>"_s +
      (link.isEmpty() ? title
                      : u"<a href=\"%1\" target=\"_parent\">%2</a>"_s.arg(markup::htmlEscaped(link), title)) +
      u"</b>"_s;
  if (const QString type = textAt(date, "assignment_type"); !type.isEmpty())
    html += u" <small>"_s + markup::htmlEscaped(type) + u"</small>"_s;
  html += pill(visit, date) + u"</p>"_s;
  for (const char* more : {"description", "extra_info"})
    if (const QString text = textAt(date, more); !text.isEmpty())
      html += u"<p>"_s + markup::htmlEscaped(text) + u"</p>"_s;
  return html + u"</li>\n"_s;
}

/// As the LMS's client offers it.
QString shiftHtml(const Visit& visit)
{
  if (!hasMissedDeadlines(CourseAccess(visit)))
    return {};
  return u"<div class=\"preview-stale\"><p>Some due dates have passed with work left to do. The dates can "
         u"move along: "
         "they count anew from today.</p><button type=\"button\" class=\"shift-dates\">Shift due "
         "dates</button></div>\n"_s;
}

WebReply datesPage(const Visit& visit)
{
  if (!CourseAccess(visit).mayEnter())
    return WebReply::notFound();
  QString content = u"<h1>Important dates</h1>\n"_s + shiftHtml(visit) + u"<ol class=\"course-dates\">\n"_s;
  const Json dates = courseDates(visit, true);
  for (const Json& date : dates.items())
    content += dateHtml(visit, date);
  content += u"</ol>\n"_s;
  if (dates.isEmpty())
    content += u"<p>This course has no dates.</p>\n"_s;
  return WebReply::html(sitePage(visit, u"Dates"_s, u"view-in-course view-dates"_s, content));
}

/// {"relative": bool}
WebReply choose(const Visit& visit)
{
  if (visit.learner.isGuest && !visit.learner.isStaff)
    return WebReply::json(object({{"message", Json(u"Only the course team may do this."_s)}}), 403);
  setRelativeDates(visit.states, visit.request.json().find("relative").value_or(Json()).boolean());
  return WebReply::json(object({{"message", Json(u"done"_s)}}));
}

} // namespace

void addDatesPageRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/__preview/dates"_s, datesPage);
  addRoute(routes, "POST", u"/__preview/dates"_s, choose);
}

} // namespace scriptorium::render
