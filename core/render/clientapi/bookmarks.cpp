#include "render/clientapi/families.h"
#include "render/facts/answers.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

constexpr int kPageSize = 10;

QString bookmarkId(const Visit& visit, int node)
{
  return visit.learner.name + u',' + visit.course.usageKey(node);
}

/// The section and the subsection that the block stands in.
Json bookmarkPath(const SiteCourse& course, int node)
{
  Json result = Json::list();
  for (const int at : course.path(node)) {
    if (at != course.root() && at != node)
      result.append(
          object({{"usage_key", Json(course.usageKey(at))}, {"display_name", Json(course.title(at))}}));
  }
  return result;
}

Json bookmarkJson(const Visit& visit, int node, const Json& created)
{
  return object({{"id", Json(bookmarkId(visit, node))},
                 {"course_id", Json(visit.course.keyText())},
                 {"usage_id", Json(visit.course.usageKey(node))},
                 {"block_type", Json(visit.course.node(node).type)},
                 {"display_name", Json(visit.course.title(node))},
                 {"path", bookmarkPath(visit.course, node)},
                 {"created", created}});
}

struct Bookmark
{
  int node;
  Json created;
};

/// The latest first.
std::vector<Bookmark> bookmarks(const Visit& visit)
{
  std::vector<Bookmark> result;
  for (const int node : visit.course.nodesOf(visit.states.blocksWith(visit.learner.id, kept::kBookmark))) {
    if (const auto made = visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kBookmark))
      result.push_back({node, *made});
  }
  std::ranges::stable_sort(
      result, [](const Bookmark& a, const Bookmark& b) { return a.created.text() > b.created.text(); });
  return result;
}

WebReply refusal(const QString& message)
{
  return WebReply::json(object({{"developer_message", Json(message)},
                                {"user_message", Json(u"An error has occurred. Please try again."_s)}}),
                        400);
}

WebReply listBookmarks(const Visit& visit)
{
  if (isAnonymous(visit.learner))
    return detailReply(401, u"Authentication credentials were not provided."_s);
  const std::vector<Bookmark> all = bookmarks(visit);
  const int pageSize = std::clamp(
      visit.request.isQueried(u"page_size"_s) ? visit.request.queried(u"page_size"_s).toInt() : kPageSize, 1,
      100);
  const int pages = std::max(1, int((std::ssize(all) + pageSize - 1) / pageSize));
  const int page = std::clamp(visit.request.queried(u"page"_s).toInt(), 1, pages);
  Json results = Json::list();
  const auto from = size_t(page - 1) * size_t(pageSize);
  for (size_t i = from; i < std::min(all.size(), from + size_t(pageSize)); ++i)
    results.append(bookmarkJson(visit, all[i].node, all[i].created));
  const auto address = [&](int at) {
    return at < 1 || at > pages ? Json()
                                : Json(lmsAddress(visit, visit.request.path + u"?page=%1"_s.arg(at)));
  };
  return WebReply::json(object({{"next", address(page + 1)},
                                {"previous", address(page - 1)},
                                {"count", Json(qint64(all.size()))},
                                {"num_pages", Json(pages)},
                                {"current_page", Json(page)},
                                {"start", Json((page - 1) * pageSize)},
                                {"results", results}}));
}

WebReply addBookmark(const Visit& visit)
{
  const Json wish = visit.request.json();
  if (!wish.isObject() || wish.isEmpty())
    return refusal(u"No data provided."_s);
  const QString usage = wish.find("usage_id").value_or(Json()).text();
  if (!usage.startsWith(u"block-v1:"_s) && !usage.startsWith(u"i4x:"_s))
    return refusal(u"Invalid usage_id: %1."_s.arg(usage));
  const int node = visit.course.find(usage);
  if (node < 0)
    return refusal(u"Block with usage_id: %1 not found."_s.arg(usage));
  const QString key = visit.course.stateKey(node);
  const Json created =
      visit.states.value(visit.learner.id, key, kept::kBookmark).value_or(Json(isoMoment(visit.now)));
  visit.states.setValue(visit.learner.id, key, kept::kBookmark, created);
  return WebReply::json(bookmarkJson(visit, node, created), 201);
}

/// The node of an address that names a bookmark of the learner; -1.
int bookmarkedNode(const Visit& visit)
{
  const int node = visit.course.find(visit.captured.value(1));
  const bool isKept =
      node >= 0 &&
      visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kBookmark).has_value();
  return isKept ? node : -1;
}

WebReply noBookmark(const Visit& visit)
{
  const QString message = u"Bookmark with usage_id: %1 does not exist."_s.arg(visit.captured.value(1));
  return WebReply::json(object({{"developer_message", Json(message)}, {"user_message", Json(message)}}), 404);
}

WebReply showBookmark(const Visit& visit)
{
  if (visit.captured.value(0) != visit.learner.name)
    return emptyReply(403);
  const int node = bookmarkedNode(visit);
  if (node < 0)
    return noBookmark(visit);
  return WebReply::json(bookmarkJson(
      visit, node, *visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kBookmark)));
}

WebReply removeBookmark(const Visit& visit)
{
  if (visit.captured.value(0) != visit.learner.name)
    return emptyReply(403);
  const int node = bookmarkedNode(visit);
  if (node < 0)
    return noBookmark(visit);
  visit.states.remove(visit.learner.id, visit.course.stateKey(node), kept::kBookmark);
  return emptyReply(204);
}

} // namespace

void addBookmarkRoutes(Routes& routes)
{
  const QString base = u"/api/bookmarks/v1/bookmarks/"_s;
  addRoute(routes, "GET", base, listBookmarks);
  addRoute(routes, "POST", base, addBookmark);
  addRoute(routes, "GET", base + u"([^,/]+),([^/]+)/?"_s, showBookmark);
  addRoute(routes, "DELETE", base + u"([^,/]+),([^/]+)/?"_s, removeBookmark);
}

} // namespace scriptorium::render
