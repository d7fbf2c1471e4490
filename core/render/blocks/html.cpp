#include "render/blocks/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

BlockContent htmlContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  QString html = QString::fromUtf8(course.body(node));
  if (!scene.isPublic())
    html.replace(u"%%USER_ID%%"_s, anonymousId(scene.learner()));
  html.replace(u"%%COURSE_ID%%"_s, course.keyText());
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"HTMLModule"_s));
  return {html, u"XBlockToXModuleShim"_s, arguments, {u"xmodule_display"_s, u"xmodule_HtmlBlock"_s}};
}

} // namespace

BlockKind htmlKind()
{
  return {htmlContent, BlockKind::Completion::ByView};
}

} // namespace scriptorium::render
