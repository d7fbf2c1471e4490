#include "render/handlers/dragproblem.h"
#include "render/handlers/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

WebReply answerDragAndDrop(const Visit& visit, int node, const QString& handler)
{
  DragProblem problem(visit, node);
  if (handler == "drop_item"_L1)
    return problem.drop(visit.request.json());
  if (handler == "do_attempt"_L1)
    return problem.attempt();
  if (handler == "reset"_L1)
    return problem.reset();
  if (handler == "show_answer"_L1)
    return problem.answer();
  if (handler == "student_view_user_state"_L1)
    return WebReply::json(problem.userState());
  if (handler != "publish_event"_L1)
    return WebReply::notFound();
  Json json = Json::object(); // nobody listens to events here
  const bool isNamed = visit.request.json().contains("event_type");
  json.set("result", Json(isNamed ? u"success"_s : u"error"_s));
  if (!isNamed)
    json.set("message", Json(u"Missing event_type in JSON data"_s));
  return WebReply::json(json);
}

} // namespace scriptorium::render
