#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/web/discussiontopic.h"

using namespace Qt::Literals::StringLiterals;

/// Blocks in which learners talk, or put single words together.
namespace scriptorium::render {
namespace {

BlockContent cloudContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const qint64 inputs = std::clamp<qint64>(course.field(node, u"num_inputs"_s).whole(), 0, 100);
  const QString instructions = course.textOf(node, u"instructions"_s);
  QString html = u"<div"_s +
                 attributesText({{u"id"_s, u"word_cloud_"_s + course.node(node).name},
                                 {u"class"_s, u"word_cloud"_s},
                                 {u"data-ajax-url"_s, scene.handlerUrl(node, u"xmodule_handler"_s)}}) +
                 u">\n<h3 class=\"hd hd-3 word-cloud-title\">"_s + markup::htmlEscaped(course.title(node)) +
                 u"</h3>\n<div class=\"input_cloud_section\">\n"_s;
  if (!instructions.isEmpty())
    html += u"<div class=\"instructions\">"_s + instructions + u"</div>\n"_s;
  for (qint64 i = 1; i <= inputs; ++i)
    html += u"<label>%1 of %2 <input class=\"input-cloud\" type=\"text\" size=\"40\"></label>\n"_s.arg(i).arg(
        inputs);
  html += u"<div class=\"action\"><button class=\"save\" type=\"button\">Save</button></div>\n</div>\n"
          "<div class=\"result_cloud_section\" hidden><h3 class=\"hd hd-4 your_words_title\">Your words "
          "were:</h3>"
          "<div class=\"your_words\"></div><div class=\"word_cloud_words\"></div></div>\n</div>"_s;
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"WordCloud"_s));
  return {html, u"XBlockToXModuleShim"_s, arguments, {}};
}

/// The forum is not here: the page's script says so when it is asked for.
BlockContent discussionContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const QString topic = discussionTopic(course, node);
  const QString mayWrite = scene.learner().isEnrolled ? u"true"_s : u"false"_s;
  const QString html =
      u"<div class=\"discussion-module\""_s +
      attributesText({{u"data-discussion-id"_s, topic},
                      {u"data-user-create-comment"_s, mayWrite},
                      {u"data-user-create-subcomment"_s, mayWrite},
                      {u"data-read-only"_s, scene.learner().isEnrolled ? u"false"_s : u"true"_s}}) +
      u">\n<div class=\"discussion-module-header\"><h3 class=\"hd hd-3 discussion-module-title\">"_s +
      markup::htmlEscaped(course.title(node)) +
      u"</h3>\n<div class=\"inline-discussion-topic\"><span class=\"inline-discussion-topic-title\">Topic:</span> "_s +
      markup::htmlEscaped(course.textOf(node, u"discussion_category"_s) + u" / "_s +
                          course.textOf(node, u"discussion_target"_s)) +
      u"</div></div>\n<button class=\"discussion-show btn\""_s +
      attributeText(u"data-discussion-id"_s, topic) +
      u"><span class=\"button-text\">Show Discussion</span></button>\n</div>"_s;
  return {html, u"DiscussionInlineBlock"_s, {}, {}};
}

} // namespace

BlockKind wordCloudKind()
{
  return {cloudContent, BlockKind::Completion::ByView};
}

BlockKind discussionKind()
{
  return {discussionContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
