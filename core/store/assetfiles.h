#pragma once

#include "base/progress.h"
#include "base/sha256.h"

#include <QString>

#include <functional>
#include <memory>

namespace scriptorium {

/// Where a file lies whose content has this hash: `assets/<hh>/<hex>` below the course folder.
QString assetFilePath(const QString& courseFolder, const Sha256& hash);

/// Reads a file in pieces of at most 1 MiB and gives them to `take`. Errors: NotFound, Io, those of `take`.
Result<Unit> readInPieces(const QString& path, const std::function<Result<Unit>(QByteArrayView)>& take);

/// Takes in a file of unknown content: pieces go to a temporary below assets/tmp, are hashed on the way, and
/// `finish` gives the file its name by content. Without `finish` nothing is kept. One thread.
class AssetFileWriter
{
public:
  enum class Durable
  {
    Now,  ///< synced before it gets its name: a row may name it at once
    Later ///< a folder that is synced as a whole when it is complete (staging)
  };
  /// Errors: Io.
  static Result<std::unique_ptr<AssetFileWriter>> begin(const QString& courseFolder, Durable durable);
  ~AssetFileWriter();
  AssetFileWriter(const AssetFileWriter&) = delete;
  AssetFileWriter& operator=(const AssetFileWriter&) = delete;

  Result<Unit> write(QByteArrayView bytes);
  struct Stored
  {
    Sha256 hash;
    qint64 size = 0;
  };
  /// The file lies at its final place now. A file of the same content that was there already is kept unless
  /// it is damaged. Nothing is kept when `isStored` says that the content lies elsewhere. Errors: Io.
  Result<Stored> finish(const std::function<Result<bool>(const Sha256&)>& isStored);

private:
  AssetFileWriter(QString courseFolder, QString temporary, int file, Durable durable);
  Result<Unit> place(const QString& target);
  QString m_courseFolder;
  QString m_temporary;
  int m_file;
  Durable m_durable;
  qint64 m_size = 0;
  Sha256Hasher m_hasher;
};

/// Copies a file of any size below assets/, synced, and leaves it to a later step to name it. Any thread,
/// with or without the course's lock. Errors: NotFound, Io, Cancelled.
Result<AssetFileWriter::Stored> copyToAssets(const QString& courseFolder, const QString& path,
                                             Progress& progress);

} // namespace scriptorium
