#pragma once

#include "render/web/sitecourse.h"

#include <optional>
#include <vector>

namespace scriptorium::render {

/// By criterion: the option chosen. Names, as authors gave them.
using Selection = QHash<QString, QString>;

struct RubricOption
{
  QString name, label, explanation;
  qint64 points = 0;
};

struct RubricCriterion
{
  enum class Feedback
  {
    None,
    Optional,
    Required
  };
  QString name, label, prompt;
  Feedback feedback = Feedback::None;
  std::vector<RubricOption> options; ///< in order; none: only feedback is given
  /// Of an option; 0 when there is none of this name.
  qint64 points(const QString& option) const;
  qint64 mostPoints() const;
};

/// One thing that is done with a response.
struct PlannedStep
{
  enum class Kind
  {
    Training,
    Peer,
    Self,
    Staff
  };
  struct Example
  {
    QStringList parts;
    Selection answers;
  };
  Kind kind = Kind::Self;
  qint64 mustGrade = 0;      ///< of peers: how many responses the learner assesses
  qint64 mustBeGradedBy = 0; ///< and by how many the own one is
  bool isFlexible = false;
  bool isRequired = true; ///< of the staff: otherwise they only may
  std::optional<Timestamp> start, due;
  std::vector<Example> examples; ///< of training
};
/// "student-training", "peer-assessment", "self-assessment", "staff-assessment".
QString stepName(PlannedStep::Kind kind);

/// What authors made of an open response assessment (as LMS: edx-ora2, xblock/utils/xml.py): what is asked,
/// which steps follow, by what it is judged, and when.
struct AssessmentPlan
{
  static AssessmentPlan of(const SiteCourse& course, int node);

  QString title;
  QStringList prompts; ///< HTML
  std::vector<RubricCriterion> criteria;
  QString feedbackPrompt, feedbackText;
  std::vector<PlannedStep> steps; ///< in order
  std::optional<Timestamp> responseStart, responseDue;

  qint64 mostPoints() const;
  /// The points of one assessment.
  qint64 points(const Selection& selection) const;
  /// Of several: the median of each criterion, of two in the middle the half of both, rounded up.
  qint64 medianPoints(const std::vector<Selection>& selections) const;
  const PlannedStep* step(PlannedStep::Kind kind) const;
};

} // namespace scriptorium::render
