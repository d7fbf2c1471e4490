#include "exchange/export/blockfile.h"

#include "exchange/live/draftplace.h"
#include "olx/write/splice.h"

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

/// A block as that file said it. Errors: NotFound when it did not.
Result<olx::WriteBlock> blockAsRead(const CourseStore& store, BlockId id, SourceId source)
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockVersion> read, store.versionsAsRead(id));
  for (const auto& version : read) {
    if (version.source != source)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
    return olx::WriteBlock{block.type, block.urlName, version};
  }
  return Error{Error::Kind::NotFound, QString::number(id.value), u"It was not read from this file."_s};
}

/// Nothing when there is no file to follow.
Result<std::optional<QByteArray>> splicedFile(const CourseStore& store, const BlockTypes& types,
                                              const FileAsRead& asRead, const olx::WriteBlock& block,
                                              BlockId id, const olx::LookUp& lookUp)
{
  const auto before =
      asRead.source.isValid() ? blockAsRead(store, id, asRead.source) : Error{Error::Kind::NotFound, {}, {}};
  if (!before && before.error().kind == Error::Kind::NotFound)
    return std::optional<QByteArray>();
  if (!before)
    return before.error();
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, store.blob(asRead.bytes));
  const olx::ReadFile file{text, *before,
                           [&](BlockId child) { return blockAsRead(store, child, asRead.source); }};
  return olx::spliceBlockFile(types, file, block, lookUp, [&](BlobId blob) { return store.blob(blob); });
}

} // namespace

Result<QByteArray> blockFile(const CourseStore& store, const LiveCourse& course, const BlockTypes& types,
                             const LiveNode& node, Tree tree, const QSet<SourceId>& draftSources,
                             const FileAsRead& asRead)
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
  SCRIPTORIUM_TRY_ASSIGN(const auto spliced, splicedFile(store, types, asRead, block, node.id, lookUp));
  if (spliced)
    return *spliced;
  return olx::writeBlockFile(types, block, lookUp, [&](BlobId id) { return store.blob(id); });
}

} // namespace scriptorium
