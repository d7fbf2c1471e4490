#include "markup/markup.h"
#include "render/handlers/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

const QString kVotes = u"votes"_s;

struct Poll
{
  Json votes = Json::object(); ///< by answer
  qint64 total = 0;
  bool mayReset = true;
};

Poll pollOf(const Visit& visit, int node)
{
  Poll poll;
  const auto element = markup::parseXml(visit.course.body(node));
  if (!element)
    return poll;
  const Json kept =
      visit.states.value(kept::kEverybody, visit.course.stateKey(node), kVotes).value_or(Json());
  for (const markup::Element* answer : (*element)->childrenNamed(u"answer"_s)) {
    const QString id = answer->attribute(u"id"_s);
    const qint64 votes = kept.find(id).value_or(Json()).whole();
    poll.votes.set(id, Json(votes));
    poll.total += votes;
  }
  poll.mayReset = (*element)->attribute(u"reset"_s, u"true"_s).toLower() != "false"_L1;
  return poll;
}

void count(const Visit& visit, int node, Poll& poll, const QString& answer, int votes)
{
  poll.votes.set(answer, Json(poll.votes.find(answer).value_or(Json()).whole() + votes));
  poll.total += votes;
  visit.states.setValue(kept::kEverybody, visit.course.stateKey(node), kVotes, poll.votes);
}

void keepAnswer(const Visit& visit, int node, const Poll& poll, const QString& answer)
{
  Json state = Json::object();
  state.set("poll_answer", Json(answer));
  state.set("voted", Json(!answer.isEmpty()));
  state.set("poll_answers", poll.votes);
  state.set("total", Json(poll.total));
  visit.states.setValue(visit.learner.id, visit.course.stateKey(node), kept::kState, state);
}

WebReply said(const char* name, const QString& text)
{
  Json json = Json::object();
  json.set(name, Json(text));
  return WebReply::json(json);
}

} // namespace

WebReply answerPollQuestion(const Visit& visit, int node, const QString& dispatch)
{
  Poll poll = pollOf(visit, node);
  const Json state =
      visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kState).value_or(Json());
  const QString answer = state.find("poll_answer").value_or(Json()).text();
  Json json = Json::object();
  if (dispatch == "get_state"_L1) {
    json.set("poll_answer", Json(answer));
    json.set("poll_answers", poll.votes);
    json.set("total", Json(poll.total));
    return WebReply::json(json);
  }
  if (dispatch == "reset_poll"_L1 && !answer.isEmpty() && poll.mayReset) {
    count(visit, node, poll, answer, -1);
    keepAnswer(visit, node, poll, {});
    return said("status", u"success"_s);
  }
  if (!poll.votes.contains(dispatch) || !answer.isEmpty())
    return said("error", u"Unknown Command!"_s);
  count(visit, node, poll, dispatch, 1);
  keepAnswer(visit, node, poll, dispatch);
  json.set("poll_answers", poll.votes);
  json.set("total", Json(poll.total));
  Json callback = Json::object();
  callback.set("objectName", Json(u"Conditional"_s));
  json.set("callback", callback);
  return WebReply::json(json);
}

} // namespace scriptorium::render
