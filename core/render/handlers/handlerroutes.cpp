#include "render/handlers/handlerroutes.h"

#include "render/access/chosenchildren.h"
#include "render/access/completion.h"
#include "render/access/courseaccess.h"
#include "render/handlers/kinds.h"
#include "render/handlers/problem.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// The node that a handler's address names, when the learner may have it; -1.
int nodeOf(const Visit& visit)
{
  const int node = visit.course.find(visit.captured[1]);
  return node >= 0 && CourseAccess(visit).isLoadable(node) ? node : -1;
}

Json object(QAnyStringView name, const Json& value)
{
  Json json = Json::object();
  json.set(name, value);
  return json;
}

WebReply problemReply(const capa::BlockReply& reply)
{
  using Kind = capa::BlockReply::Kind;
  if (reply.kind == Kind::Json)
    return {200, "application/json", capa::PyValue(reply.json).toJson(), {}};
  if (reply.kind == Kind::Text) // the LMS answers with the text as JSON
    return WebReply::json(Json(reply.text));
  if (reply.kind == Kind::Refused)
    return WebReply::json(object("success", Json(reply.text)));
  // The LMS says no more than that something went wrong; who previews wants to mend it. What a script said
  // has its "<" escaped already.
  return WebReply::error(500, u"This problem cannot be shown"_s,
                         QString(reply.cause.message).replace(u"&lt;"_s, u"<"_s));
}

WebReply answerProblem(const Visit& visit, int node)
{
  const VisitClock clock(visit);
  const auto block = problemOf(visit, node, clock);
  if (!block)
    return WebReply::error(500, u"Problem"_s, block.error().toString());
  const WebFields form = visit.request.form();
  capa::ProblemBlock::Form posted;
  for (const auto& field : form)
    posted.append(field);
  const capa::BlockReply reply = (*block)->handle(visit.captured[2], posted);
  if (reply.kind != capa::BlockReply::Kind::Refused) // as LMS: a request that fails keeps nothing
    keepProblem(visit, node, **block, reply);
  tellProblem(visit, node, reply);
  return problemReply(reply);
}

/// "00:01:30", as video players write a place.
bool isPlace(const QString& text)
{
  static const QRegularExpression kPlace(u"^\\d{1,2}:\\d{2}:\\d{2}"_s);
  return kPlace.match(text).hasMatch();
}

/// As LMS: video_handlers.py: a speed holds for all videos that have none of their own.
WebReply keepVideoState(const Visit& visit, int node)
{
  const QString key = visit.course.stateKey(node);
  const qint64 learner = visit.learner.id;
  Json state = visit.states.value(learner, key, kept::kState).value_or(Json::object());
  Json general = visit.states.value(learner, {}, kept::kVideo).value_or(Json::object());
  const WebFields form = visit.request.form();
  for (const auto& [name, text] : form) {
    if (name == "saved_video_position"_L1 && !isPlace(text))
      return WebReply::error(400, u"Video"_s, u"A place in a video is written HH:MM:SS."_s);
    const Json value = Json::parse(QStringView(text)).value_or(Json(text));
    if (name == "speed"_L1 || name == "youtube_is_available"_L1)
      general.set(name, value);
    if (name == "speed"_L1 || name == "transcript_language"_L1 || name == "saved_video_position"_L1)
      state.set(name, value);
  }
  visit.states.setValue(learner, key, kept::kState, state);
  visit.states.setValue(learner, {}, kept::kVideo, general);
  return WebReply::json(object("success", Json(true)));
}

WebReply xmoduleHandler(const Visit& visit)
{
  const int node = nodeOf(visit);
  if (node < 0)
    return WebReply::notFound();
  const QString& type = visit.course.node(node).type;
  if (type == "problem"_L1)
    return answerProblem(visit, node);
  if (type == "poll_question"_L1)
    return answerPollQuestion(visit, node, visit.captured[2]);
  if (type == "word_cloud"_L1)
    return answerWordCloud(visit, node, visit.captured[2]);
  if (type == "video"_L1 && visit.captured[2] == "save_user_state"_L1)
    return keepVideoState(visit, node);
  return WebReply::notFound();
}

/// Handlers that blocks of one type have under names of their own.
WebReply ownHandler(const Visit& visit)
{
  using Answer = WebReply (*)(const Visit&, int, const QString&);
  static const QHash<QString, Answer> kAnswers{{u"drag-and-drop-v2"_s, answerDragAndDrop},
                                               {u"openassessment"_s, answerOpenAssessment}};
  const int node = nodeOf(visit);
  const Answer answer = node < 0 ? nullptr : kAnswers.value(visit.course.node(node).type);
  return answer == nullptr ? WebReply::notFound() : answer(visit, node, visit.captured[2]);
}

/// Where the learner stands in a sequence, from 1 on.
WebReply gotoPosition(const Visit& visit)
{
  const int node = nodeOf(visit);
  const auto position = visit.request.json().find("position");
  const bool hasPositions = node >= 0 && (visit.course.node(node).type == "sequential"_L1 ||
                                          visit.course.node(node).type == "chapter"_L1);
  if (!hasPositions)
    return WebReply::notFound();
  visit.states.setValue(visit.learner.id, visit.course.stateKey(node), kept::kPosition,
                        Json(position && position->isNumber() ? position->whole() : 1));
  return WebReply::json(object("success", Json(true)));
}

WebReply transcript(const Visit& visit)
{
  const int node = nodeOf(visit);
  return node >= 0 && visit.course.node(node).type == "video"_L1
             ? answerTranscript(visit, node, visit.captured[2])
             : WebReply::notFound();
}

/// Of a unit, asked of its sequence.
WebReply getCompletion(const Visit& visit)
{
  if (nodeOf(visit) < 0)
    return WebReply::notFound();
  const int unit = visit.course.find(visit.request.json().find("usage_key").value_or(Json()).text());
  return WebReply::json(object("complete", Json(unit >= 0 && isUnitComplete(CourseAccess(visit), unit))));
}

/// The answer of a block of one of some types.
WebReply answerOf(const Visit& visit, const QStringList& types, WebReply (*answer)(const Visit&, int))
{
  const int node = nodeOf(visit);
  return node >= 0 && types.contains(visit.course.node(node).type) ? answer(visit, node)
                                                                   : WebReply::notFound();
}

const QStringList kBallots = {u"poll"_s, u"survey"_s};

WebReply vote(const Visit& visit)
{
  return answerOf(visit, kBallots, answerVote);
}

WebReply voteResults(const Visit& visit)
{
  return answerOf(visit, kBallots, answerVoteResults);
}

WebReply toggleDone(const Visit& visit)
{
  return answerOf(visit, {u"done"_s}, answerDone);
}

bool isCompletedByViewing(const SiteCourse& course, int node)
{
  const QString& type = course.node(node).type;
  return type == "html"_L1 || type == "video"_L1;
}

WebReply publishCompletion(const Visit& visit)
{
  const int node = nodeOf(visit);
  if (node < 0)
    return WebReply::notFound();
  if (!isCompletedByViewing(visit.course, node))
    return WebReply::json(object("error", Json(u"Block not configured for completion on view."_s)), 400);
  const auto completion = visit.request.json().find("completion");
  if (!completion || !completion->isNumber())
    return WebReply::error(400, u"Completion"_s, u"Say how far the block is completed, from 0 to 1."_s);
  const QString key = visit.course.stateKey(node);
  visit.states.setValue(visit.learner.id, key, kept::kCompletion, Json(completion->number()));
  visit.states.setValue(visit.learner.id, {}, kept::kLastSeen, Json(key));
  return WebReply::json(object("result", Json(u"ok"_s)));
}

/// Other children of a library or a problem bank, when its author lets learners draw again; answers to the
/// old ones are forgotten, as in the LMS.
WebReply drawAgain(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const int node = nodeOf(visit);
  const bool isDrawn = node >= 0 && (course.node(node).type == "library_content"_L1 ||
                                     course.node(node).type == "itembank"_L1);
  if (!isDrawn)
    return WebReply::notFound();
  if (!course.isTrue(node, u"allow_resetting_children"_s))
    return WebReply::text("\"Resetting selected children\" is not allowed for this XBlock", 400);
  for (const int child : chosenChildren(course, visit.learner, visit.states, node))
    for (const QString& name : {kept::kState, kept::kScore})
      visit.states.remove(visit.learner.id, course.stateKey(child), name);
  forgetChosen(course, visit.learner, visit.states, node);
  return WebReply::json(Json(QString()));
}

} // namespace

void addHandlerRoutes(Routes& routes)
{
  const QString base = u"/courses/{course}/xblock/{block}/handler(?:_noauth)?/"_s;
  addRoute(routes, "POST", base + u"xmodule_handler/([^/]+)/?"_s, xmoduleHandler);
  addRoute(routes, "POST", base + u"goto_position/?"_s, gotoPosition);
  addRoute(routes, "POST", base + u"publish_completion/?"_s, publishCompletion);
  addRoute(routes, "POST", base + u"get_completion/?"_s, getCompletion);
  addRoute(routes, "POST", base + u"reset_selected_children/?"_s, drawAgain);
  addRoute(routes, "POST", base + u"vote/?"_s, vote);
  addRoute(routes, "POST", base + u"get_results/?"_s, voteResults);
  addRoute(routes, "POST", base + u"toggle_button/?"_s, toggleDone);
  addRoute(routes, "GET", base + u"transcript/(.+?)/?"_s, transcript);
  const QString own = u"drop_item|do_attempt|reset|show_answer|publish_event|"
                      "save_submission|submit|(?:training|peer|self|staff)_assess|preview_(?:state|peer)"_s;
  addRoute(routes, "POST", base + u'(' + own + u")/?"_s, ownHandler);
}

} // namespace scriptorium::render
