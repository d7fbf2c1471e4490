#include "exchange/export/blockfile.h"

#include "exchange/live/draftplace.h"
#include "olx/write/coursewriter.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Leaves the children that belong into the file of that tree.
void fitChildren(const LiveCourse& course, Tree tree, QList<Child>& children)
{
  children.removeIf([&](const Child& child) { return !course.isInFile(child, tree); });
  for (Child& child : children)
    if (child.form == Child::Form::DraftOnly)
      child.form = Child::Form::Pointer;
}

} // namespace

Result<QByteArray> blockFile(const CourseStore& store, const LiveCourse& course, const BlockTypes& types,
                             const LiveNode& node, Tree tree, const QSet<SourceId>& draftSources)
{
  const auto toWrite = [&](const LiveNode& of) -> Result<olx::WriteBlock> {
    const LiveState* state = of.state(tree);
    if (!state)
      return Error{Error::Kind::Bug, of.type + u'/' + of.urlName, u"The block has no such state."_s};
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, store.versionById(state->version));
    fitChildren(course, tree, version.children);
    if (tree == Tree::Draft) {
      SCRIPTORIUM_TRY_ASSIGN(version.fields, draftFields(store, course, of, version.fields));
    }
    if (tree == Tree::Main) {
      SCRIPTORIUM_TRY_ASSIGN(version.fields, publishedFields(store, of, version.fields, draftSources));
    }
    return olx::WriteBlock{of.type, of.urlName, std::move(version)};
  };
  const auto lookUp = [&](BlockId id) -> Result<olx::WriteBlock> {
    const LiveNode* found = course.node(id);
    if (!found)
      return Error{
          Error::Kind::Bug, {}, u"A list of children names block %1, which does not live."_s.arg(id.value)};
    return toWrite(*found);
  };
  SCRIPTORIUM_TRY_ASSIGN(const olx::WriteBlock block, toWrite(node));
  return olx::writeBlockFile(types, block, lookUp, [&](BlobId id) { return store.blob(id); });
}

} // namespace scriptorium
