#include "store/blobs.h"

#include "base/faultpoint.h"
#include "store/coursestore.h"
#include "store/sql/hashview.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kPiece = qsizetype{1} << 20;

Result<BlobId> known(Database& database, const Sha256& hash)
{
  auto row = database.prepare("SELECT id FROM blob WHERE hash=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bindBlob(0, view(hash)).step());
  return found ? BlobId{row.integer(0)} : BlobId{};
}

Result<BlobId> insert(Database& database, const Sha256& hash, qint64 size, const QByteArrayView* bytes)
{
  SCRIPTORIUM_TRY(faultPoint("store.blob"));
  auto row = database.prepare("INSERT INTO blob(hash,size,bytes) VALUES(?,?,?)");
  row.bindBlob(0, view(hash)).bind(1, size);
  if (bytes)
    row.bindBlob(2, *bytes);
  SCRIPTORIUM_TRY(row.run());
  return BlobId{database.lastInsertId()};
}

Result<BlobId> keepFile(Database& database, AssetFileWriter& writer)
{
  const auto isInDatabase = [&](const Sha256& hash) -> Result<bool> {
    auto row = database.prepare("SELECT 1 FROM blob WHERE hash=? AND bytes IS NOT NULL");
    return row.bindBlob(0, view(hash)).step();
  };
  SCRIPTORIUM_TRY_ASSIGN(const auto stored, writer.finish(isInDatabase));
  return storeCopiedFile(database, stored);
}

Error damaged(BlobId id)
{
  return Error{Error::Kind::Io, u"blob %1"_s.arg(id.value),
               u"The stored content is damaged: it is not what its hash says."_s};
}

} // namespace

Result<BlobId> storeBlob(Database& database, const QString& courseFolder, QByteArrayView bytes)
{
  const Sha256 hash = sha256(bytes);
  SCRIPTORIUM_TRY_ASSIGN(const BlobId there, known(database, hash));
  if (there.isValid())
    return there;
  if (bytes.size() < kAssetFileBytes)
    return insert(database, hash, bytes.size(), &bytes);
  SCRIPTORIUM_TRY_ASSIGN(const auto writer,
                         AssetFileWriter::begin(courseFolder, AssetFileWriter::Durable::Now));
  SCRIPTORIUM_TRY(writer->write(bytes));
  return keepFile(database, *writer);
}

Result<BlobId> storeBlobFile(Database& database, const QString& courseFolder, const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto writer,
                         AssetFileWriter::begin(courseFolder, AssetFileWriter::Durable::Now));
  SCRIPTORIUM_TRY(readInPieces(path, [&](QByteArrayView piece) { return writer->write(piece); }));
  return keepFile(database, *writer);
}

Result<BlobId> storeCopiedFile(Database& database, const AssetFileWriter::Stored& file)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlobId there, known(database, file.hash));
  return there.isValid() ? Result<BlobId>(there) : insert(database, file.hash, file.size, nullptr);
}

Result<Unit> streamBlob(Database& database, const QString& courseFolder, BlobId id,
                        const std::function<Result<Unit>(QByteArrayView)>& take)
{
  auto row = database.prepare("SELECT hash,bytes FROM blob WHERE id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return Error{Error::Kind::NotFound, {}, u"There is no blob %1."_s.arg(id.value)};
  const auto hash = Sha256::fromRaw(row.blobView(0));
  if (!hash)
    return damaged(id);
  Sha256Hasher hasher;
  const auto pass = [&](QByteArrayView piece) {
    hasher.add(piece);
    return take(piece);
  };
  if (row.isNull(1)) {
    SCRIPTORIUM_TRY(readInPieces(assetFilePath(courseFolder, *hash), pass));
  } else {
    const QByteArrayView bytes = row.blobView(1);
    for (qsizetype at = 0; at < bytes.size(); at += kPiece)
      SCRIPTORIUM_TRY(pass(bytes.sliced(at, std::min(kPiece, bytes.size() - at))));
  }
  return hasher.finish() == *hash ? Result<Unit>(Unit{}) : damaged(id);
}

Result<Unit> CourseStore::streamBlob(BlobId id, const std::function<Result<Unit>(QByteArrayView)>& take) const
{
  return scriptorium::streamBlob(database(), folder(), id, take);
}

Result<QByteArray> CourseStore::blob(BlobId id) const
{
  QByteArray bytes;
  SCRIPTORIUM_TRY(streamBlob(id, [&](QByteArrayView piece) -> Result<Unit> {
    bytes.append(piece.data(), piece.size());
    return Unit{};
  }));
  return bytes;
}

Result<Sha256> CourseStore::blobHash(BlobId id) const
{
  auto row = database().prepare("SELECT hash FROM blob WHERE id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return Error{Error::Kind::NotFound, {}, u"There is no blob %1."_s.arg(id.value)};
  return Sha256::fromRaw(row.blobView(0));
}

Result<qint64> CourseStore::blobSize(BlobId id) const
{
  auto row = database().prepare("SELECT size FROM blob WHERE id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, id.value).step());
  if (!found)
    return Error{Error::Kind::NotFound, {}, u"There is no blob %1."_s.arg(id.value)};
  return row.integer(0);
}

} // namespace scriptorium
