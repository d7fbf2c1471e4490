#include "markup/markup.h"
#include "render/blocks/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// video below problem below all others, as the icon of a unit in the LMS's bar.
QString iconOf(const SiteCourse& course, int node)
{
  QString icon = u"other"_s;
  for (const int child : course.node(node).children) {
    QString inner = course.node(child).type == u"video" || course.node(child).type == u"problem"
                        ? course.node(child).type
                        : iconOf(course, child);
    if (inner == "problem"_L1)
      return inner;
    if (inner == "video"_L1)
      icon = inner;
  }
  return icon;
}

QString pathOf(const SiteCourse& course, int node)
{
  QStringList titles;
  const std::vector<int> path = course.path(node);
  for (size_t i = path.size() > 3 ? path.size() - 3 : 0; i < path.size(); ++i)
    titles.append(course.title(path[i]));
  return titles.join(u" > "_s);
}

QString tab(const SiteCourse& course, int node, int index)
{
  const QString number = QString::number(index);
  const QString icon = iconOf(course, node);
  return u"<li role=\"presentation\"><button class=\"seq_"_s + icon +
         u" nav-item tab\" role=\"tab\" tabindex=\"-1\""_s +
         attributesText({{u"data-index"_s, number},
                         {u"data-id"_s, course.usageKey(node)},
                         {u"data-element"_s, QString::number(index + 1)},
                         {u"data-page-title"_s, course.title(node)},
                         {u"data-path"_s, pathOf(course, node)},
                         {u"data-graded"_s, course.isTrue(node, u"graded"_s) ? u"True"_s : u"False"_s},
                         {u"id"_s, u"tab_"_s + number}}) +
         u"><span class=\"icon fa seq_"_s + icon +
         u"\" aria-hidden=\"true\"></span><div class=\"sequence-tooltip sr\"><span class=\"sr\">"_s + icon +
         u" </span>"_s + markup::htmlEscaped(course.title(node)) + u"</div></button></li>\n"_s;
}

BlockContent sequenceContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const bool isChapter = course.node(node).type == "chapter"_L1;
  const Json position = scene.state(node, kept::kPosition);
  QString tabs;
  QString contents;
  int index = 0;
  for (const int child : scene.children(node)) {
    tabs += tab(course, child, index);
    contents +=
        u"<div id=\"seq_contents_%1\" class=\"seq_contents tex2jax_ignore asciimath2jax_ignore\" hidden>"_s
            .arg(index) +
        (isChapter ? QString() : markup::htmlEscaped(scene.block(child, Scene::Place::Top))) + u"</div>\n"_s;
    ++index;
  }
  const QString buttons =
      u"<button class=\"sequence-nav-button button-previous\"><span>Previous</span></button>\n"
      "<button class=\"sequence-nav-button button-next\"><span>Next</span></button>\n"_s;
  const QString lower =
      u"<nav class=\"sequence-bottom\"><button class=\"sequence-nav-button button-previous\" "
      "aria-label=\"Previous\"></button><button class=\"sequence-nav-button button-next\" "
      "aria-label=\"Next\"></button></nav>"_s;
  const QString html =
      u"<div"_s +
      attributesText({{u"id"_s, u"sequence_"_s + course.node(node).name},
                      {u"class"_s, u"sequence"_s},
                      {u"data-id"_s, course.usageKey(node)},
                      {u"data-position"_s, QString::number(position.isWhole() ? position.whole() : 1)},
                      {u"data-next-url"_s, u"None"_s},
                      {u"data-prev-url"_s, u"None"_s},
                      {u"data-save-position"_s, u"true"_s},
                      {u"data-show-completion"_s, u"true"_s}}) +
      u">\n<div class=\"sequence-nav\">"_s + buttons +
      u"<nav class=\"sequence-list-wrapper\"><ol id=\"sequence-list\">"_s + tabs + u"</ol></nav></div>\n"_s +
      contents + u"<div id=\"seq_content\" role=\"tabpanel\"></div>\n"_s + lower + u"</div>"_s;
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"Sequence"_s));
  return {html,
          u"XBlockToXModuleShim"_s,
          arguments,
          {u"xmodule_display"_s, isChapter ? u"xmodule_SectionBlock"_s : u"xmodule_SequenceBlock"_s}};
}

} // namespace

BlockKind sequenceKind()
{
  return {sequenceContent, BlockKind::Completion::Children};
}

} // namespace scriptorium::render
