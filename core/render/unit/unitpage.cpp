#include "render/unit/unitpage.h"

#include "render/blocks/kinds.h"
#include "render/unit/pagehead.h"

#include <QUrl>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// The client's message, in the page itself as in the LMS's; what is measured is in the script file.
const QString kClientScript =
    u"<script>window.scriptoriumPreview && scriptoriumPreview.reportSize(\"plugin.resize\");</script>\n"_s;

} // namespace

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
  return html + pageEnd(course) + u"</body>\n</html>\n"_s;
}

} // namespace scriptorium::render
