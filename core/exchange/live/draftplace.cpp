#include "exchange/live/draftplace.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

const QString kParent = u"parent_url"_s;
const QString kOldParent = u"parent_sequential_url"_s;
const QString kIndex = u"index_in_children_list"_s;

bool isDraftRoot(const LiveCourse& course, const LiveNode& node)
{
  const LiveNode* parent = course.node(node.parent[int(Tree::Draft)]);
  return node.isDraft && parent && !parent->isDraft;
}

bool namesParent(const Fields& fields, const LiveNode& parent)
{
  const auto text = fields.contains(kParent) ? fields.value(kParent) : fields.value(kOldParent);
  if (!text)
    return false;
  const auto usage = parseUsage(*text);
  return usage && usage->type == parent.type && usage->blockId == parent.urlName;
}

bool namesIndex(const Fields& fields, const LiveNode& node)
{
  return fields.value(kIndex) == QString::number(node.position);
}

} // namespace

Result<bool> isDraftPlaceRight(const CourseStore& store, const LiveCourse& course, const LiveNode& node)
{
  if (!isDraftRoot(course, node))
    return true;
  const LiveNode& parent = *course.node(node.parent[int(Tree::Draft)]);
  if (parent.hasChildrenAsRead)
    return true;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.versionById(node.head.version));
  // Studio looks at the index only when the published list does not name the unit (xml_importer.py).
  return namesParent(version.fields, parent) && (node.isPublished || namesIndex(version.fields, node));
}

Result<Fields> draftFields(const CourseStore& store, const LiveCourse& course, const LiveNode& node,
                           Fields fields)
{
  if (!isDraftRoot(course, node))
    return fields;
  const LiveNode& parent = *course.node(node.parent[int(Tree::Draft)]);
  if (!namesParent(fields, parent)) {
    fields.remove(kOldParent);
    fields.set(kParent, store.key().usageKey(parent.type, parent.urlName));
  }
  if (!fields.contains(kIndex) || (!parent.hasChildrenAsRead && !namesIndex(fields, node)))
    fields.set(kIndex, QString::number(node.position));
  return fields;
}

Result<Fields> publishedFields(const CourseStore& store, const LiveNode& node, Fields fields,
                               const QSet<SourceId>& draftSources)
{
  if (!fields.contains(kIndex))
    return fields;
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockVersion> read, store.versionsAsRead(node.id));
  for (const auto& version : read)
    if (!draftSources.contains(version.source) && version.fields.contains(kIndex))
      return fields;
  for (const QString& name : {kParent, kOldParent, kIndex})
    fields.remove(name);
  return fields;
}

} // namespace scriptorium
