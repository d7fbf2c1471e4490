#include "render/clientapi/blocksrequest.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

WebReply blocksReply(const Visit& visit, const BlocksRequest& asked)
{
  const BlocksTree tree(visit, CourseAccess(visit.course, asked.learner, visit.states, visit.now),
                        asked.query);
  if (visit.request.queried(u"return_type"_s) == u"list")
    return WebReply::json(tree.blocksList());
  const Json root = object({{"root", Json(visit.course.usageKey(asked.query.root))}});
  return jsonWith(root, u"blocks"_s, tree.blocksText());
}

WebReply courseBlocks(const Visit& visit)
{
  const auto asked = blocksOfCourse(visit);
  return asked ? blocksReply(visit, *asked) : asked.error();
}

WebReply blocksBelow(const Visit& visit)
{
  const auto asked = blocksOfBlock(visit, visit.captured.value(0));
  return asked ? blocksReply(visit, *asked) : asked.error();
}

/// For the course team alone.
WebReply blockMetadata(const Visit& visit)
{
  const int node = visit.course.find(visit.captured.value(0));
  if (node < 0)
    return developerReply(404, u"Block not found."_s);
  if (!visit.learner.isStaff)
    return developerReply(403,
                          u"You do not have permission to access block '%1'."_s.arg(visit.captured.value(0)));
  return WebReply::json(
      object({{"id", Json(visit.course.usageKey(node))}, {"type", Json(visit.course.node(node).type)}}));
}

} // namespace

void addBlocksRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/courses/v[12]/blocks/?"_s, courseBlocks);
  addRoute(routes, "GET", u"/api/courses/v[12]/blocks/(.+?)/?"_s, blocksBelow);
  addRoute(routes, "GET", u"/api/courses/v1/block_metadata/{block}/?"_s, blockMetadata);
}

} // namespace scriptorium::render
