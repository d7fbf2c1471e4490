#include "render/handlers/score.h"

#include "grading/block/blocksettings.h"
#include "render/access/completion.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

void keepScore(const Visit& visit, const Learner& whose, int node, double earned, double possible)
{
  Json score = Json::object();
  score.set("earned", Json(earned));
  score.set("possible", Json(possible));
  visit.states.setValue(whose.id, visit.course.stateKey(node), kept::kScore, score);
  publishCompletion(visit.course, visit.states, whose, node, 1);
}

std::optional<Timestamp> closeDate(const Visit& visit, int node)
{
  const auto due = CourseAccess(visit).dueDate(node);
  const auto grace = capa::durationFromText(visit.course.textOf(node, u"graceperiod"_s));
  return due && grace ? *due + *grace : due;
}

} // namespace scriptorium::render
