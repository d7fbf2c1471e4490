#pragma once

#include "base/clock.h"
#include "model/changeset.h"
#include "store/assetfiles.h"
#include "store/coursestore.h"

#include <memory>
#include <optional>

namespace scriptorium {

class PolicyReader;

/// One open transaction on a course: what operations (edit/operations.h) are written against. Nothing is
/// visible to others before `commit`; the destructor rolls back. Made by `CourseSession::run`. Reading
/// through it sees its own changes. Same thread as the store. When the transaction cannot begin (Locked, Io)
/// every call gives that error.
class Edit
{
public:
  Edit(CourseStore& store, const QString& kind, const QString& label, const QString& author, Timestamp at);
  ~Edit();
  Edit(const Edit&) = delete;
  Edit& operator=(const Edit&) = delete;

  CourseStore& store() const;
  /// What learners get `block` from although drafts may have it elsewhere or nowhere: the units with a draft
  /// whose published lists name it.
  Result<QList<BlockId>> draftHoldersOf(BlockId block) const;
  /// The course's policy as it stands inside this edit. Read once, and again after a policy file was changed.
  const PolicyReader& policy() const;

  /// The head version (NotFound when deleted).
  Result<BlockVersion> current(BlockId block) const;
  Result<Block> block(BlockId block) const;
  /// Not valid for the root, for files and for blocks that stand in no list.
  Result<BlockId> parentOf(BlockId block) const;
  /// Whether `block` is `container` or lies below it.
  Result<bool> isInside(BlockId block, BlockId container) const;

  /// The block of this name, made when there never was one (not alive before its first `put`).
  Result<BlockId> ensureBlock(const QString& type, const QString& urlName);
  /// Stores bytes, once per content; large ones as an asset file.
  Result<BlobId> addBlob(QByteArrayView bytes);
  /// Stores the bytes of a file of any size, once per content, without holding them in memory.
  Result<BlobId> addAssetFile(const QString& path);
  /// The bytes of a file that was copied to the course's folder before (`copyToAssets`).
  Result<BlobId> addCopiedFile(const AssetFileWriter::Stored& file);
  /// An OLX file as read (StoreBuilder::addSource), for a `put` that brings versions read from it.
  Result<SourceId> addSource(const QString& path, BlobId blob, int blocks, qint64 order);
  /// Replaces `CourseStore::executableFiles`. Undo does not bring the old list back, and like
  /// everything it is kept only when the edit changes a block.
  Result<Unit> setExecutableFiles(const QStringList& paths);
  /// Replaces `CourseStore::legacyNames`, likewise.
  Result<Unit> setLegacyNames(const QStringList& names);

  /// Approves of a finding of the checks under its key, or with no reason withdraws that. Changes no block;
  /// the step can be undone like any other.
  Result<Unit> approve(const QString& finding, const std::optional<QString>& reason);

  /// Makes `version` the head of its block. Content that equals the head stores nothing and gives the head.
  /// A `source` that is the replaced head's is cleared when the content differs; another one is kept (the
  /// caller has just read that file). The published pointer follows the head when they were the same before,
  /// or when the block is new and stands below a parent whose own head is published; otherwise only the draft
  /// moves. New files are published at once. Derived parents and positions follow.
  Result<VersionId> put(BlockVersion version);
  /// Adds a version as it is, its source included, without making it a head: that is `point`'s.
  Result<VersionId> addVersion(const BlockVersion& version);
  /// Points a block at a version that exists already (restore, publish). Not valid ids delete or unpublish.
  Result<Unit> point(BlockId block, VersionId head, VersionId published);
  /// Deletes the block and everything that stands below it now (heads and published). The parent's child
  /// list is the caller's, and so is taking out first what is to stay.
  Result<Unit> erase(BlockId block);

  enum class Replay
  {
    Undo,
    Redo
  };
  /// Takes back what `op` did, or does it again, and marks it so. Set-based: 5,000 blocks in about 20 ms.
  /// Errors: Conflict when a block is no longer what `op` (its undo) left.
  Result<Unit> replay(OpId op, Replay way);
  /// Points every block at what it was right after `op`.
  Result<Unit> returnTo(OpId op);

  /// Commits with full sync. An edit that changed and approved of nothing leaves no op. `coalesce`: when the
  /// newest op has the same kind, label and author, touches the same single block and is younger than 60 s,
  /// it is extended instead. Errors: Io; Bug when a child list names a block that stands elsewhere too.
  Result<ChangeSet> commit(bool coalesce = false);

private:
  /// Takes the fields off an old-style pointer to a block whose own fields were edited.
  Result<Unit> stripPointer(BlockId id);
  struct Private;
  std::unique_ptr<Private> d;
};

} // namespace scriptorium
