#pragma once

#include "base/clock.h"
#include "model/block.h"
#include "store/sql/database.h"
#include "store/sql/versionrow.h"

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <variant>
#include <vector>

namespace scriptorium {

/// Rows on their way to the database of a `StoreBuilder`. Ids were handed out when they were made.
struct BlobRow
{
  BlobId id;
  Sha256 hash;
  qint64 size = 0;
  QByteArray bytes;
  bool isFile = false; ///< the content lies in assets/
};
struct SourceRow
{
  SourceId id;
  QString path;
  BlobId blob;
  int blocks = 0;
  qint64 order = 0;
  Sha256 hash;
};
struct VersionRow
{
  BlockVersion version; ///< without fields and children; these are in `bytes`
  VersionBytes bytes;
  Sha256 hash;
};
struct SearchRow
{
  VersionId version;
  QByteArray title;
  QByteArray text;
};
using BuilderRow = std::variant<BlobRow, SourceRow, VersionRow, SearchRow>;

/// The writing half of `StoreBuilder`: one thread that puts rows into a new database, one transaction, no
/// journal. `add` and `finish` are called from one other thread.
class BuilderWriter
{
public:
  /// Errors: Io.
  static Result<std::unique_ptr<BuilderWriter>> start(const QString& path);
  /// Without `finish` the database stays unusable.
  ~BuilderWriter();

  /// Hands a row over; waits while more than 8 MiB are on their way. Errors: the writer's first one.
  Result<Unit> add(BuilderRow row, qint64 bytes);
  /// Waits for all rows, runs `last` on the database inside the transaction, commits and closes it.
  Result<Unit> finish(const std::function<Result<Unit>(Database&)>& last);

private:
  explicit BuilderWriter(std::unique_ptr<Database> database);
  using Batch = std::vector<BuilderRow>;
  void run();
  Result<Unit> handOver();
  void stop();

  std::unique_ptr<Database> m_database; ///< the writer's until it has stopped
  Batch m_filling;
  qint64 m_fillingBytes = 0;

  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<std::pair<Batch, qint64>> m_queue;
  qint64 m_queuedBytes = 0;
  bool m_isLast = false;
  std::optional<Error> m_error;
  std::thread m_thread;
};

} // namespace scriptorium
