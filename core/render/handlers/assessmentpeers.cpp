#include "render/handlers/assessmentflow.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

Selection selectionOf(const Json& object)
{
  Selection selection;
  for (const Json::Member& member : object.members())
    selection.insert(QString::fromUtf8(member.name), member.value.text());
  return selection;
}

Json jsonOf(const Selection& selection)
{
  Json object = Json::object();
  QStringList names = selection.keys();
  names.sort();
  for (const QString& name : names)
    object.set(name, Json(selection.value(name)));
  return object;
}

Json jsonOf(const QStringList& texts)
{
  Json list = Json::list();
  for (const QString& text : texts)
    list.append(Json(text));
  return list;
}

QStringList peerResponse(const AssessmentPlan& plan, qint64 peer)
{
  const PlannedStep* training = plan.step(PlannedStep::Kind::Training);
  if (training != nullptr && peer < std::ssize(training->examples))
    return training->examples[size_t(peer)].parts;
  static const QStringList kLengths{
      u"This is a short one: it gives an answer and leaves it there."_s,
      u"This one gives an answer, then a reason for it, and an example that shows the reason at work. It "
      u"ends "
      u"by saying what it does not know."_s,
      u"This is a long one. It begins with what was asked, in words of its own. Then it weighs two answers "
      u"against each other, each with an example.\n\nIn the end it decides, and says what would change its "
      u"mind."_s};
  QStringList parts;
  for (qsizetype i = 0; i < std::max<qsizetype>(1, plan.prompts.size()); ++i)
    parts.append(u"(Response of simulated learner %1.) "_s.arg(peer + 1) +
                 kLengths[(peer + i) % kLengths.size()]);
  return parts;
}

Json peerAssessment(const AssessmentPlan& plan, const QString& seed)
{
  const QByteArray lots = QCryptographicHash::hash(seed.toUtf8(), QCryptographicHash::Sha256);
  Selection options;
  Selection feedback;
  qsizetype i = 0;
  for (const RubricCriterion& criterion : plan.criteria) {
    const auto lot = size_t(uchar(lots[i++ % lots.size()]));
    if (!criterion.options.empty())
      options.insert(criterion.name, criterion.options[lot % criterion.options.size()].name);
    if (criterion.feedback != RubricCriterion::Feedback::None)
      feedback.insert(criterion.name, u"(What a peer would write about this.)"_s);
  }
  Json assessment = Json::object();
  assessment.set("options", jsonOf(options));
  assessment.set("feedback", jsonOf(feedback));
  assessment.set("overall", Json(u"(What a peer would write about the whole.)"_s));
  return assessment;
}

} // namespace scriptorium::render
