#include "markup/markup.h"
#include "render/blocks/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

using markup::Element;

/// As LMS: annotatable_block.py, _render_annotation: what authors write becomes data of a span.
void showAnnotation(Element& annotation)
{
  static const QList<std::pair<QString, QString>> kData{{u"body"_s, u"data-comment-body"_s},
                                                        {u"title"_s, u"data-comment-title"_s},
                                                        {u"problem"_s, u"data-problem-id"_s}};
  const QString colour = annotation.attribute(u"highlight", u"yellow"_s);
  annotation.tag = u"span"_s;
  for (const auto& [from, to] : kData)
    if (const auto value = annotation.find(from)) {
      annotation.remove(from);
      annotation.set(to, *value);
    }
  annotation.remove(u"highlight");
  annotation.set(u"class"_s, u"annotatable-span highlight highlight-"_s + colour);
}

QString contentOf(const Element& root)
{
  QString html = markup::escaped(root.text);
  for (const auto& child : root.children())
    html += markup::toHtml(*child, markup::WithTail::Yes);
  return html;
}

QString foldable(const QString& title, const QString& link, const QString& linkClass, const QString& body)
{
  return u"<div class=\"annotatable-section\"><div class=\"annotatable-section-title\">"_s + title +
         u" <a class=\"annotatable-toggle "_s + linkClass + u"\" href=\"javascript:void(0)\">"_s + link +
         u"</a></div>\n"_s + body + u"</div>\n"_s;
}

BlockContent annotatableContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const auto parsed = markup::parseXml(course.body(node));
  QString html = u"<div class=\"annotatable-wrapper\"><div class=\"annotatable-header\">"
                 "<h3 class=\"hd hd-3 annotatable-title\">"_s +
                 markup::htmlEscaped(course.title(node)) + u"</h3></div>\n"_s;
  if (parsed) {
    Element& root = **parsed;
    if (Element* instructions = root.firstChild(u"instructions")) {
      html += foldable(u"Instructions"_s, u"Collapse Instructions"_s,
                       u"annotatable-toggle-instructions expanded"_s,
                       u"<div class=\"annotatable-section-body annotatable-instructions\">"_s +
                           contentOf(*instructions) + u"</div>"_s);
      root.take(instructions);
    }
    for (Element* annotation : root.descendants(u"annotation"))
      showAnnotation(*annotation);
    html += foldable(u"Guided Discussion"_s, u"Hide Annotations"_s, u"annotatable-toggle-annotations"_s,
                     u"<div class=\"annotatable-section-body annotatable-content\">"_s + contentOf(root) +
                         u"</div>"_s);
  }
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"Annotatable"_s));
  return {html + u"</div>"_s,
          u"XBlockToXModuleShim"_s,
          arguments,
          {u"xmodule_display"_s, u"xmodule_AnnotatableBlock"_s}};
}

} // namespace

BlockKind annotatableKind()
{
  return {annotatableContent, BlockKind::Completion::ByView};
}

} // namespace scriptorium::render
