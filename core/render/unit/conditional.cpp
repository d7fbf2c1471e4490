#include "render/unit/conditional.h"

#include "markup/markup.h"
#include "render/access/courseaccess.h"
#include "render/blocks/scene.h"
#include "render/handlers/problem.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

struct Condition
{
  QString attribute; ///< "correct", "attempted", "submitted", "poll_answer", "voted"
  QString value;
};

/// The first that is set, in the order in which the LMS looks.
std::optional<Condition> conditionOf(const SiteCourse& course, int node)
{
  for (const QString& name : {u"poll_answer"_s, u"submitted"_s, u"attempted"_s, u"correct"_s, u"voted"_s})
    if (const Json value = course.field(node, name); !value.isNull())
      return Condition{name, value.isBoolean() ? pythonBool(value.boolean()) : value.text()};
  return std::nullopt;
}

QString valueOfProblem(const Visit& visit, int node, const QString& attribute)
{
  const VisitClock clock(visit);
  const auto block = problemOf(visit, node, clock);
  if (!block)
    return {};
  const capa::BlockState& state = (*block)->state();
  if (attribute == "attempted"_L1)
    return pythonBool(state.attempts > 0);
  if (attribute == "submitted"_L1)
    return pythonBool(state.isDone);
  return pythonBool(state.score && state.score->possible > 0 && state.score->isFull());
}

/// What a source says of itself, as Python writes it.
QString valueOf(const Visit& visit, int node, const QString& attribute)
{
  if (visit.course.node(node).type == "problem"_L1)
    return valueOfProblem(visit, node, attribute);
  const Json state =
      visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kState).value_or(Json());
  if (attribute == "poll_answer"_L1)
    return state.find("poll_answer").value_or(Json()).text();
  return attribute == "voted"_L1 ? pythonBool(state.find("voted").value_or(Json()).boolean()) : QString();
}

QList<int> sourcesOf(const SiteCourse& course, int node)
{
  QStringList keys;
  const Json list = course.field(node, u"sources_list"_s);
  for (const Json& key : list.items())
    keys.append(key.text());
  if (keys.isEmpty())
    keys = course.textOf(node, u"sources"_s).split(u';', Qt::SkipEmptyParts);
  QList<int> sources;
  for (const QString& key : std::as_const(keys)) {
    const auto usage = parseUsage(key.trimmed());
    if (const int source = usage ? course.find(usage->type, usage->blockId) : -1; source >= 0)
      sources.append(source);
  }
  return sources;
}

/// The first source that does not say what the condition asks for; -1 when all do.
int unmet(const Visit& visit, int node)
{
  const auto condition = conditionOf(visit.course, node);
  const QList<int> sources = sourcesOf(visit.course, node);
  for (const int source : sources)
    if (condition && valueOf(visit, source, condition->attribute) != condition->value)
      return source;
  return -1;
}

QString messageHtml(const SiteCourse& course, int node, int source)
{
  QString message = course.textOf(node, u"message"_s);
  if (message.isEmpty())
    message = course.textOf(node, u"conditional_message"_s);
  if (message.isEmpty())
    message = u"You must complete {link} before you can access this unit."_s;
  const QString link = u"<a href=\"/courses/%1/jump_to/%2\">%3</a>"_s.arg(
      course.keyText(), course.usageKey(source), markup::htmlEscaped(course.title(source)));
  return u"<p class=\"conditional-message\">"_s + message.replace(u"{link}"_s, link) + u"</p>"_s;
}

Json fragment(const QString& html)
{
  Json json = Json::object();
  json.set("content", Json(html));
  return json;
}

Json shownChild(const Scene& scene, int child)
{
  Json json = fragment(scene.block(child, Scene::Place::Below));
  json.set("resources", Json::list());
  for (const char* name : {"js_init_fn", "js_init_version", "json_init_args"})
    json.set(name, Json());
  return json;
}

} // namespace

WebReply conditionalReply(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const int node = course.find(visit.captured[1]);
  const CourseAccess access(visit);
  if (node < 0 || course.node(node).type != "conditional"_L1 || !access.isLoadable(node))
    return WebReply::notFound();
  Json fragments = Json::list();
  Json json = Json::object();
  if (const int source = unmet(visit, node); source >= 0) {
    fragments.append(fragment(messageHtml(course, node, source)));
    json.set("fragments", fragments);
    json.set("message", Json(true));
    return WebReply::json(json);
  }
  const Scene scene(visit, access, {});
  for (const int child : scene.children(node))
    fragments.append(shownChild(scene, child));
  json.set("fragments", fragments);
  return WebReply::json(json);
}

} // namespace scriptorium::render
