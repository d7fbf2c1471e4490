#pragma once

#include "base/ids.h"
#include "base/sha256.h"
#include "store/assetfiles.h"
#include "store/sql/database.h"

#include <functional>

namespace scriptorium {

/// Rows of `blob`: every content once, in the database or as a file of assets/.

/// From this size on bytes belong into a file of assets/.
inline constexpr qint64 kAssetFileBytes = 256 * 1024;

/// The blob of these bytes, added when it is new. Part of the caller's transaction. Errors: Io.
Result<BlobId> storeBlob(Database& database, const QString& courseFolder, QByteArrayView bytes);
/// The blob of a file on disk, which is copied to assets/ and synced first. Errors: NotFound, Io.
Result<BlobId> storeBlobFile(Database& database, const QString& courseFolder, const QString& path);
/// The blob of a file that lies below assets/ (`copyToAssets`), added when it is new. Errors: Io.
Result<BlobId> storeCopiedFile(Database& database, const AssetFileWriter::Stored& file);

/// Gives a blob's bytes in pieces, verified. Errors: NotFound; Io when the content is not what its hash says,
/// or its file is missing.
Result<Unit> streamBlob(Database& database, const QString& courseFolder, BlobId id,
                        const std::function<Result<Unit>(QByteArrayView)>& take);

} // namespace scriptorium
