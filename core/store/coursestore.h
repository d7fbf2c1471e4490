#pragma once

#include "base/clock.h"
#include "base/progress.h"
#include "model/courseview.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace scriptorium {

class Database;

/// One row of the in-memory outline.
struct OutlineRow
{
  BlockId id;
  BlockId parent;
  int position = 0;
  QString type;
  QString urlName;
  QString title;                ///< display_name as set; empty when there is none
  bool isDraft = false;         ///< never published
  bool hasDraftChanges = false; ///< head differs from published
  bool isBroken = false;
};

/// One undoable step, for history views.
struct OpInfo
{
  OpId id;
  QString kind;
  QString label;
  QString author;
  qint64 at = 0; ///< ms since epoch; order is that of ids
  enum class State
  {
    Done,
    Undone,
    Abandoned
  } state = State::Done;
  OpId target;    ///< the op that an undo or redo was about
  int blocks = 0; ///< how many blocks it touched
};

/// What one op did to one block.
struct BlockChange
{
  OpInfo op;
  BlockId block;
  VersionId oldHead; ///< not valid: it did not exist
  VersionId newHead; ///< not valid: deleted
  VersionId oldPublished;
  VersionId newPublished;
};

/// One OLX file as read.
struct SourceFile
{
  SourceId id;
  QString path; ///< below the course root, or below the archive's top for files outside it ("../README.md")
  BlobId blob;
  int blocks = 0; ///< number of versions read from it
  qint64 order = 0;
};

/// A finding of the checks that somebody approved of: it is known, and meant to be so.
struct Approval
{
  QString finding; ///< the key that core/checks gives it
  QString reason;
  QString author;
  qint64 at = 0; ///< ms since epoch
};

/// One course's database. Opened read-only by any number of programs, for writing by one (lock file and row).
/// All SQL of the project lies in core/store, core/edit and core/search. One thread at a time; open a second,
/// read-only store on another thread (WAL gives it a snapshot per `snapshot()`).
class CourseStore final : public CourseView
{
public:
  enum class Mode
  {
    ReadOnly,
    ReadWrite
  };

  /// Checks application_id and user_version before anything else; migrates an older store after a backup
  /// (ReadWrite). Errors: NotFound; BadInput for a foreign or damaged database, Conflict for one of a newer
  /// Scriptorium (both are left untouched); Locked, naming who writes.
  static Result<std::unique_ptr<CourseStore>> open(const QString& courseFolder, Mode mode);
  ~CourseStore() override;

  QString folder() const;
  bool isWritable() const;
  /// Holds a read transaction until the returned guard goes: everything read meanwhile is one state.
  std::shared_ptr<void> snapshot() const;

  // CourseView
  CourseKey key() const override;
  BlockId root() const override;
  Result<Block> block(BlockId id) const override;
  Result<BlockVersion> version(BlockId id) const override;
  Result<QByteArray> blob(BlobId id) const override;
  Result<BlockId> find(const QString& type, const QString& urlName) const override;
  Result<QList<BlockId>> blocks(const QString& type) const override;

  /// The same, of deleted blocks too.
  Result<BlockId> findEver(const QString& type, const QString& urlName) const;
  /// A text of the `meta` table ("title", "origin", "root_path" …); empty when not set.
  QString meta(const QString& name) const;
  /// Paths below the root of the OLX files that were executable when they were read: no bytes of theirs, so
  /// no version has it.
  QStringList executableFiles() const;
  /// The members of the archive read whose names are not UTF-8 there: the encoding that they were read in,
  /// then their paths inside the archive. Empty when there are none.
  QStringList legacyNames() const;
  Result<BlockVersion> versionById(VersionId id) const override;
  Result<QString> sourcePath(SourceId id) const override;
  Result<Sha256> versionHash(VersionId id) const;
  Result<Sha256> blobHash(BlobId id) const;
  Result<qint64> blobSize(BlobId id) const;
  /// Gives a blob's bytes in pieces of at most 1 MiB, verifying the SHA-256 at the end. Errors: Io when it
  /// does not match ("damaged"), and whatever `take` returns.
  Result<Unit> streamBlob(BlobId id, const std::function<Result<Unit>(QByteArrayView)>& take) const;

  /// Every living block that is no file, parents before children, children in order. 50,000 blocks in about
  /// 60 ms.
  Result<QList<OutlineRow>> outline() const;
  /// Living children of a block in order; without aliases and raw entries.
  Result<QList<BlockId>> childBlocks(BlockId parent) const;

  /// Calls `take` for every living block (files included) with its head and published version, in id order.
  /// For export: reads sequentially, bodies are not loaded, and with `Live::Structure` only files have
  /// fields.
  struct LiveBlock
  {
    Block block;
    BlockVersion head;
    std::optional<BlockVersion> published; ///< only when it differs from head
  };
  enum class Live
  {
    Whole,
    Structure
  };
  Result<Unit> eachLive(const std::function<Result<Unit>(const LiveBlock&)>& take,
                        Live what = Live::Whole) const;
  Result<QList<SourceFile>> sources() const;
  /// The versions of a block that were read from a file, newest first.
  Result<QList<BlockVersion>> versionsAsRead(BlockId id) const;
  /// The block whose own file a source is: the first of those read from it. Not valid: none was. Looks
  /// through all versions.
  Result<BlockId> firstReadFrom(SourceId source) const;
  /// In id order.
  Result<Unit> eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const override;

  /// Those in force: not undone and not withdrawn. By key.
  Result<QList<Approval>> approvals() const;

  /// Newest first. `before`: only older ones; not valid: from the newest.
  Result<QList<OpInfo>> history(int limit, OpId before = {}) const;
  /// Newest first.
  Result<QList<BlockChange>> blockHistory(BlockId block, int limit = 1000) const;
  Result<QList<BlockChange>> changesOf(OpId op) const;
  /// The op that undo (redo) would take back (do again); nothing when there is none.
  Result<std::optional<OpInfo>> undoable() const;
  Result<std::optional<OpInfo>> redoable() const;

  /// SHA-256 over all living blocks (name, head and published hash), in name order: equal for equal courses,
  /// whatever their history and ids.
  Result<Sha256> contentHash() const;

  /// For core/store, core/edit and core/search.
  Database& database() const;

private:
  struct Private;
  explicit CourseStore(std::unique_ptr<Private> p);
  Result<Unit> prepare(Mode mode);
  std::unique_ptr<Private> d;
};

} // namespace scriptorium
