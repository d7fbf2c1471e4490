#include "render/access/exams.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/coursesearch.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

constexpr qint64 kPageSize = 20;

std::vector<SearchHit> hitsOf(const Visit& visit, const QString& words)
{
  return searchCourse(CourseAccess(visit), words,
                      [&visit](int sequence) { return isClosedExam(visit, sequence); });
}

/// The titles from the section down, the block's own last.
QStringList placeOf(const SiteCourse& course, int node)
{
  QStringList titles;
  for (const int at : course.path(node))
    if (at != course.root())
      titles.append(course.title(at));
  return titles;
}

Json contentJson(const SiteCourse& course, const SearchHit& hit)
{
  const char* member = hit.kind == u"CAPA"    ? "capa_content"
                       : hit.kind == u"Video" ? "transcript_en"
                                              : "html_content";
  Json content = object({{"display_name", Json(course.title(hit.node))}});
  if (hit.kind != u"Sequence")
    content.set(member, Json(course.text(hit.node)));
  return content;
}

Json hitJson(const Visit& visit, const SearchHit& hit)
{
  const SiteCourse& course = visit.course;
  const QString key = course.usageKey(hit.node);
  Json location = Json::list();
  for (const QString& title : placeOf(course, hit.node))
    location.append(Json(title));
  return object({{"score", Json(hit.score)},
                 {"data", object({{"id", Json(key)},
                                  {"content_type", Json(hit.kind)},
                                  {"course", Json(course.keyText())},
                                  {"org", Json(course.key().org())},
                                  {"course_name", Json(course.title(course.root()))},
                                  {"location", location},
                                  {"url", Json(u"/courses/%1/jump_to/%2"_s.arg(course.keyText(), key))},
                                  {"excerpt", Json(hit.excerpt)},
                                  {"start_date", orNull(course.date(hit.node, u"start"_s))},
                                  {"content_groups", Json()},
                                  {"content", contentJson(course, hit)}})}});
}

/// As the client's search asks: a form with the words, and which page of how many.
WebReply search(const Visit& visit)
{
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  const WebFields form = visit.request.form();
  const auto field = [&form](const QString& name) {
    const auto at = std::ranges::find(form, name, &std::pair<QString, QString>::first);
    return at == form.end() ? QString() : at->second;
  };
  const QString words = field(u"search_string"_s);
  if (words.trimmed().isEmpty())
    return WebReply::json(object({{"error", Json(u"No search term provided for search"_s)}}), 400);
  const std::vector<SearchHit> hits = hitsOf(visit, words);
  const QString wished = field(u"page_size"_s);
  const qint64 size = std::clamp<qint64>(wished.isEmpty() ? kPageSize : wished.toLongLong(), 1, 100);
  const qint64 from = std::clamp<qint64>(field(u"page_index"_s).toLongLong(), 0, std::ssize(hits)) * size;
  Json results = Json::list();
  for (qint64 i = from; i < std::min<qint64>(std::ssize(hits), from + size); ++i)
    results.append(hitJson(visit, hits[size_t(i)]));
  return WebReply::json(object({{"took", Json(1)},
                                {"total", Json(qint64(hits.size()))},
                                {"max_score", hits.empty() ? Json() : Json(hits.front().score)},
                                {"results", results}}));
}

/// The unit that shows a block: of what stands above units the first; -1.
int unitOf(const CourseAccess& access, int node)
{
  int at = node;
  while (at >= 0 && access.course().node(at).depth < 3) {
    const std::vector<int> children = access.visibleChildren(at);
    at = children.empty() ? -1 : children.front();
  }
  while (at >= 0 && access.course().node(at).depth > 3)
    at = access.course().node(at).parent;
  return at;
}

/// For the preview's own frame: [{"title", "place", "excerpt" (HTML), "unit"}], fifty at most.
WebReply frameSearch(const Visit& visit)
{
  constexpr size_t kMost = 50;
  const CourseAccess access(visit);
  const std::vector<SearchHit> hits = hitsOf(visit, visit.request.queried(u"q"_s));
  Json results = Json::list();
  for (size_t i = 0; i < std::min(kMost, hits.size()); ++i) {
    const int unit = unitOf(access, hits[i].node);
    if (unit < 0)
      continue;
    QStringList place = placeOf(visit.course, hits[i].node);
    const QString title = place.takeLast();
    results.append(object({{"title", Json(title)},
                           {"place", Json(place.join(u" › "_s))},
                           {"excerpt", Json(hits[i].excerpt)},
                           {"unit", Json(visit.course.usageKey(unit))}}));
  }
  return WebReply::json(object({{"total", Json(qint64(hits.size()))}, {"results", results}}));
}

} // namespace

void addSearchRoutes(Routes& routes)
{
  addRoute(routes, "POST", u"/search/{course}/?"_s, search);
  addRoute(routes, "GET", u"/__preview/search"_s, frameSearch);
}

} // namespace scriptorium::render
