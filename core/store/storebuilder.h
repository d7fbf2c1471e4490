#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "model/block.h"
#include "model/coursekey.h"

#include <QStringList>

#include <functional>
#include <memory>

namespace scriptorium {

/// Fills a new course database quickly: no journal, one transaction, indexes last. The database is worthless
/// until `finish` returned; use it in a staging folder (Workspace::createStaging). Writes happen on a thread
/// of its own; the calls hand over and return, waiting only when it is more than about 8 MiB behind. An error
/// shows at the next call or in `finish`. Call from one thread.
class StoreBuilder
{
public:
  static Result<std::unique_ptr<StoreBuilder>> create(const QString& stagingFolder);
  ~StoreBuilder();

  /// Stores bytes in the database, once per content. Errors: Io.
  Result<BlobId> addBlob(QByteArray bytes, const Sha256& hash);
  Result<BlobId> addBlob(QByteArray bytes);
  /// A large or binary file goes to assets/ without being held in memory: write pieces, then finish.
  class AssetWriter
  {
  public:
    virtual ~AssetWriter() = default;
    virtual Result<Unit> write(QByteArrayView bytes) = 0;
    virtual Result<BlobId> finish() = 0; ///< without it nothing is kept
  };
  Result<std::unique_ptr<AssetWriter>> beginAsset();
  /// From now on an asset file that this course has too gets a second name instead of a second place.
  void shareAssetsOf(const QString& courseFolder);
  /// Hash and size of a blob added before.
  Sha256 hashOf(BlobId blob) const;

  Result<SourceId> addSource(const QString& path, BlobId blob, int blocks, qint64 order);
  /// Ids count up from 1 in the order of the calls. No name may come twice (asserts).
  BlockId addBlock(const QString& type, const QString& urlName);
  QString typeOf(BlockId block) const;
  QString urlNameOf(BlockId block) const;
  /// One version of a block already added; its children must have been added too. `title` is the
  /// display_name as set (`versionTitle`). `searchText` is what store/searchtable.h makes of its body; give
  /// it for head versions only.
  Result<VersionId> addVersion(const BlockVersion& version, const QString& title,
                               const QByteArray& searchText);
  /// Sets the pointers; parents and positions are derived from head children in `finish`.
  void setHeads(BlockId block, VersionId head, VersionId published);

  struct Info
  {
    QString key; ///< course key as text
    QString title;
    QString kind;     ///< "course", "legacyLibrary", "library"
    QString origin;   ///< file name of the archive
    QString rootPath; ///< path of the course root inside the archive ("course"); empty for the top
    BlockId root;
    QStringList executables; ///< OLX files that may be run, by path below the root; see `executableFiles`
    QString legacyNames;     ///< see `CourseStore::legacyNames`
    QString author;
    QString label; ///< of the import op
    Timestamp at;
  };
  /// Builds indexes and the search index, derives parents, writes op 1 (kind "import"), checks, and closes
  /// the database.
  Result<Unit> finish(const Info& info);

private:
  struct Private;
  explicit StoreBuilder(std::unique_ptr<Private> d);
  bool linkShared(const Sha256& hash) const;
  std::unique_ptr<Private> d;
};

} // namespace scriptorium
