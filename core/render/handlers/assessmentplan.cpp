#include "render/handlers/assessmentplan.h"

#include "grading/block/blocksettings.h"
#include "markup/html/cleanhtml.h"
#include "markup/markup.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

using markup::Element;

QString textOf(const Element& parent, QStringView name)
{
  const Element* child = parent.firstChild(name);
  return child == nullptr ? QString() : markup::textContent(*child).trimmed();
}

/// A label, or the name where older courses have none.
QString labelOf(const Element& element, const QString& name)
{
  const QString label = textOf(element, u"label");
  return label.isEmpty() ? name : label;
}

bool isTrue(const QString& text)
{
  return text == "True"_L1 || text == "true"_L1;
}

RubricCriterion criterionOf(const Element& element)
{
  using Feedback = RubricCriterion::Feedback;
  RubricCriterion criterion;
  criterion.name = textOf(element, u"name");
  criterion.label = labelOf(element, criterion.name);
  criterion.prompt = textOf(element, u"prompt");
  const QString feedback = element.attribute(u"feedback");
  criterion.feedback = feedback == "required"_L1   ? Feedback::Required
                       : feedback == "optional"_L1 ? Feedback::Optional
                                                   : Feedback::None;
  for (const Element* option : element.childrenNamed(u"option")) {
    const QString name = textOf(*option, u"name");
    criterion.options.push_back({name, labelOf(*option, name), textOf(*option, u"explanation"),
                                 option->attribute(u"points").toLongLong()});
  }
  return criterion;
}

std::optional<PlannedStep::Kind> kindOf(const QString& name)
{
  using Kind = PlannedStep::Kind;
  for (const Kind kind : {Kind::Training, Kind::Peer, Kind::Self, Kind::Staff})
    if (stepName(kind) == name)
      return kind;
  return std::nullopt;
}

PlannedStep::Example exampleOf(const Element& element)
{
  PlannedStep::Example example;
  if (const Element* answer = element.firstChild(u"answer")) {
    for (const Element* part : answer->childrenNamed(u"part"))
      example.parts.append(markup::textContent(*part).trimmed());
    if (example.parts.isEmpty()) // older courses have one text
      example.parts.append(markup::textContent(*answer).trimmed());
  }
  for (const Element* select : element.childrenNamed(u"select"))
    example.answers.insert(select->attribute(u"criterion"), select->attribute(u"option"));
  return example;
}

PlannedStep stepOf(const Element& element, PlannedStep::Kind kind)
{
  PlannedStep step;
  step.kind = kind;
  step.mustGrade = element.attribute(u"must_grade").toLongLong();
  step.mustBeGradedBy = element.attribute(u"must_be_graded_by").toLongLong();
  step.isFlexible = isTrue(element.attribute(u"enable_flexible_grading"));
  step.isRequired = kind != PlannedStep::Kind::Staff || isTrue(element.attribute(u"required"));
  step.start = capa::dateFromText(element.attribute(u"start"));
  step.due = capa::dateFromText(element.attribute(u"due"));
  for (const Element* example : element.childrenNamed(u"example"))
    step.examples.push_back(exampleOf(*example));
  return step;
}

QStringList promptsOf(const Element& root, bool isHtml)
{
  const auto shown = [isHtml](const QString& text) {
    if (isHtml)
      return markup::cleanHtml(text);
    return u"<p>"_s +
           markup::htmlEscaped(text.trimmed()).replace(u"\n\n"_s, u"</p><p>"_s).replace(u'\n', u"<br>"_s) +
           u"</p>"_s;
  };
  QStringList prompts;
  if (const Element* all = root.firstChild(u"prompts"))
    for (const Element* prompt : all->childrenNamed(u"prompt"))
      prompts.append(shown(textOf(*prompt, u"description")));
  if (prompts.isEmpty()) // the first courses had one, in the rubric
    if (const Element* rubric = root.firstChild(u"rubric"))
      if (const QString prompt = textOf(*rubric, u"prompt"); !prompt.isEmpty())
        prompts.append(shown(prompt));
  return prompts;
}

/// As LMS: resolve_dates.py: a step without a start begins with the one before it, one without an end ends
/// with the one behind it; the block's own dates are around all.
void resolveDates(AssessmentPlan& plan, std::optional<Timestamp> start, std::optional<Timestamp> due)
{
  if (!plan.responseStart)
    plan.responseStart = start;
  auto before = plan.responseStart;
  for (PlannedStep& step : plan.steps) {
    if (!step.start)
      step.start = before;
    before = step.start;
  }
  auto behind = due;
  for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step) {
    if (!step->due)
      step->due = behind;
    behind = step->due;
  }
  if (!plan.responseDue)
    plan.responseDue = behind;
}

} // namespace

QString stepName(PlannedStep::Kind kind)
{
  static const std::array<QString, 4> kNames{u"student-training"_s, u"peer-assessment"_s,
                                             u"self-assessment"_s, u"staff-assessment"_s};
  return kNames[size_t(kind)];
}

qint64 RubricCriterion::points(const QString& option) const
{
  const auto found = std::ranges::find(options, option, &RubricOption::name);
  return found == options.end() ? 0 : found->points;
}

qint64 RubricCriterion::mostPoints() const
{
  return options.empty() ? 0 : std::ranges::max(options, {}, &RubricOption::points).points;
}

AssessmentPlan AssessmentPlan::of(const SiteCourse& course, int node)
{
  AssessmentPlan plan;
  plan.title = course.title(node);
  plan.responseStart = capa::dateFromText(course.textOf(node, u"submission_start"_s));
  plan.responseDue = capa::dateFromText(course.textOf(node, u"submission_due"_s));
  const auto parsed = markup::parseXml(course.body(node));
  if (!parsed)
    return plan;
  const Element& root = **parsed;
  plan.prompts = promptsOf(root, course.textOf(node, u"prompts_type"_s) == "html"_L1);
  if (const Element* rubric = root.firstChild(u"rubric")) {
    for (const Element* criterion : rubric->childrenNamed(u"criterion"))
      plan.criteria.push_back(criterionOf(*criterion));
    plan.feedbackPrompt = textOf(*rubric, u"feedbackprompt");
    plan.feedbackText = textOf(*rubric, u"feedback_default_text");
  }
  if (const Element* assessments = root.firstChild(u"assessments"))
    for (const Element* assessment : assessments->childrenNamed(u"assessment"))
      if (const auto kind = kindOf(assessment->attribute(u"name")))
        plan.steps.push_back(stepOf(*assessment, *kind));
  resolveDates(plan, course.date(node, u"start"_s), course.date(node, u"due"_s));
  return plan;
}

qint64 AssessmentPlan::mostPoints() const
{
  qint64 points = 0;
  for (const RubricCriterion& criterion : criteria)
    points += criterion.mostPoints();
  return points;
}

qint64 AssessmentPlan::points(const Selection& selection) const
{
  qint64 points = 0;
  for (const RubricCriterion& criterion : criteria)
    points += criterion.points(selection.value(criterion.name));
  return points;
}

qint64 AssessmentPlan::medianPoints(const std::vector<Selection>& selections) const
{
  qint64 points = 0;
  if (selections.empty())
    return points;
  const size_t half = selections.size() / 2;
  for (const RubricCriterion& criterion : criteria) {
    std::vector<qint64> given;
    for (const Selection& selection : selections)
      given.push_back(criterion.points(selection.value(criterion.name)));
    std::ranges::sort(given);
    points += given.size() % 2 == 1 ? given[half] : (given[half - 1] + given[half] + 1) / 2;
  }
  return points;
}

const PlannedStep* AssessmentPlan::step(PlannedStep::Kind kind) const
{
  const auto found = std::ranges::find(steps, kind, &PlannedStep::kind);
  return found == steps.end() ? nullptr : &*found;
}

} // namespace scriptorium::render
