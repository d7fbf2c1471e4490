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

} // namespace

void addBlocksRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/courses/v[12]/blocks/?"_s, courseBlocks);
  addRoute(routes, "GET", u"/api/courses/v[12]/blocks/(.+?)/?"_s, blocksBelow);
}

} // namespace scriptorium::render
