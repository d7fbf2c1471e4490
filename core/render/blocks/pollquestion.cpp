#include "markup/markup.h"
#include "render/blocks/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

using markup::Element;

/// The inside of an element as XML, without what `skipped` names.
QString inner(const Element& element, const QString& skipped = {})
{
  QString text = markup::escaped(element.text);
  for (const auto& child : element.children())
    if (child->tag != skipped)
      text += markup::toXml(*child, markup::WithTail::Yes);
  return text.trimmed();
}

/// As LMS: poll_block.py, dump_poll. Votes are shown to those who voted.
Json configuration(const Scene& scene, int node)
{
  Json answers = Json::object();
  QString question;
  QString reset = u"true"_s;
  if (const auto poll = markup::parseXml(scene.course().body(node))) {
    for (const Element* answer : (*poll)->childrenNamed(u"answer"))
      answers.set(answer->attribute(u"id"), Json(markup::escaped(inner(*answer))));
    question = markup::escaped(inner(**poll, u"answer"_s));
    reset = (*poll)->attribute(u"reset", reset).toLower();
  }
  const Json kept = scene.state(node);
  const bool hasVoted = kept.find(u"voted").value_or(Json()).boolean();
  const Json state = hasVoted ? kept : Json::object();
  Json json = Json::object();
  json.set(u"answers"_s, answers);
  json.set(u"question"_s, Json(question));
  json.set(u"poll_answer"_s, Json(state.find(u"poll_answer").value_or(Json()).text()));
  json.set(u"poll_answers"_s, state.find(u"poll_answers").value_or(Json::object()));
  json.set(u"total"_s, Json(state.find(u"total").value_or(Json()).whole()));
  json.set(u"reset"_s, Json(reset));
  return json;
}

BlockContent pollQuestionContent(const Scene& scene, int node)
{
  const QString html = u"<div"_s +
                       attributesText({{u"id"_s, u"poll_"_s + scene.course().node(node).name},
                                       {u"class"_s, u"poll_question"_s},
                                       {u"data-ajax-url"_s, scene.handlerUrl(node, u"xmodule_handler"_s)}}) +
                       u"><div class=\"hidden poll_question_div\">"_s +
                       markup::escaped(QString::fromUtf8(configuration(scene, node).toPython())) +
                       u"</div></div>"_s;
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"Poll"_s));
  return {html, u"XBlockToXModuleShim"_s, arguments, {u"xmodule_display"_s, u"xmodule_PollBlock"_s}};
}

} // namespace

BlockKind pollQuestionKind()
{
  return {pollQuestionContent, BlockKind::Completion::ByView};
}

} // namespace scriptorium::render
