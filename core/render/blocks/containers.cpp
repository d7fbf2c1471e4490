#include "markup/markup.h"
#include "model/userpartitions.h"
#include "render/blocks/kinds.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

BlockContent bankContent(const Scene& scene, int node)
{
  QString html =
      u"<div class=\"vert-mod\">\n"_s + scene.boxes(scene.children(node), Scene::Place::Below) + u"</div>"_s;
  if (scene.course().isTrue(node, u"allow_resetting_children"_s))
    html += u"<div class=\"problem-reset-btn-wrapper\"><button type=\"button\" class=\"problem-reset-btn "
            u"btn-link\" "
            "data-value=\"Reset Problems\"><span class=\"icon fa fa-refresh\" aria-hidden=\"true\"></span>"
            "<span aria-hidden=\"true\">Reset Problems</span></button></div>"_s;
  return {html, u"LibraryContentReset"_s, {}, {}};
}

BlockContent randomContent(const Scene& scene, int node)
{
  QString html;
  for (const int child : scene.children(node))
    html += scene.block(child, Scene::Place::Below);
  return {html, {}, {}, {}};
}

/// The course team chooses which group's content is shown; the page's script does it.
BlockContent experimentForStaff(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const Json groupChildren = course.field(node, u"group_id_to_child"_s);
  const auto partitions = userPartitions(course.view(), course.policy());
  const qsizetype at =
      partitions ? partitions->indexOf(course.field(node, u"user_partition_id"_s).whole()) : -1;
  QString options;
  QString boxes;
  const QList<UserGroup> groups = at >= 0 ? partitions->all().at(at).groups : QList<UserGroup>();
  for (const UserGroup& group : groups) {
    const QString id = QString::number(group.id);
    const int child = course.find(groupChildren.find(id).value_or(Json()).text());
    if (child < 0)
      continue;
    options += u"<option"_s + attributeText(u"value"_s, id) + u'>' + markup::htmlEscaped(group.name) +
               u"</option>\n"_s;
    boxes += u"<div class=\"split-test-child\""_s +
             attributesText({{u"data-group-id"_s, id}, {u"data-id"_s, course.usageKey(child)}}) +
             u" hidden>"_s + markup::htmlEscaped(scene.block(child, Scene::Place::Below)) + u"</div>\n"_s;
  }
  return {u"<div class=\"split-test-view\"><select class=\"split-test-select\">\n"_s + options +
              u"</select>\n"_s + boxes + u"<div class=\"split-test-child-container\"></div></div>"_s,
          u"ABTestSelector"_s,
          {},
          {}};
}

BlockContent experimentContent(const Scene& scene, int node)
{
  if (scene.learner().isStaff)
    return experimentForStaff(scene, node);
  const std::vector<int> children = scene.children(node);
  if (children.empty())
    return {u"<p>Nothing here.  Move along.</p>"_s, u"SplitTestStudentView"_s, {}, {}};
  return {u"<div class=\"split-test-view\""_s +
              attributeText(u"data-child-id"_s, scene.course().usageKey(children.front())) + u">\n"_s +
              scene.block(children.front(), Scene::Place::Below) + u"</div>"_s,
          u"SplitTestStudentView"_s,
          {},
          {}};
}

/// Filled by the page's script, which asks whether the condition is met.
BlockContent conditionalContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  QStringList sources;
  const Json list = course.field(node, u"sources_list"_s);
  for (const Json& source : list.items())
    sources.append(source.text());
  if (sources.isEmpty())
    sources = course.textOf(node, u"sources"_s).split(u';', Qt::SkipEmptyParts);
  QStringList names;
  for (const QString& source : sources)
    if (const auto usage = parseUsage(source.trimmed()))
      names.append(usage->blockId);
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"Conditional"_s));
  return {u"<div"_s +
              attributesText({{u"id"_s, u"conditional_"_s + course.node(node).name},
                              {u"class"_s, u"conditional-wrapper"_s},
                              {u"data-url"_s, scene.handlerUrl(node, u"xmodule_handler"_s)},
                              {u"data-depends"_s, names.join(u';')}}) +
              u"></div>"_s,
          u"XBlockToXModuleShim"_s,
          arguments,
          {}};
}

/// Shows nothing in the LMS. The preview's own script says so beside it.
BlockContent unknownContent(const Scene&, int)
{
  return {{}, {}, {}, {u"is-hidden"_s}};
}

} // namespace

BlockKind itemBankKind()
{
  return {bankContent, BlockKind::Completion::Children};
}

BlockKind randomizeKind()
{
  return {randomContent, BlockKind::Completion::Children};
}

BlockKind splitTestKind()
{
  return {experimentContent, BlockKind::Completion::Children};
}

BlockKind conditionalKind()
{
  return {conditionalContent, BlockKind::Completion::Children};
}

BlockKind unknownKind()
{
  return {unknownContent, BlockKind::Completion::ByView};
}

} // namespace scriptorium::render
