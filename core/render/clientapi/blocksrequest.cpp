#include "render/clientapi/blocksrequest.h"

#include "render/facts/answers.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

WebReply fieldError(const char* field, const QString& message)
{
  return WebReply::json(
      object({{"field_errors", object({{field, object({{"developer_message", Json(message)}})}})}}), 400);
}

Result<Learner, WebReply> learnerAsked(const Visit& visit)
{
  // Whoever staff look as, they ask for themselves.
  const qint64 id = visit.learner.maskOf != 0 ? visit.learner.maskOf : visit.learner.id;
  const auto self = std::ranges::find(visit.learners, id, &Learner::id);
  const Learner& visitor = self == visit.learners.end() ? visit.learner : *self;
  const QString name = visit.request.queried(u"username"_s);
  if (visit.request.queried(u"all_blocks"_s) == u"true") {
    if (!visitor.isStaff)
      return developerReply(403, u"'%1' does not have permission to access all blocks in '%2'."_s.arg(
                                     visitor.name, visit.course.keyText()));
    return visitor;
  }
  if (!visit.request.isQueried(u"username"_s))
    return fieldError("username", u"This field is required unless all_blocks is requested."_s);
  if (isAnonymous(visitor))
    return developerReply(
        403, u"Course blocks for '%1' cannot be accessed anonymously."_s.arg(visit.course.keyText()));
  if (name == visitor.name)
    return visitor;
  if (!visitor.isStaff)
    return developerReply(
        403, u"'%1' does not have permission to access view for '%2'."_s.arg(visitor.name, name));
  const auto at = std::ranges::find(visit.learners, name, &Learner::name);
  if (at == visit.learners.end())
    return developerReply(404, u"Requested user '%1' does not exist."_s.arg(name));
  return *at;
}

Result<BlocksRequest, WebReply> judged(const Visit& visit, int root)
{
  const auto query = BlocksQuery::of(visit.request);
  if (!query)
    return fieldError("depth", u"'%1' is not a valid depth value."_s.arg(visit.request.queried(u"depth"_s)));
  auto learner = learnerAsked(visit);
  if (!learner)
    return learner.error();
  BlocksRequest result{*query, *learner};
  result.query.root = root;
  const CourseAccess access(visit.course, result.learner, visit.states, visit.now);
  if (!access.mayEnter())
    return developerReply(403, u"Course blocks for '%1' cannot be accessed."_s.arg(result.learner.name));
  return result;
}

} // namespace

Result<BlocksRequest, WebReply> blocksOfCourse(const Visit& visit)
{
  const QString key = visit.request.queried(u"course_id"_s);
  if (key.isEmpty())
    return developerReply(400, u"course_id is required."_s);
  if (!CourseKey::parse(key))
    return developerReply(400, u"'%1' is not a valid course key."_s.arg(key));
  if (key != visit.course.keyText())
    return developerReply(
        403, u"Course blocks for '%1' cannot be accessed."_s.arg(visit.request.queried(u"username"_s)));
  return judged(visit, visit.course.root());
}

Result<BlocksRequest, WebReply> blocksOfBlock(const Visit& visit, const QString& usage)
{
  if (!usage.startsWith(u"block-v1:"_s) && !usage.startsWith(u"i4x:"_s))
    return fieldError("usage_key", u"'%1' is not a valid usage key."_s.arg(usage));
  const int root = visit.course.find(usage);
  if (root < 0)
    return developerReply(404, u"Block not found."_s);
  auto result = judged(visit, root);
  if (result && !CourseAccess(visit.course, result->learner, visit.states, visit.now).isVisible(root))
    return developerReply(404, u"Block not found."_s);
  return result;
}

} // namespace scriptorium::render
