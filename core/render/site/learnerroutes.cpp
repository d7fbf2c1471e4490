#include "render/site/learnerroutes.h"

#include "render/access/courseaccess.h"
#include "render/grades/submission.h"
#include "render/handlers/problem.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

WebReply said(const QString& message, int status = 200)
{
  Json json = Json::object();
  json.set("message", Json(message));
  return WebReply::json(json, status);
}

/// A node and all below it, whoever may see them.
std::vector<int> withAllBelow(const SiteCourse& course, int node)
{
  std::vector<int> nodes{node};
  for (size_t i = 0; i < nodes.size(); ++i)
    for (const int child : course.node(nodes[i]).children)
      nodes.push_back(child);
  return nodes;
}

/// {"learner", "answered", "stale": [{"block", "title"}]}
WebReply learnerSummary(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  int answered = 0;
  Json stale = Json::list();
  for (const int node : course.nodesOf(visit.states.blocksWith(visit.learner.id, kept::kScore))) {
    ++answered;
    if (!isStale(course, visit.states, visit.learner.id, node))
      continue;
    Json block = Json::object();
    block.set("block", Json(course.usageKey(node)));
    block.set("title", Json(course.title(node)));
    stale.append(block);
  }
  Json json = Json::object();
  json.set("learner", Json(visit.learner.name));
  json.set("answered", Json(answered));
  json.set("stale", stale);
  return WebReply::json(json);
}

/// {"block": usage key, or nothing for the course, "everyone": bool}: of the learner as whom one looks, or of
/// all.
WebReply forgetAnswers(const Visit& visit)
{
  const Json wish = visit.request.json();
  const bool isForAll = wish.find("everyone").value_or(Json()).boolean();
  if (isForAll && visit.learner.isGuest && !visit.learner.isStaff)
    return said(u"Only the course team may do this."_s, 403);
  const auto whose = isForAll ? std::nullopt : std::optional(visit.learner.id);
  const QString block = wish.find("block").value_or(Json()).text();
  if (block.isEmpty()) {
    const bool hadDates = hasRelativeDates(visit.course, visit.states); // is no learner's
    visit.states.forget(whose, std::nullopt);
    if (hadDates && !visit.course.hasRelativeDates())
      setRelativeDates(visit.states, true);
    return said(u"done"_s);
  }
  const int node = visit.course.find(block);
  if (node < 0)
    return WebReply::notFound();
  for (const int each : withAllBelow(visit.course, node))
    visit.states.forget(whose, visit.course.stateKey(each));
  return said(u"done"_s);
}

/// {"block": usage key}: what was answered, by the problem as it is now.
WebReply gradeAgain(const Visit& visit)
{
  const int node = visit.course.find(visit.request.json().find("block").value_or(Json()).text());
  if (node < 0 || visit.course.node(node).type != "problem"_L1 || !CourseAccess(visit).isLoadable(node))
    return WebReply::notFound();
  const VisitClock clock(visit);
  const auto problem = problemOf(visit, node, clock);
  if (!problem)
    return said(problem.error().toString(), 500);
  const capa::BlockReply reply = (*problem)->rescore(false);
  tellProblem(visit, node, reply);
  if (!reply.grade)
    return said(u"The answer cannot be graded by the problem as it is now: "_s +
                    (reply.text.isEmpty() ? reply.cause.message : reply.text),
                409);
  keepProblem(visit, node, **problem, reply);
  return said(u"done"_s);
}

} // namespace

void addLearnerRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/__preview/learner"_s, learnerSummary);
  addRoute(routes, "POST", u"/__preview/forget"_s, forgetAnswers);
  addRoute(routes, "POST", u"/__preview/grade"_s, gradeAgain);
}

} // namespace scriptorium::render
