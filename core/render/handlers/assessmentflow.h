#pragma once

#include "render/handlers/assessmentplan.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// What one learner did in an open response assessment, and how far it has come (as LMS: edx-ora2, workflow).
/// The preview has no other learners: peers whose responses are assessed, and who assess the learner's, are
/// simulated, always the same ones. `visit` must outlive it.
class AssessmentFlow
{
public:
  AssessmentFlow(const Visit& visit, int node) : AssessmentFlow(visit, node, visit.learner) {}

  /// All that the page shows, for the visit's learner.
  Json view() const;

  // What the page posts, answered as the LMS answers. `wish`: its JSON.
  Json save(const Json& wish);
  /// [true, …], or [false, code, sentence].
  Json submit(const Json& wish);
  Json assessExample(const Json& wish);
  Json assessPeer(const Json& wish);
  Json assessSelf(const Json& wish);
  /// The course team assesses the response that is named, of whichever learner.
  Json assessAsStaff(const Json& wish);
  /// The next simulated peer assesses the learner's response.
  Json beAssessed();

private:
  using Kind = PlannedStep::Kind;
  AssessmentFlow(const Visit& visit, int node, const Learner& whose);

  bool isSubmitted() const { return m_state.contains("response"); }
  qint64 trained() const;
  std::vector<Selection> selections(const char* name) const;
  qint64 requiredPeers(const PlannedStep& step) const;
  bool isFinished(const PlannedStep& step) const;
  bool isAssessed(const PlannedStep& step) const;
  /// Whether the learner may do the step now: those before it are done. Peers may be left for later.
  bool isReached(const PlannedStep& step) const;
  bool isDone() const;
  /// Whose assessment the grade is: "staff", "peer" or "self"; empty when there is none yet.
  QString scoredBy() const;
  qint64 earned() const;
  /// "start" or "due" when learners cannot do it now.
  QString closedBy(std::optional<Timestamp> start, std::optional<Timestamp> due) const;
  /// The sentence that refuses a step; empty when it may be done.
  QString refusal(const PlannedStep* step) const;
  /// What is missing in an assessment; empty when nothing is.
  QString faultOf(const Json& wish, bool withFeedback = true) const;
  QString uuid() const;
  QString peerUuid(qint64 peer) const;
  void keep();

  Json stepsJson() const;
  Json trainingJson() const;
  Json peerJson() const;
  Json gradeJson() const;
  Json learnersJson() const;
  Json leadersJson() const;

  const Visit& m_visit;
  int m_node;
  const Learner& m_whose;
  AssessmentPlan m_plan;
  Json m_state;
};

/// What a simulated peer hands in, prompt by prompt.
QStringList peerResponse(const AssessmentPlan& plan, qint64 peer);
/// How a simulated peer assesses a response: drawn by lot, but the same whenever `seed` is the same.
Json peerAssessment(const AssessmentPlan& plan, const QString& seed);

Selection selectionOf(const Json& object);
Json jsonOf(const Selection& selection);
Json jsonOf(const QStringList& texts);

} // namespace scriptorium::render
