#include "exchange/merge/applymerge.h"

#include "exchange/import/memberfeed.h"
#include "store/assetfiles.h"

#include <QHash>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

using merge::MergedBlock;
using merge::MergedState;
using merge::Side;

class Applier
{
public:
  Applier(Edit& edit, const merge::MergeResult& result, const CourseStore& base, const CourseStore& theirs)
      : m_edit(edit), m_result(result), m_base(base), m_theirs(theirs)
  {}
  Result<Unit> run();

private:
  struct Target
  {
    BlockId id;
    VersionId head;
    VersionId published;
  };

  const CourseStore& store(Side side) const
  {
    return side == Side::Ours ? m_edit.store() : side == Side::Base ? m_base : m_theirs;
  }
  Result<Unit> findSources();
  Result<BlockId> named(const QString& type, const QString& urlName);
  Result<BlockId> blockFor(BlockId block, Side side);
  Result<BlobId> blobFor(BlobId blob, Side side);
  Result<SourceId> sourceFor(SourceId source);
  Result<VersionId> versionFor(BlockId block, const MergedState& state);
  Result<BlockVersion> taken(const MergedState& state);
  Result<BlockVersion> made(const MergedState& state);
  Result<Target> target(const MergedBlock& block);

  Edit& m_edit;
  const merge::MergeResult& m_result;
  const CourseStore& m_base;
  const CourseStore& m_theirs;
  QHash<QString, BlockId> m_names;
  QHash<BlobId, BlobId> m_blobs[2];    ///< of base and theirs → here
  QHash<SourceId, SourceFile> m_whole; ///< files of theirs all of whose states are taken
  QHash<SourceId, SourceId> m_sources; ///< of theirs → here
  QHash<QString, qint64> m_orders;     ///< places in the archive of the files that are here
};

/// The files of theirs whose bytes say what the merged course has: everything read from them is taken.
Result<Unit> Applier::findSources()
{
  QHash<SourceId, QSet<VersionId>> takenFrom;
  for (const MergedBlock& block : m_result.blocks) {
    for (const MergedState* state : {&block.head, &block.published}) {
      if (block.isRemoved || state->whole != Side::Theirs)
        continue;
      SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_theirs.versionById(state->version));
      if (version.source.isValid())
        takenFrom[version.source].insert(version.id);
    }
  }
  if (takenFrom.isEmpty())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const QList<SourceFile> all, m_theirs.sources());
  for (const SourceFile& source : all)
    if (takenFrom.value(source.id).size() == source.blocks)
      m_whole.insert(source.id, source);
  SCRIPTORIUM_TRY_ASSIGN(const QList<SourceFile> here, m_edit.store().sources());
  for (const SourceFile& source : here)
    m_orders.insert(source.path, source.order);
  return Unit{};
}

Result<BlockId> Applier::named(const QString& type, const QString& urlName)
{
  const QString name = type + u'/' + urlName;
  if (const BlockId known = m_names.value(name); known.isValid())
    return known;
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, m_edit.ensureBlock(type, urlName));
  m_names.insert(name, id);
  return id;
}

Result<BlockId> Applier::blockFor(BlockId block, Side side)
{
  if (!block.isValid() || side == Side::Ours)
    return block;
  if (block == store(side).root())
    return m_edit.store().root();
  SCRIPTORIUM_TRY_ASSIGN(const Block found, store(side).block(block));
  return named(found.type, found.urlName);
}

Result<BlobId> Applier::blobFor(BlobId blob, Side side)
{
  if (!blob.isValid() || side == Side::Ours)
    return blob;
  auto& known = m_blobs[side == Side::Base ? 0 : 1];
  if (const BlobId here = known.value(blob); here.isValid())
    return here;
  const CourseStore& from = store(side);
  SCRIPTORIUM_TRY_ASSIGN(const qint64 size, from.blobSize(blob));
  BlobId here;
  if (size <= kTextFileBytes) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, from.blob(blob));
    SCRIPTORIUM_TRY_ASSIGN(here, m_edit.addBlob(bytes));
  } else {
    SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, from.blobHash(blob));
    SCRIPTORIUM_TRY_ASSIGN(here, m_edit.addAssetFile(assetFilePath(from.folder(), hash)));
  }
  known.insert(blob, here);
  return here;
}

Result<SourceId> Applier::sourceFor(SourceId source)
{
  const auto whole = m_whole.constFind(source);
  if (whole == m_whole.cend())
    return SourceId();
  if (const SourceId known = m_sources.value(source); known.isValid())
    return known;
  SCRIPTORIUM_TRY_ASSIGN(const BlobId blob, blobFor(whole->blob, Side::Theirs));
  SCRIPTORIUM_TRY_ASSIGN(const SourceId here, m_edit.addSource(whole->path, blob, whole->blocks,
                                                               m_orders.value(whole->path, whole->order)));
  m_sources.insert(source, here);
  return here;
}

Result<BlockVersion> Applier::taken(const MergedState& state)
{
  const Side side = *state.whole;
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, store(side).versionById(state.version));
  for (Child& child : version.children) {
    SCRIPTORIUM_TRY_ASSIGN(child.block, blockFor(child.block, side));
  }
  SCRIPTORIUM_TRY_ASSIGN(version.body, blobFor(version.body, side));
  if (side == Side::Theirs) {
    SCRIPTORIUM_TRY_ASSIGN(version.source, sourceFor(version.source));
  } else {
    version.source = {};
  }
  return version;
}

Result<BlockVersion> Applier::made(const MergedState& state)
{
  BlockVersion version;
  version.fields = state.fields;
  version.bodyForm = state.bodyForm;
  version.bodyPath = state.bodyPath;
  version.flags = state.flags;
  version.note = state.note;
  version.line = state.line;
  for (const auto& child : state.children) {
    BlockId id;
    if (!child.type.isEmpty()) {
      SCRIPTORIUM_TRY_ASSIGN(id, named(child.type, child.urlName));
    }
    version.children.append({child.form, id, child.raw});
  }
  if (state.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(version.body, blobFor(state.body, state.bodySide));
  } else if (state.bodyForm != BodyForm::None) {
    SCRIPTORIUM_TRY_ASSIGN(version.body, m_edit.addBlob(state.bytes));
  }
  return version;
}

Result<VersionId> Applier::versionFor(BlockId block, const MergedState& state)
{
  if (state.whole == Side::Ours)
    return state.version;
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, state.whole ? taken(state) : made(state));
  version.id = {};
  version.block = block;
  return m_edit.addVersion(version);
}

Result<Applier::Target> Applier::target(const MergedBlock& block)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, named(block.type, block.urlName));
  if (block.isRemoved)
    return Target{id, {}, {}};
  SCRIPTORIUM_TRY_ASSIGN(const VersionId head, versionFor(id, block.head));
  VersionId published = block.isPublished == MergedBlock::Published::Head ? head : VersionId();
  if (block.isPublished == MergedBlock::Published::Own) {
    SCRIPTORIUM_TRY_ASSIGN(published, versionFor(id, block.published));
  }
  return Target{id, head, published};
}

Result<Unit> Applier::run()
{
  SCRIPTORIUM_TRY(findSources());
  QList<Target> targets;
  for (const MergedBlock& block : m_result.blocks) {
    SCRIPTORIUM_TRY_ASSIGN(const Target each, target(block));
    targets.append(each);
  }
  // Twice: putting a list of children in place may publish what is new in it, which then is set right.
  for (int round = 0; round < 2; ++round)
    for (const Target& each : std::as_const(targets))
      SCRIPTORIUM_TRY(m_edit.point(each.id, each.head, each.published));
  return Unit{};
}

} // namespace

Result<Unit> applyMerge(Edit& edit, const merge::MergeResult& result, const CourseStore& base,
                        const CourseStore& theirs)
{
  return Applier(edit, result, base, theirs).run();
}

} // namespace scriptorium
