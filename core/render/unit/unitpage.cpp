#include "render/unit/unitpage.h"

#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/web/links.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// Text for a script element: nothing in it may end the element.
QString scriptText(const QString& text)
{
  return Json(text).toString().replace(u"</"_s, u"<\\/"_s);
}

QStringList courseWide(const SiteCourse& course, const QString& field)
{
  QStringList addresses;
  const Json list = course.field(course.root(), field);
  for (const Json& item : list.items())
    if (const QString text = item.text(); !text.isEmpty())
      addresses.append(text.startsWith(u"/static/"_s) ? assetAddress(course, text.sliced(8)) : text);
  return addresses;
}

/// The client's message, in the page itself as in the LMS's; what is measured is in the script file.
const QString kClientScript =
    u"<script>window.scriptoriumPreview && scriptoriumPreview.reportSize(\"plugin.resize\");</script>\n"_s;

} // namespace

QString pageHead(const SiteCourse& course, const QString& title, bool isFramed)
{
  QString html = u"<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
                 "initial-scale=1\">\n"_s;
  if (isFramed)
    html += u"<base target=\"_parent\">\n"_s;
  html +=
      u"<title>"_s + markup::htmlEscaped(title) +
      u" | My Open edX</title>\n<link rel=\"stylesheet\" href=\"/__preview/page.css\">\n"
      "<script>var $$course_id = "_s +
      scriptText(course.keyText()) +
      u";</script>\n<script src=\"/__preview/page.js\"></script>\n"
      "<script src=\"/__preview/problems.js\"></script>\n<script src=\"/__preview/blocks.js\"></script>\n"_s;
  const QStringList styles = courseWide(course, u"course_wide_css"_s);
  for (const QString& address : styles)
    html += u"<link rel=\"stylesheet\""_s + attributeText(u"href"_s, address) + u">\n"_s;
  return html + u"</head>\n"_s;
}

bool isForClient(const WebRequest& request)
{
  if (request.header("sec-fetch-dest") == "iframe")
    return true;
  const QUrl referer(QString::fromLatin1(request.header("referer")));
  if (!referer.isValid() || referer.isEmpty())
    return false;
  return referer.authority().toLatin1() != request.header("host") ||
         referer.path().startsWith(u"/learning"_s);
}

QString unitPage(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const bool isFramed = isForClient(scene.visit().request);
  const bool isSeenHere = isCompletedByView(course, node) && !scene.isPublic() &&
                          scene.state(node, kept::kCompletion).number() < 1;
  QString html =
      u"<!DOCTYPE html>\n<html lang=\"en\">\n"_s +
      pageHead(course, course.key().number() + u" Courseware"_s, isFramed) + u"<body"_s +
      attributeText(u"class"_s, u"ltr view-in-course view-courseware courseware "_s +
                                    course.textOf(course.root(), u"css_class"_s) + u" lang_en"_s) +
      u">\n<div class=\"content-wrapper main-container\" id=\"content\">\n"
      "<div class=\"course-wrapper chromeless\">\n<section class=\"course-content\" id=\"course-content\""_s +
      attributeText(u"data-enable-completion-on-view-service"_s, isSeenHere ? u"true"_s : u"false"_s) +
      u" style=\"display: block; width: auto; margin: 0;\">\n<main id=\"main\" tabindex=\"-1\" "
      "aria-label=\"Content\">\n"_s +
      scene.block(node, Scene::Place::Top) + u"</main>\n</section>\n</div>\n</div>\n"_s;
  if (isFramed)
    html += kClientScript;
  const QStringList scripts = courseWide(course, u"course_wide_js"_s);
  for (const QString& address : scripts)
    html += u"<script"_s + attributeText(u"src"_s, address) + u"></script>\n"_s;
  return html + u"</body>\n</html>\n"_s;
}

} // namespace scriptorium::render
