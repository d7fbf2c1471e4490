#include "render/handlers/assessmentflow.h"
#include "render/handlers/kinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

WebReply answerOpenAssessment(const Visit& visit, int node, const QString& handler)
{
  AssessmentFlow flow(visit, node);
  const Json wish = visit.request.json();
  using Act = Json (AssessmentFlow::*)(const Json&);
  static const QHash<QString, Act> kActs{{u"save_submission"_s, &AssessmentFlow::save},
                                         {u"submit"_s, &AssessmentFlow::submit},
                                         {u"training_assess"_s, &AssessmentFlow::assessExample},
                                         {u"peer_assess"_s, &AssessmentFlow::assessPeer},
                                         {u"self_assess"_s, &AssessmentFlow::assessSelf},
                                         {u"staff_assess"_s, &AssessmentFlow::assessAsStaff}};
  if (handler == "preview_state"_L1) // of the preview alone: the LMS sends each step as HTML
    return WebReply::json(flow.view());
  if (handler == "preview_peer"_L1)
    return WebReply::json(flow.beAssessed());
  const Act act = kActs.value(handler);
  return act == nullptr ? WebReply::notFound() : WebReply::json((flow.*act)(wish));
}

} // namespace scriptorium::render
