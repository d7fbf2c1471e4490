#pragma once

#include "base/ids.h"
#include "base/sha256.h"
#include "store/sql/database.h"

#include <functional>
#include <optional>

namespace scriptorium {

class CourseStore;

/// Reads many blobs one after the other: one sequential scan while their ids rise, as they do in the order in
/// which a course was imported. At most one at a time per store. Thread of the store.
class BlobReader
{
public:
  explicit BlobReader(const CourseStore& store);

  /// Goes to a blob. Errors: NotFound; Io.
  Result<Unit> seek(BlobId id);
  /// Of the blob gone to.
  qint64 size() const { return m_size; }
  const Sha256& hash() const { return m_hash; }
  /// Gives its bytes in pieces of at most 1 MiB, without hashing them: whoever takes them compares what
  /// became of them with hash(). Errors: Io when they are more or fewer than size(), and whatever `take`
  /// returns.
  Result<Unit> stream(const std::function<Result<Unit>(QByteArrayView)>& take);
  /// Errors: Io when its bytes are not what their hash says.
  Result<Unit> verify();

private:
  Result<Unit> advance(BlobId id);

  const CourseStore& m_store;
  Statement m_row;
  qint64 m_at = 0; ///< id of the row; 0: none
  Sha256 m_hash;
  qint64 m_size = 0;
};

} // namespace scriptorium
