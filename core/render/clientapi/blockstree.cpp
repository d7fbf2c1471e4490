#include "render/clientapi/blockstree.h"

#include "render/access/exams.h"
#include "render/clientapi/studentview.h"
#include "render/facts/answers.h"
#include "render/facts/schedule.h"
#include "render/grades/blockscore.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

QStringList parts(const WebRequest& request, const QString& name)
{
  QStringList result;
  for (const auto& [key, value] : request.query) {
    if (key == name)
      result += value.split(u',', Qt::SkipEmptyParts);
  }
  for (QString& part : result)
    part = part.trimmed();
  return result;
}

QSet<QString> partSet(const WebRequest& request, const QString& name)
{
  const QStringList list = parts(request, name);
  return {list.begin(), list.end()};
}

/// The field is inherited on the LMS.
bool isHiddenWithParents(const SiteCourse& course, int node)
{
  return std::ranges::any_of(course.path(node),
                             [&course](int at) { return course.isTrue(at, u"hide_after_due"_s); });
}

Json weightJson(const SiteCourse& course, int node)
{
  const Json weight = course.field(node, u"weight"_s);
  return weight.isNumber() ? Json(weight.number()) : Json();
}

Json correctnessJson(const SiteCourse& course, int node)
{
  const QString shown = course.textOf(node, u"show_correctness"_s);
  return Json(shown.isEmpty() ? u"always"_s : shown);
}

bool isOutlineType(const QString& type)
{
  return type == u"course" || type == u"chapter" || type == u"sequential" || type == u"vertical";
}

} // namespace

std::optional<BlocksQuery> BlocksQuery::of(const WebRequest& request)
{
  BlocksQuery query;
  bool isNumber = true;
  const QString depth = request.queried(u"depth"_s);
  query.depth = depth.isEmpty() ? 0 : depth == u"all" ? kAllDepths : depth.toInt(&isNumber);
  if (!isNumber)
    return std::nullopt;
  if (request.isQueried(u"nav_depth"_s))
    query.navDepth = request.queried(u"nav_depth"_s).toInt();
  query.fields = partSet(request, u"requested_fields"_s);
  query.countedTypes = parts(request, u"block_counts"_s);
  query.viewedTypes = partSet(request, u"student_view_data"_s);
  query.typesFilter = partSet(request, u"block_types_filter"_s);
  return query;
}

BlocksTree::BlocksTree(const Visit& visit, CourseAccess access, BlocksQuery query)
    : m_visit(visit), m_access(std::move(access)), m_query(std::move(query)),
      m_completion(m_access, m_query.root)
{
  walk(m_query.root, 0);
}

std::vector<int> BlocksTree::children(int node) const
{
  const SiteCourse& course = m_access.course();
  const bool dropsExams = !m_access.isStaff() && !asks("special_exam_info") && !asks("show_gated_sections");
  std::vector<int> result = m_access.visibleChildren(node);
  std::erase_if(result, [&](int child) {
    const bool isExam = course.node(child).type == u"sequential" && isTimed(course, child);
    return (isExam && dropsExams) || m_access.isHiddenAfterDue(child);
  });
  return result;
}

void BlocksTree::walk(int node, int depth)
{
  if (depth > m_query.depth)
    return;
  m_depths.insert(node, depth);
  for (const int child : children(node))
    walk(child, depth + 1);
  m_nodes.push_back(node);
}

bool BlocksTree::isWanted(int node) const
{
  return m_query.typesFilter.isEmpty() || m_query.typesFilter.contains(m_access.course().node(node).type);
}

void BlocksTree::countBelow(int node, QHash<QString, int>& counts) const
{
  ++counts[m_access.course().node(node).type];
  for (const int child : children(node))
    countBelow(child, counts);
}

Json BlocksTree::countsJson(int node) const
{
  QHash<QString, int> counts;
  countBelow(node, counts);
  Json result = Json::object();
  for (const QString& type : m_query.countedTypes)
    result.set(type, Json(counts.value(type)));
  return result;
}

/// As LMS: BlockNavigationTransformer. What lies deeper than asked stands with the last ancestor that does
/// not.
void BlocksTree::collectDescendants(int node, int depth, Json& keys) const
{
  for (const int child : children(node)) {
    if (!m_depths.contains(child) || m_access.course().isTrue(child, u"hide_from_toc"_s))
      continue;
    keys.append(Json(m_access.course().usageKey(child)));
    if (depth + 1 > m_query.navDepth)
      collectDescendants(child, depth + 1, keys);
  }
}

Json BlocksTree::descendants(int node) const
{
  const int depth = m_depths.value(node);
  if (depth > m_query.navDepth || m_access.course().isTrue(node, u"hide_from_toc"_s))
    return {};
  Json keys = Json::list();
  collectDescendants(node, depth, keys);
  return keys;
}

void BlocksTree::addFields(int node, Json& block) const
{
  const SiteCourse& course = m_access.course();
  const QString& type = course.node(node).type;
  // What is not asked for is not found out.
  const auto add = [&](const char* name, const auto& value) {
    if (!asks(name))
      return;
    if (const Json found = value(); !found.isNull())
      block.set(name, found);
  };
  const auto addTruth = [&](const char* name) {
    add(name, [&] { return Json(course.isTrue(node, QString::fromLatin1(name))); });
  };
  addTruth("graded");
  add("format", [&] { return course.field(node, u"format"_s); });
  add("start", [&] { return orNull(course.date(node, u"start"_s)); });
  add("due", [&] { return orNull(m_access.dueDate(node)); });
  add("has_score", [&] { return Json(isScorable(course, node)); });
  if (node == course.root())
    add("has_scheduled_content", [&] { return hasScheduledContent(m_access); });
  add("weight", [&] { return weightJson(course, node); });
  add("show_correctness", [&] { return correctnessJson(course, node); });
  addTruth("hide_from_toc");
  if (m_query.viewedTypes.contains(type))
    if (const Json data = studentViewData(m_visit, node); !data.isNull())
      block.set("student_view_data", data);
  add("student_view_multi_device", [&] { return Json(isForAllDevices(course, node)); });
  if (type == u"sequential" && isTimed(course, node))
    add("special_exam_info", [&] { return examJson(m_access, node); });
  if (!m_query.countedTypes.isEmpty())
    block.set("block_counts", countsJson(node));
  if (m_query.navDepth >= 0)
    if (const Json keys = descendants(node); !keys.isNull())
      block.set("descendants", keys);
  addTruth("visible_to_staff_only");
  add("hide_after_due", [&] { return Json(isHiddenWithParents(course, node)); });
  if (asks("children") || isOutlineType(type) || completionMode(type) == CompletionMode::Completable)
    add("completion", [&] { return m_completion.completion(node); });
  add("complete", [&] { return m_completion.isComplete(node) ? Json(true) : Json(); });
  add("resume_block", [&] { return m_completion.isResumed(node) ? Json(true) : Json(); });
}

Json BlocksTree::blockJson(int node) const
{
  const SiteCourse& course = m_access.course();
  const QString jump = jumpAddress(m_visit, node);
  const QString& type = course.node(node).type;
  const QString title = isInstalled(type) ? course.title(node) : course.textOf(node, u"display_name"_s);
  Json block = object({{"id", Json(course.usageKey(node))},
                       {"block_id", Json(course.node(node).name)},
                       {"lms_web_url", Json(jump)},
                       {"legacy_web_url", Json(jump + u"?experience=legacy"_s)},
                       {"student_view_url", Json(lmsAddress(m_visit, u"/xblock/"_s + course.usageKey(node)))},
                       {"type", Json(type)},
                       {"display_name", Json(title)}});
  addFields(node, block);
  if (!asks("children"))
    return block;
  Json keys = Json::list();
  for (const int child : children(node)) {
    if (m_depths.contains(child) && isWanted(child))
      keys.append(Json(course.usageKey(child)));
  }
  if (!keys.isEmpty())
    block.set("children", keys);
  return block;
}

QByteArray BlocksTree::blocksText() const
{
  ObjectText blocks;
  for (const int node : m_nodes) {
    if (isWanted(node))
      blocks.add(m_access.course().usageKey(node), blockJson(node));
  }
  return blocks.text();
}

Json BlocksTree::blocksList() const
{
  Json blocks = Json::list();
  for (const int node : m_nodes) {
    if (isWanted(node))
      blocks.append(blockJson(node));
  }
  return blocks;
}

} // namespace scriptorium::render
