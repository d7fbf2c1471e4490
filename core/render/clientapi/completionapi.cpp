#include "render/access/completion.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// Whether a unit that the learner leaves is complete.
WebReply unitCompletion(const Visit& visit)
{
  const QString usage = visit.request.json().find("usage_key").value_or(Json()).text();
  const int unit = isOurs(visit) ? visit.course.find(usage) : -1;
  const bool isUnit = unit >= 0 && visit.course.node(unit).type == u"vertical";
  return WebReply::json(object({{"complete", Json(isUnit && isUnitComplete(CourseAccess(visit), unit))}}));
}

/// Several blocks at once, as apps send them.
WebReply completionBatch(const Visit& visit)
{
  const Json batch = visit.request.json();
  for (const char* name : {"username", "course_key", "blocks"}) {
    if (!batch.contains(name))
      return detailReply(400, u"Key '%1' not found."_s.arg(QString::fromLatin1(name)));
  }
  const auto textAt = [&batch](const char* name) { return batch.find(name)->text(); };
  if (textAt("username") != visit.learner.name)
    return detailReply(403, u"You do not have permission to perform this action."_s);
  if (textAt("course_key") != visit.course.keyText())
    return detailReply(404, u"Course not found."_s);
  if (!visit.learner.isEnrolled)
    return detailReply(400, u"User is not enrolled in course."_s);
  const Json blocks = *batch.find("blocks");
  for (const Json::Member& block : blocks.members()) {
    const int node = visit.course.find(QString::fromUtf8(block.name));
    if (node < 0)
      return detailReply(400, u"Block with key: '%1' cannot be found in the modulestore."_s.arg(
                                  QString::fromUtf8(block.name)));
    const double value = block.value.number();
    if (!block.value.isNumber() || value < 0 || value > 1)
      return detailReply(400, u"Invalid completion value."_s);
    publishCompletion(visit.course, visit.states, visit.learner, node, value);
  }
  return WebReply::json(object({{"detail", Json(u"ok"_s)}}));
}

} // namespace

void addCompletionRoutes(Routes& routes)
{
  addRoute(routes, "POST", u"/courses/{course}/xblock/{block}/handler/get_completion/?"_s, unitCompletion);
  addRoute(routes, "POST", u"/api/completion/v1/completion-batch/?"_s, completionBatch);
}

} // namespace scriptorium::render
