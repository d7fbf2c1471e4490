#include "render/blocks/kinds.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// As problems have it.
QString anonymousLearner(const Learner& learner)
{
  return QString::fromLatin1(
      QCryptographicHash::hash(learner.name.toUtf8(), QCryptographicHash::Md5).toHex());
}

BlockContent htmlContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  QString html = QString::fromUtf8(course.body(node));
  if (!scene.isPublic())
    html.replace(u"%%USER_ID%%"_s, anonymousLearner(scene.learner()));
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
