#include "render/site/sitepage.h"

#include "render/blocks/scene.h"
#include "render/unit/pagehead.h"
#include "render/unit/unitpage.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

QString sitePage(const Visit& visit, const QString& title, const QString& classes, const QString& content)
{
  const SiteCourse& course = visit.course;
  return u"<!DOCTYPE html>\n<html lang=\"en\">\n"_s + pageHead(course, title, isForClient(visit.request)) +
         u"<body"_s + attributeText(u"class"_s, u"ltr "_s + classes + u" lang_en"_s) +
         u">\n<div class=\"window-wrap\">\n<div class=\"content-wrapper main-container\" id=\"content\">\n"
         "<main id=\"main\" tabindex=\"-1\" aria-label=\"Content\">\n<section class=\"container\">\n"_s +
         content + u"</section>\n</main>\n</div>\n</div>\n"_s + pageEnd(course) + u"</body>\n</html>\n"_s;
}

} // namespace scriptorium::render
