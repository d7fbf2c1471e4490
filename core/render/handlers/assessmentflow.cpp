#include "render/handlers/assessmentflow.h"

#include "render/handlers/members.h"
#include "render/handlers/score.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

constexpr qsizetype kMostBytes = 100 * 1024; ///< as LMS: submissions, Submission.MAXSIZE
constexpr qint64 kFlexibleDays = 7;
constexpr qint64 kFlexiblePercent = 30;

Json outcome(const QString& fault)
{
  Json json = Json::object();
  json.set("success", Json(fault.isEmpty()));
  json.set("msg", Json(fault));
  return json;
}

Json refused(const QString& code, const QString& sentence)
{
  Json json = Json::list();
  json.append(Json(false));
  json.append(Json(code));
  json.append(Json(sentence));
  return json;
}

Json assessmentOf(const Json& wish)
{
  Json assessment = Json::object();
  assessment.set("options", memberOf(wish, "options_selected"));
  assessment.set("feedback", wish.find("criterion_feedback").value_or(Json::object()));
  assessment.set("overall", Json(memberOf(wish, "overall_feedback").text()));
  return assessment;
}

/// As many texts as there are prompts; nothing when it is no list of texts.
std::optional<Json> partsOf(const Json& wish, qsizetype count)
{
  const Json all = memberOf(wish, "submission");
  if (!all.isList() || all.items().size() > std::max<qsizetype>(1, count))
    return std::nullopt;
  Json parts = Json::list();
  for (const Json& part : all.items())
    parts.append(Json(part.text()));
  return parts;
}

bool isBlank(const Json& parts)
{
  const auto texts = parts.items();
  return std::all_of(texts.begin(), texts.end(),
                     [](const Json& text) { return text.text().trimmed().isEmpty(); });
}

} // namespace

AssessmentFlow::AssessmentFlow(const Visit& visit, int node, const Learner& whose)
    : m_visit(visit), m_node(node), m_whose(whose), m_plan(AssessmentPlan::of(visit.course, node)),
      m_state(
          visit.states.value(whose.id, visit.course.stateKey(node), kept::kState).value_or(Json::object()))
{}

qint64 AssessmentFlow::trained() const
{
  return memberOf(m_state, "training").whole();
}

std::vector<Selection> AssessmentFlow::selections(const char* name) const
{
  std::vector<Selection> all;
  const Json list = memberOf(m_state, name);
  for (const Json& assessment : list.items())
    all.push_back(selectionOf(memberOf(assessment, "options")));
  return all;
}

/// As LMS: peer.py, required_peer_grades: after a week, fewer will do.
qint64 AssessmentFlow::requiredPeers(const PlannedStep& step) const
{
  const bool isFlexible =
      step.isFlexible ||
      m_visit.course.isTrue(m_visit.course.root(), u"force_on_flexible_peer_openassessments"_s);
  const auto days =
      std::chrono::duration_cast<std::chrono::hours>(m_visit.now.time_since_epoch()).count() / 24 -
      memberOf(m_state, "day").whole();
  if (!isFlexible || days < kFlexibleDays)
    return step.mustBeGradedBy;
  return std::max<qint64>(1, step.mustBeGradedBy * kFlexiblePercent / 100);
}

bool AssessmentFlow::isFinished(const PlannedStep& step) const
{
  switch (step.kind) {
  case Kind::Training:
    return trained() >= std::ssize(step.examples);
  case Kind::Peer:
    return std::ssize(selections("given")) >= step.mustGrade;
  case Kind::Self:
    return m_state.contains("self");
  case Kind::Staff:
    return true;
  }
  return false;
}

bool AssessmentFlow::isAssessed(const PlannedStep& step) const
{
  switch (step.kind) {
  case Kind::Training:
  case Kind::Self:
    return isFinished(step);
  case Kind::Peer:
    return std::ssize(selections("received")) >= requiredPeers(step);
  case Kind::Staff:
    return !step.isRequired || m_state.contains("staff");
  }
  return false;
}

bool AssessmentFlow::isReached(const PlannedStep& step) const
{
  if (!isSubmitted())
    return false;
  for (const PlannedStep& each : m_plan.steps) {
    if (&each == &step)
      break;
    if (each.kind != Kind::Peer && !isFinished(each))
      return false;
  }
  return true;
}

bool AssessmentFlow::isDone() const
{
  const bool isStaffs = m_state.contains("staff"); // its word counts for all steps
  return isSubmitted() &&
         std::ranges::all_of(
             m_plan.steps,
             [&](const PlannedStep& step) { return isFinished(step) && (isStaffs || isAssessed(step)); }) &&
         !scoredBy().isEmpty();
}

QString AssessmentFlow::scoredBy() const
{
  if (m_state.contains("staff"))
    return u"staff"_s;
  if (const PlannedStep* peer = m_plan.step(Kind::Peer))
    return isFinished(*peer) && isAssessed(*peer) ? u"peer"_s : QString();
  return m_plan.step(Kind::Self) != nullptr && m_state.contains("self") ? u"self"_s : QString();
}

qint64 AssessmentFlow::earned() const
{
  const QString by = scoredBy();
  if (by != "peer"_L1)
    return m_plan.points(selectionOf(memberOf(memberOf(m_state, by), "options")));
  const PlannedStep& step = *m_plan.step(Kind::Peer);
  std::vector<Selection> given = selections("received");
  const qint64 counted = std::max(requiredPeers(step), step.mustBeGradedBy);
  given.resize(std::min(given.size(), size_t(counted))); // the first ones count
  return m_plan.medianPoints(given);
}

QString AssessmentFlow::closedBy(std::optional<Timestamp> start, std::optional<Timestamp> due) const
{
  if (m_visit.learner.isStaff)
    return {};
  if (start && m_visit.now < *start)
    return u"start"_s;
  return due && m_visit.now >= *due ? u"due"_s : QString();
}

QString AssessmentFlow::uuid() const
{
  return QUuid::createUuidV5(QUuid(), m_whose.name + u'/' + m_visit.course.stateKey(m_node))
      .toString(QUuid::WithoutBraces);
}

QString AssessmentFlow::peerUuid(qint64 peer) const
{
  return QUuid::createUuidV5(QUuid(), QString::number(peer) + u'/' + m_visit.course.stateKey(m_node))
      .toString(QUuid::WithoutBraces);
}

void AssessmentFlow::keep()
{
  m_visit.states.setValue(m_whose.id, m_visit.course.stateKey(m_node), kept::kState, m_state);
  if (isSubmitted() && m_plan.mostPoints() > 0 && (m_state.contains("staff") || isDone()))
    keepScore(m_visit, m_whose, m_node, double(earned()), double(m_plan.mostPoints()));
}

Json AssessmentFlow::save(const Json& wish)
{
  const auto parts = partsOf(wish, m_plan.prompts.size());
  if (!parts)
    return outcome(u"The response could not be saved: it must be one text for each prompt."_s);
  if (isSubmitted())
    return outcome(u"The response has been submitted already."_s);
  if (!closedBy(m_plan.responseStart, m_plan.responseDue).isEmpty())
    return outcome(u"Responses are not taken at this time."_s);
  if (parts->toUtf8().size() > kMostBytes)
    return outcome(u"The response is too long: at most 100 KB."_s);
  m_state.set("draft", *parts);
  keep();
  return outcome({});
}

Json AssessmentFlow::submit(const Json& wish)
{
  const auto parts = partsOf(wish, m_plan.prompts.size());
  if (!parts)
    return refused(u"EBADARGS"_s, u"The response must be one text for each prompt."_s);
  if (isSubmitted())
    return refused(u"ENOMULTI"_s, u"Multiple submissions are not allowed."_s);
  if (!closedBy(m_plan.responseStart, m_plan.responseDue).isEmpty())
    return refused(u"EBADFORM"_s, u"Responses are not taken at this time."_s);
  if (parts->toUtf8().size() > kMostBytes)
    return refused(u"EANSWERLENGTH"_s, u"Response exceeds maximum allowed size. (100 KB)"_s);
  if (m_visit.course.textOf(m_node, u"text_response"_s) == "required"_L1 && isBlank(*parts))
    return refused(u"EEMPTYSUB"_s, u"The response is empty: write something first."_s);
  m_state.remove("draft");
  m_state.set("response", *parts);
  m_state.set(
      "day",
      Json(qint64(std::chrono::duration_cast<std::chrono::hours>(m_visit.now.time_since_epoch()).count() /
                  24)));
  keep();
  Json item = Json::object();
  item.set("student_id", Json(anonymousId(m_whose)));
  item.set("course_id", Json(m_visit.course.keyText()));
  item.set("item_id", Json(m_visit.course.usageKey(m_node)));
  item.set("item_type", Json(u"openassessment"_s));
  Json json = Json::list();
  json.append(Json(true));
  json.append(item);
  json.append(Json(1));
  return json;
}

QString AssessmentFlow::faultOf(const Json& wish, bool withFeedback) const
{
  if (!memberOf(wish, "options_selected").isObject())
    return u"An assessment needs an option for each criterion."_s;
  const Selection options = selectionOf(memberOf(wish, "options_selected"));
  const Selection feedback = selectionOf(memberOf(wish, "criterion_feedback"));
  for (const RubricCriterion& criterion : m_plan.criteria) {
    const auto& all = criterion.options;
    if (!all.empty() &&
        std::ranges::find(all, options.value(criterion.name), &RubricOption::name) == all.end())
      return u"Choose an option for “%1”."_s.arg(criterion.label);
    if (withFeedback && criterion.feedback == RubricCriterion::Feedback::Required &&
        feedback.value(criterion.name).trimmed().isEmpty())
      return u"Write a comment on “%1”."_s.arg(criterion.label);
  }
  return {};
}

QString AssessmentFlow::refusal(const PlannedStep* step) const
{
  if (step == nullptr)
    return u"This assessment has no such step."_s;
  if (!isSubmitted())
    return u"Submit a response of your own first."_s;
  if (!isReached(*step))
    return u"Complete the steps before this one first."_s;
  if (!closedBy(step->start, step->due).isEmpty())
    return u"This step is not open at this time."_s;
  return {};
}

/// As LMS: student_training.py: what differs from the course team's choice is named, and tried again.
Json AssessmentFlow::assessExample(const Json& wish)
{
  const PlannedStep* step = m_plan.step(Kind::Training);
  QString fault = refusal(step);
  if (fault.isEmpty())
    fault = faultOf(wish, false);
  if (fault.isEmpty() && trained() >= std::ssize(step->examples))
    fault = u"All examples have been assessed."_s;
  if (!fault.isEmpty())
    return outcome(fault);
  const Selection chosen = selectionOf(memberOf(wish, "options_selected"));
  const Selection& right = step->examples[size_t(trained())].answers;
  Selection corrections;
  for (auto each = right.cbegin(); each != right.cend(); ++each)
    if (chosen.value(each.key()) != each.value())
      corrections.insert(each.key(), each.value());
  if (corrections.isEmpty())
    m_state.set("training", Json(trained() + 1));
  keep();
  Json json = outcome({});
  json.set("corrections", jsonOf(corrections));
  return json;
}

Json AssessmentFlow::assessPeer(const Json& wish)
{
  Json given = m_state.find("given").value_or(Json::list());
  QString fault = refusal(m_plan.step(Kind::Peer));
  if (fault.isEmpty())
    fault = faultOf(wish);
  if (fault.isEmpty() && memberOf(wish, "submission_uuid").text() != peerUuid(given.items().size()))
    fault = u"This response has been assessed already."_s;
  if (!fault.isEmpty())
    return outcome(fault);
  given.append(assessmentOf(wish));
  m_state.set("given", given);
  keep();
  return outcome({});
}

Json AssessmentFlow::assessSelf(const Json& wish)
{
  QString fault = refusal(m_plan.step(Kind::Self));
  if (fault.isEmpty())
    fault = faultOf(wish);
  if (fault.isEmpty() && m_state.contains("self"))
    fault = u"You have assessed your response already."_s;
  if (!fault.isEmpty())
    return outcome(fault);
  m_state.set("self", assessmentOf(wish));
  keep();
  return outcome({});
}

Json AssessmentFlow::assessAsStaff(const Json& wish)
{
  if (!m_visit.learner.isStaff)
    return outcome(u"Only the course team may do this."_s);
  const QString wanted = memberOf(wish, "submission_uuid").text();
  for (const Learner& learner : m_visit.learners) {
    AssessmentFlow flow(m_visit, m_node, learner);
    if (!flow.isSubmitted() || flow.uuid() != wanted)
      continue;
    if (const QString fault = faultOf(wish); !fault.isEmpty())
      return outcome(fault);
    flow.m_state.set("staff", assessmentOf(wish));
    flow.keep();
    return outcome({});
  }
  return outcome(u"The response that was assessed is no longer there."_s);
}

Json AssessmentFlow::beAssessed()
{
  if (!isSubmitted() || m_plan.step(Kind::Peer) == nullptr)
    return outcome(u"Peers assess a response once it was submitted, in an assessment that has peers."_s);
  Json received = m_state.find("received").value_or(Json::list());
  received.append(peerAssessment(m_plan, uuid() + QString::number(received.items().size())));
  m_state.set("received", received);
  keep();
  return outcome({});
}

} // namespace scriptorium::render
