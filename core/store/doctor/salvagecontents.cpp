#include "store/assetfiles.h"
#include "store/doctor/salvage.h"
#include "store/sql/childrenjson.h"
#include "store/sql/hashview.h"
#include "store/sql/versionrow.h"

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

struct Hashed
{
  Sha256 hash;
  qint64 size = 0;
};

std::optional<Hashed> hashFile(const QString& path)
{
  Sha256Hasher hasher;
  Hashed found;
  const auto read = readInPieces(path, [&](QByteArrayView piece) -> Result<Unit> {
    hasher.add(piece);
    found.size += piece.size();
    return Unit{};
  });
  found.hash = hasher.finish();
  return read ? std::optional(found) : std::nullopt;
}

Result<QList<qint64>> ids(Database& database, const char* sql)
{
  auto row = database.prepare(sql);
  QList<qint64> found;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return found;
    found.append(row.integer(0));
  }
}

} // namespace

Result<Unit> Salvage::settleBlobs()
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<qint64> all, ids(m_into, "SELECT id FROM blob ORDER BY id"));
  QList<qint64> damaged;
  for (const qint64 id : all) {
    SCRIPTORIUM_TRY(m_progress.report(id, all.size()));
    auto row = m_into.prepare("SELECT hash,bytes,size FROM blob WHERE id=?");
    SCRIPTORIUM_TRY(row.bind(0, id).step());
    const auto noted = Sha256::fromRaw(row.blobView(0));
    const auto file = noted && row.isNull(1) ? hashFile(assetFilePath(m_folder, *noted)) : std::nullopt;
    const Hashed actual =
        row.isNull(1) ? file.value_or(Hashed{}) : Hashed{sha256(row.blobView(1)), row.blobView(1).size()};
    if (noted && actual.hash == *noted && actual.size == row.integer(2))
      m_blobs.insert(id, *noted);
    else
      damaged.append(id);
  }
  for (const qint64 id : damaged) {
    auto row = m_into.prepare("SELECT hash,bytes IS NULL FROM blob WHERE id=?");
    SCRIPTORIUM_TRY(row.bind(0, id).step());
    const Sha256 noted = Sha256::fromRaw(row.blobView(0)).value_or(Sha256{});
    const bool isFile = row.integer(1) != 0;
    row.reset();
    SCRIPTORIUM_TRY(settleBlob(id, noted, isFile));
  }
  return Unit{};
}

Result<Unit> Salvage::settleBlob(qint64 id, const Sha256& noted, bool isFile)
{
  const QString path = assetFilePath(m_folder, noted);
  const auto file = hashFile(path);
  if (file && file->hash == noted) {
    auto intact = m_into.prepare("UPDATE blob SET bytes=NULL,size=? WHERE id=?");
    SCRIPTORIUM_TRY(intact.bind(0, file->size).bind(1, id).run());
    m_blobs.insert(id, noted);
    return Unit{};
  }
  if (!isFile) {
    auto row = m_into.prepare("SELECT bytes FROM blob WHERE id=?");
    SCRIPTORIUM_TRY(row.bind(0, id).step());
    const QByteArray bytes = row.blob(0);
    row.reset();
    return replaceBlob(id, sha256(bytes), bytes.size());
  }
  if (!file) {
    auto remove = m_into.prepare("DELETE FROM blob WHERE id=?");
    return remove.bind(0, id).run();
  }
  // Kept as it is found, under the name of what it is now.
  SCRIPTORIUM_TRY_ASSIGN(const auto writer, AssetFileWriter::begin(m_folder, AssetFileWriter::Durable::Now));
  SCRIPTORIUM_TRY(readInPieces(path, [&](QByteArrayView piece) { return writer->write(piece); }));
  SCRIPTORIUM_TRY(writer->finish([](const Sha256&) -> Result<bool> { return false; }));
  return replaceBlob(id, file->hash, file->size);
}

Result<Unit> Salvage::replaceBlob(qint64 id, const Sha256& actual, qint64 size)
{
  const qint64 other = m_blobs.key(actual, 0);
  if (other == 0) {
    auto update = m_into.prepare("UPDATE blob SET hash=?,size=? WHERE id=?");
    SCRIPTORIUM_TRY(update.bindBlob(0, view(actual)).bind(1, size).bind(2, id).run());
    m_blobs.insert(id, actual);
    return Unit{};
  }
  for (const char* sql : {"UPDATE version SET body=? WHERE body=?", "UPDATE source SET blob=? WHERE blob=?"})
  {
    auto update = m_into.prepare(sql);
    SCRIPTORIUM_TRY(update.bind(0, other).bind(1, id).run());
  }
  auto remove = m_into.prepare("DELETE FROM blob WHERE id=?");
  return remove.bind(0, id).run();
}

Result<Unit> Salvage::settleSources()
{
  // A file that is not known exactly as it was read is written anew from its blocks: forget how it was read.
  auto row = m_into.prepare("SELECT s.id,s.path,s.blob,s.blocks,s.ord,s.hash,(SELECT count(*) FROM version v "
                            "WHERE v.source=s.id) FROM source s");
  QList<qint64> lost;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      break;
    const auto blob = m_blobs.constFind(row.integer(2));
    const auto hash = Sha256::fromRaw(row.blobView(5));
    const bool isRight =
        blob != m_blobs.cend() && hash && row.integer(3) == row.integer(6) &&
        sourceHash(row.text(1), *blob, static_cast<int>(row.integer(3)), row.integer(4)) == *hash;
    if (!isRight)
      lost.append(row.integer(0));
  }
  for (const qint64 id : lost) {
    auto remove = m_into.prepare("DELETE FROM source WHERE id=?");
    SCRIPTORIUM_TRY(remove.bind(0, id).run());
  }
  return m_into.execute("UPDATE version SET source=NULL WHERE source NOT IN (SELECT id FROM source)");
}

Result<Unit> Salvage::settleVersions()
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<qint64> all, ids(m_into, "SELECT id FROM version ORDER BY id"));
  for (const qint64 id : all) {
    SCRIPTORIUM_TRY(m_progress.report(id, all.size()));
    SCRIPTORIUM_TRY(settleVersion(id));
  }
  return Unit{};
}

bool Salvage::isIntact(const BlockVersion& version, const Sha256& noted)
{
  BlockRow& block = m_blocks[version.block.value];
  const auto nameOf = [&](BlockId child) { return m_blocks.value(child.value).name; };
  const auto body = version.body.isValid() ? std::optional(m_blobs.value(version.body.value)) : std::nullopt;
  if (versionHash(block.name.type, block.name.urlName, version, body, nameOf) == noted)
    return true;
  const BlockName other = block.indexedName;
  if (other.type.isEmpty() || versionHash(other.type, other.urlName, version, body, nameOf) != noted)
    return false;
  block.name = other;
  return true;
}

Result<BlockVersion> Salvage::readTolerantly(const Statement& row) const
{
  BlockVersion version;
  version.id = VersionId{row.integer(0)};
  version.block = BlockId{row.integer(1)};
  version.fields = Fields::fromJson(row.utf8View(2)).value_or(Fields());
  const auto children = childrenFromJson(row.utf8View(3));
  if (children) {
    for (const auto& child : *children)
      if (child.form == Child::Form::Raw || m_blocks.contains(child.block.value))
        version.children.append(child);
  } else {
    QMap<qint64, qint64> byPosition;
    for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block)
      if (block->parent == version.block.value)
        byPosition.insert(block->position, block.key());
    for (const qint64 child : std::as_const(byPosition))
      version.children.append({Child::Form::Pointer, BlockId{child}, {}});
  }
  const qint64 form = row.integer(4);
  version.body = BlobId{row.integer(5)};
  version.bodyPath = row.text(6);
  version.source = SourceId{row.integer(7)};
  version.flags = VersionFlags::fromInt(static_cast<int>(row.integer(8)) & 7);
  version.note = row.text(9);
  version.line = static_cast<int>(row.integer(10));
  if (m_blobs.contains(version.body.value)) {
    version.bodyForm = form > 0 && form <= static_cast<qint64>(BodyForm::Broken) ? static_cast<BodyForm>(form)
                                                                                 : BodyForm::Element;
    return version;
  }
  if (version.body.isValid()) {
    version.body = {};
    version.bodyPath.clear();
    version.flags |= VersionFlag::MissingFile;
    version.note = u"Its content was lost when the course's database was damaged."_s;
  }
  return version;
}

Result<Unit> Salvage::settleVersion(qint64 id)
{
  auto row = m_into.prepare("SELECT " SCRIPTORIUM_VERSION_COLUMNS("v") ",v.hash FROM version v WHERE v.id=?");
  SCRIPTORIUM_TRY(row.bind(0, id).step());
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, readTolerantly(row));
  if (!m_blocks.contains(version.block.value)) {
    row.reset();
    auto remove = m_into.prepare("DELETE FROM version WHERE id=?");
    return remove.bind(0, id).run();
  }
  const auto noted = Sha256::fromRaw(row.blobView(kVersionColumnCount));
  const bool isGood = noted && isIntact(version, *noted);
  row.reset();
  m_versions.insert(id, {version.block.value, isGood});
  const BlockName name = m_blocks.value(version.block.value).name;
  const auto nameOf = [&](BlockId child) { return m_blocks.value(child.value).name; };
  const auto body = version.body.isValid() ? std::optional(m_blobs.value(version.body.value)) : std::nullopt;
  const VersionBytes bytes = versionBytes(version);
  auto update =
      m_into.prepare("UPDATE version SET title=?,fields=?,children=?,body_form=?,body=?,body_path=?,flags=?,"
                     "note=?,hash=? WHERE id=?");
  update.bindUtf8(0, bytes.title).bindUtf8(1, bytes.fields).bindUtf8(2, bytes.children);
  update.bind(3, static_cast<qint64>(version.bodyForm)).bindId(4, version.body.value);
  if (!version.bodyPath.isEmpty())
    update.bind(5, version.bodyPath);
  update.bind(6, version.flags.toInt());
  if (!version.note.isEmpty())
    update.bind(7, version.note);
  const Sha256 hash = isGood ? *noted : versionHash(name.type, name.urlName, version, body, nameOf);
  return update.bindBlob(8, view(hash)).bind(9, id).run();
}

} // namespace scriptorium
