#include "render/site/custompages.h"

#include "markup/markup.h"
#include "render/blocks/scene.h"
#include "render/facts/answers.h"
#include "render/facts/certificates.h"
#include "render/facts/courseinfo.h"
#include "render/facts/coursetabs.h"
#include "render/facts/notes.h"
#include "render/site/sitepage.h"
#include "render/site/textbooks.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// The page's HTML in the wrapper that it has in the LMS, where it is a block outside the course's tree.
QString tabBlock(const Visit& visit, const QString& slug, QString html)
{
  const QString course = visit.course.keyText();
  html.replace(u"%%USER_ID%%"_s, anonymousId(visit.learner));
  html.replace(u"%%COURSE_ID%%"_s, course);
  return u"<div"_s +
         attributesText({{u"class"_s, u"xblock xblock-student_view xblock-student_view-static_tab "
                                      "xmodule_display xmodule_StaticTabBlock"_s},
                         {u"data-course-id"_s, course},
                         {u"data-init"_s, u"XBlockToXModuleShim"_s},
                         {u"data-runtime-class"_s, u"LmsRuntime"_s},
                         {u"data-runtime-version"_s, u"1"_s},
                         {u"data-block-type"_s, u"static_tab"_s},
                         {u"data-usage-id"_s, visit.course.key().usageKey(u"static_tab"_s, slug)},
                         {u"data-request-token"_s, anonymousId(visit.learner)},
                         {u"data-graded"_s, u"False"_s},
                         {u"data-has-score"_s, u"False"_s}}) +
         u">\n<script type=\"json/xblock-args\" class=\"xblock-json-init-args\">"
         "{\"xmodule-type\": \"HTMLModule\"}</script>\n"_s +
         withAddresses(visit.course, html) + u"\n</div>\n"_s;
}

QString ofCourse(const Visit& visit, const QString& title)
{
  return title + u" | "_s + visit.course.key().number();
}

/// The classes of a page inside the course.
QString inCourse(const Visit& visit, const QString& kind)
{
  return u"view-in-course "_s + kind + u' ' + visit.course.textOf(visit.course.root(), u"css_class"_s);
}

/// Hidden pages too: the LMS only leaves them out of the tabs.
WebReply customPage(const Visit& visit)
{
  const Json tabs = visit.course.field(visit.course.root(), u"tabs"_s);
  const QString slug = visit.captured[1];
  for (const Json& tab : tabs.items()) {
    if (textAt(tab, "type") != "static_tab"_L1 || textAt(tab, "url_slug") != slug)
      continue;
    const auto bytes = visit.course.file(u"tabs/"_s + slug + u".html"_s);
    if (!bytes)
      return WebReply::notFound();
    const QString content = u"<div class=\"static_tab_wrapper\">\n"_s +
                            tabBlock(visit, slug, QString::fromUtf8(*bytes)) + u"</div>\n"_s;
    return WebReply::html(
        sitePage(visit, ofCourse(visit, textAt(tab, "name")), inCourse(visit, u"view-statictab"_s), content));
  }
  return WebReply::notFound();
}

WebReply updatesPage(const Visit& visit)
{
  QString content = u"<h2>Course Updates</h2>\n"_s;
  const QList<CourseUpdate> updates = courseUpdates(visit.course);
  for (const CourseUpdate& update : updates)
    content += u"<article>\n<h3>"_s + markup::htmlEscaped(update.date) + u"</h3>\n"_s + update.content +
               u"\n</article>\n"_s;
  if (updates.isEmpty())
    content += u"<p>This course has no updates yet.</p>\n"_s;
  if (const QString handouts = courseHandouts(visit.course); !handouts.isEmpty())
    content += u"<h2>Course Handouts</h2>\n"_s + handouts;
  return WebReply::html(
      sitePage(visit, ofCourse(visit, u"Course"_s), inCourse(visit, u"view-updates"_s), content));
}

} // namespace

void addCustomPageRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/course/updates/?"_s, updatesPage);
  addRoute(routes, "GET", u"/courses/{course}/([^/]+)/"_s, customPage);
}

QList<CustomPage> customPages(const Visit& visit)
{
  static const QString kPrefix = u"static_tab_"_s;
  QList<CustomPage> pages;
  const QString base = u"/courses/"_s + visit.course.keyText() + u'/';
  const Json tabs = courseTabs(visit);
  for (const Json& tab : tabs.items()) {
    const QString id = textAt(tab, "tab_id");
    if (id.startsWith(kPrefix))
      pages.append(
          {id.sliced(kPrefix.size()), textAt(tab, "title"), base + id.sliced(kPrefix.size()) + u'/'});
    else if (id == u"dates")
      pages.append({id, textAt(tab, "title"), u"/__preview/dates"_s});
  }
  pages.append(textbookPages(visit));
  if (!courseUpdates(visit.course).isEmpty() || !courseHandouts(visit.course).isEmpty())
    pages.append({u"updates"_s, u"Updates and handouts"_s, base + u"course/updates"_s});
  if (hasNotes(visit.course) && !isAnonymous(visit.learner))
    pages.append({u"notes"_s, u"Notes"_s, base + u"edxnotes/"_s});
  const bool mayEnter = visit.learner.isStaff || visit.learner.isEnrolled;
  if (mayEnter && !activeCertificate(visit.course).isNull())
    pages.append({u"certificate"_s, u"Certificate"_s, u"/certificates/course/"_s + visit.course.keyText()});
  pages.append({u"about"_s, u"About this course"_s, base + u"about"_s});
  return pages;
}

} // namespace scriptorium::render
