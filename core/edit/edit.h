#pragma once

#include "base/clock.h"
#include "model/changeset.h"
#include "store/coursestore.h"

#include <memory>

namespace scriptorium {

/// One open transaction on a course: what operations (edit/operations.h) are written against. Nothing is
/// visible to others before `commit`; the destructor rolls back. Made by `CourseSession::run`. Reading
/// through it sees its own changes. Same thread as the store.
class Edit
{
public:
  Edit(CourseStore& store, const QString& kind, const QString& label, const QString& author, Timestamp at);
  ~Edit();
  Edit(const Edit&) = delete;
  Edit& operator=(const Edit&) = delete;

  CourseStore& store() const;

  /// The head version (NotFound when deleted).
  Result<BlockVersion> current(BlockId block) const;
  Result<Block> block(BlockId block) const;
  Result<BlockId> parentOf(BlockId block) const;
  /// Whether `block` is `container` or lies below it.
  Result<bool> isInside(BlockId block, BlockId container) const;

  /// The block of this name, made when there never was one (not alive before its first `put`).
  Result<BlockId> ensureBlock(const QString& type, const QString& urlName);
  /// Stores bytes, once per content; large or binary ones as an asset file.
  Result<BlobId> addBlob(QByteArrayView bytes);
  Result<BlobId> addAssetFile(const QString& path);

  /// Makes `version` the head of its block. `version.source` is cleared when the content differs from the
  /// head it replaces. The published pointer follows the head when they were the same before, or when the
  /// block is new and its parent is published; otherwise only the draft moves. Derived parents and positions
  /// follow.
  Result<VersionId> put(BlockVersion version);
  /// Points a block at a version that exists already (restore, publish). Not valid ids delete or unpublish.
  Result<Unit> point(BlockId block, VersionId head, VersionId published);
  /// Deletes the block and everything below it (heads and published). The parent's child list is the
  /// caller's.
  Result<Unit> erase(BlockId block);

  /// Commits with full sync. An edit that changed nothing leaves no op. `coalesce`: when the newest op has
  /// the same kind, label and author, touches the same single block and is younger than 60 s, it is extended
  /// instead.
  Result<ChangeSet> commit(bool coalesce = false);

private:
  struct Private;
  std::unique_ptr<Private> d;
};

} // namespace scriptorium
