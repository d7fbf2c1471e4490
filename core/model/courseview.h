#pragma once

#include "model/block.h"
#include "model/coursekey.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace scriptorium {

/// A course to read: one unchanging state of it. Implemented by the store (a snapshot) and by tests. Every
/// call may be made from the thread that made the view. Ids are those of the store. Reading what does not
/// exist gives NotFound.
class CourseView
{
public:
  virtual ~CourseView() = default;

  virtual CourseKey key() const = 0;
  /// The course (or library) block.
  virtual BlockId root() const = 0;
  virtual Result<Block> block(BlockId id) const = 0;
  /// The head version. Errors: NotFound when deleted.
  virtual Result<BlockVersion> version(BlockId id) const = 0;
  /// Any stored version: heads, published ones and earlier ones.
  virtual Result<BlockVersion> versionById(VersionId id) const = 0;
  virtual Result<QByteArray> blob(BlobId id) const = 0;
  /// Calls `take` for every living block and file with the hashes of its states: equal where the states are,
  /// in any course and under any ids. An empty hash is not known.
  struct HashRow
  {
    BlockId id;
    QByteArrayView type; ///< UTF-8; the views hold during the call
    QByteArrayView urlName;
    QByteArrayView head;      ///< 32 bytes
    QByteArrayView published; ///< the same, or empty when never published
  };
  virtual Result<Unit> eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const = 0;
  /// Path below the course root of an OLX file as read (BlockVersion::source). Errors: NotFound.
  virtual Result<QString> sourcePath(SourceId id) const = 0;
  /// NotFound when no living block has this name.
  virtual Result<BlockId> find(const QString& type, const QString& urlName) const = 0;
  /// Every living block of a type ("" for all but files), in outline order for blocks in the tree.
  virtual Result<QList<BlockId>> blocks(const QString& type) const = 0;
};

} // namespace scriptorium
