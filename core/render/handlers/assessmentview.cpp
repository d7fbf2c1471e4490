#include "render/handlers/assessmentflow.h"
#include "render/handlers/members.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

Json momentJson(std::optional<Timestamp> moment)
{
  return moment ? Json(isoMoment(*moment)) : Json();
}

Json criterionJson(const RubricCriterion& criterion)
{
  using Feedback = RubricCriterion::Feedback;
  Json options = Json::list();
  for (const RubricOption& option : criterion.options) {
    Json json = Json::object();
    json.set("name", Json(option.name));
    json.set("label", Json(option.label));
    json.set("points", Json(option.points));
    json.set("explanation", Json(option.explanation));
    options.append(json);
  }
  Json json = Json::object();
  json.set("name", Json(criterion.name));
  json.set("label", Json(criterion.label));
  json.set("prompt", Json(criterion.prompt));
  json.set("feedback", Json(criterion.feedback == Feedback::Required   ? u"required"_s
                            : criterion.feedback == Feedback::Optional ? u"optional"_s
                                                                       : QString()));
  json.set("options", options);
  return json;
}

/// Simulated responses beside which the learner's stands in the list of the best.
constexpr qint64 kLeaders = 3;

} // namespace

Json AssessmentFlow::stepsJson() const
{
  Json steps = Json::list();
  const auto add = [&](const QString& name, const QString& status, std::optional<Timestamp> start,
                       std::optional<Timestamp> due) {
    Json step = Json::object();
    step.set("name", Json(name));
    step.set("status", Json(status));
    step.set("start", momentJson(start));
    step.set("due", momentJson(due));
    steps.append(step);
  };
  const QString closed = closedBy(m_plan.responseStart, m_plan.responseDue);
  add(u"response"_s,
      isSubmitted()      ? u"done"_s
      : closed.isEmpty() ? u"open"_s
                         : closed,
      m_plan.responseStart, m_plan.responseDue);
  for (const PlannedStep& step : m_plan.steps) {
    const bool isStaffs = step.kind == Kind::Staff;
    if (isStaffs && !step.isRequired && !m_state.contains("staff"))
      continue;
    QString status = closedBy(step.start, step.due);
    if (isStaffs)
      status = m_state.contains("staff") ? u"done"_s : isSubmitted() ? u"waiting"_s : u"locked"_s;
    else if (isSubmitted() && isFinished(step))
      status = u"done"_s;
    else if (status.isEmpty())
      status = isReached(step) ? u"open"_s : u"locked"_s;
    add(stepName(step.kind), status, step.start, step.due);
  }
  add(u"grade"_s,
      isDone() ? u"done"_s
      : isSubmitted() && std::ranges::all_of(m_plan.steps, [&](const auto& step) { return isFinished(step); })
          ? u"waiting"_s
          : u"locked"_s,
      {}, {});
  return steps;
}

Json AssessmentFlow::trainingJson() const
{
  const PlannedStep* step = m_plan.step(Kind::Training);
  if (step == nullptr)
    return {};
  Json json = Json::object();
  json.set("done", Json(trained()));
  json.set("of", Json(qint64(step->examples.size())));
  if (isSubmitted() && trained() < std::ssize(step->examples))
    json.set("parts", jsonOf(step->examples[size_t(trained())].parts));
  return json;
}

Json AssessmentFlow::peerJson() const
{
  const PlannedStep* step = m_plan.step(Kind::Peer);
  if (step == nullptr)
    return {};
  const auto given = std::ssize(selections("given"));
  Json json = Json::object();
  json.set("given", Json(qint64(given)));
  json.set("mustGrade", Json(step->mustGrade));
  json.set("received", Json(qint64(selections("received").size())));
  json.set("required", Json(requiredPeers(*step)));
  if (isSubmitted()) {
    json.set("uuid", Json(peerUuid(given)));
    json.set("parts", jsonOf(peerResponse(m_plan, given)));
  }
  return json;
}

Json AssessmentFlow::gradeJson() const
{
  if (!isDone())
    return {};
  const QString by = scoredBy();
  Json assessments = Json::list();
  const auto add = [&](const QString& who, Json assessment, bool counts) {
    assessment.set("by", Json(who));
    assessment.set("counts", Json(counts));
    assessments.append(assessment);
  };
  if (m_state.contains("staff"))
    add(u"staff"_s, memberOf(m_state, "staff"), by == "staff"_L1);
  const Json received = memberOf(m_state, "received");
  const PlannedStep* peer = m_plan.step(Kind::Peer);
  qint64 at = 0;
  for (const Json& each : received.items())
    add(u"peer"_s, each, by == "peer"_L1 && at++ < std::max(requiredPeers(*peer), peer->mustBeGradedBy));
  if (m_state.contains("self"))
    add(u"self"_s, memberOf(m_state, "self"), by == "self"_L1);
  Json json = Json::object();
  json.set("earned", Json(earned()));
  json.set("possible", Json(m_plan.mostPoints()));
  json.set("by", Json(by));
  json.set("assessments", assessments);
  return json;
}

/// For the course team: who has handed in.
Json AssessmentFlow::learnersJson() const
{
  Json all = Json::list();
  for (const Learner& learner : m_visit.learners) {
    const AssessmentFlow flow(m_visit, m_node, learner);
    if (!flow.isSubmitted())
      continue;
    Json json = Json::object();
    json.set("name", Json(learner.name));
    json.set("uuid", Json(flow.uuid()));
    json.set("parts", memberOf(flow.m_state, "response"));
    json.set("staff", memberOf(flow.m_state, "staff"));
    json.set("earned", flow.scoredBy().isEmpty() ? Json() : Json(flow.earned()));
    all.append(json);
  }
  return all;
}

/// As LMS: leaderboard_mixin.py: those who have their grade see the best ones.
Json AssessmentFlow::leadersJson() const
{
  const qint64 most = m_visit.course.field(m_node, u"leaderboard_show"_s).whole();
  if (most <= 0 || !isDone())
    return {};
  std::vector<std::pair<qint64, Json>> leaders;
  const auto add = [&](qint64 points, const Json& parts, bool isOwn) {
    Json json = Json::object();
    json.set("points", Json(points));
    json.set("parts", parts);
    json.set("isOwn", Json(isOwn));
    leaders.emplace_back(points, json);
  };
  add(earned(), memberOf(m_state, "response"), true);
  for (qint64 peer = 0; peer < kLeaders; ++peer)
    add(m_plan.points(selectionOf(memberOf(peerAssessment(m_plan, peerUuid(peer)), "options"))),
        jsonOf(peerResponse(m_plan, peer)), false);
  std::ranges::stable_sort(leaders, std::greater(), [](const auto& each) { return each.first; });
  Json list = Json::list();
  for (const auto& [points, json] : leaders)
    if (list.items().size() < most)
      list.append(json);
  return list;
}

Json AssessmentFlow::view() const
{
  const SiteCourse& course = m_visit.course;
  Json criteria = Json::list();
  for (const RubricCriterion& criterion : m_plan.criteria)
    criteria.append(criterionJson(criterion));
  Json json = Json::object();
  json.set("prompts", jsonOf(m_plan.prompts));
  json.set("criteria", criteria);
  json.set("feedbackPrompt", Json(m_plan.feedbackPrompt));
  json.set("feedbackText", Json(m_plan.feedbackText));
  json.set("text", Json(course.textOf(m_node, u"text_response"_s)));
  json.set("files", Json(course.textOf(m_node, u"file_upload_response"_s)));
  json.set("isTeams", Json(course.isTrue(m_node, u"teams_enabled"_s)));
  json.set("showsRubric", Json(course.isTrue(m_node, u"show_rubric_during_response"_s)));
  json.set("hasLeaders", Json(course.field(m_node, u"leaderboard_show"_s).whole() > 0));
  json.set("steps", stepsJson());
  json.set("draft", memberOf(m_state, "draft"));
  json.set("response", memberOf(m_state, "response"));
  json.set("training", trainingJson());
  json.set("peer", peerJson());
  json.set("grade", gradeJson());
  json.set("leaders", leadersJson());
  if (m_visit.learner.isStaff)
    json.set("learners", learnersJson());
  return json;
}

} // namespace scriptorium::render
