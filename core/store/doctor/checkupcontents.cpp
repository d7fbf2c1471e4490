#include "store/assetfiles.h"
#include "store/doctor/checkup.h"
#include "store/searchtable.h"
#include "store/sql/storefile.h"
#include "store/sql/versionrow.h"

#include <QDirIterator>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kReportEvery = 256;

} // namespace

QString Checkup::users(qint64 blob)
{
  QStringList names;
  auto row = m_database.prepare("SELECT b.type||'/'||b.url_name FROM version v JOIN block b ON b.id=v.block "
                                "WHERE v.body=?1 UNION SELECT path FROM source WHERE blob=?1 LIMIT 6");
  row.bind(0, blob);
  for (auto more = row.step(); more && *more; more = row.step())
    names.append(row.text(0));
  if (names.isEmpty())
    return u"content that nothing uses"_s;
  if (names.size() == 6)
    names.last() = u"…"_s;
  return u"the content of "_s + names.join(u", "_s);
}

Result<Unit> Checkup::checkBlobs()
{
  m_progress.begin(u"Checking contents"_s);
  Result<Unit> reported = Unit{};
  eachRow("SELECT id,hash,size,bytes FROM blob", [&](const Statement& row) {
    if (!reported)
      return;
    if (++blobs % kReportEvery == 0)
      reported = m_progress.report(blobs, 0);
    const qint64 id = row.integer(0);
    const auto hash = Sha256::fromRaw(row.blobView(1));
    if (!hash) {
      damagedBlobs.insert(id);
      return add("store-blob", u"The hash of %1 is damaged."_s.arg(users(id)));
    }
    m_blobs.insert(id, *hash);
    if (row.isNull(3))
      return checkAssetFile(id, *hash, row.integer(2));
    const QByteArrayView content = row.blobView(3);
    bytes += content.size();
    if (content.size() == row.integer(2) && sha256(content) == *hash)
      return;
    damagedBlobs.insert(id);
    add("store-blob",
        u"It is damaged: %1 (blob %2) is not what it was when it was stored."_s.arg(users(id)).arg(id));
  });
  return reported;
}

void Checkup::checkAssetFile(qint64 blob, const Sha256& hash, qint64 size)
{
  const QString path = assetFilePath(m_folder, hash);
  Sha256Hasher hasher;
  qint64 found = 0;
  const auto read = readInPieces(path, [&](QByteArrayView piece) -> Result<Unit> {
    hasher.add(piece);
    found += piece.size();
    return m_progress.isCancelled() ? Result<Unit>(Error{Error::Kind::Cancelled, {}, {}}) : Unit{};
  });
  bytes += found;
  if (!read && read.error().kind == Error::Kind::Cancelled)
    return;
  if (read && found == size && hasher.finish() == hash)
    return;
  damagedBlobs.insert(blob);
  if (!read)
    return add("store-asset-missing",
               u"The file with %1 cannot be read: %2"_s.arg(users(blob), read.error().toString()));
  add("store-asset", u"It is damaged: the file with %1 (%2)."_s.arg(users(blob), path));
}

void Checkup::checkStrayFiles()
{
  QSet<QString> known;
  for (const auto& hash : std::as_const(m_blobs))
    known.insert(QString::fromLatin1(hash.hex()));
  QDirIterator files(assetsPath(m_folder), QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    const QString path = files.next();
    // What a writer is writing just now has its name last.
    if (path.contains("/assets/tmp/"_L1) || known.contains(files.fileName()))
      continue;
    strayFiles.append(path);
    add("store-stray-file", u"No block uses the file %1."_s.arg(path), {}, Finding::Severity::Info);
  }
}

void Checkup::checkSources()
{
  eachRow("SELECT id,path,blob,blocks,ord,hash FROM source", [&](const Statement& row) {
    const auto blob = m_blobs.constFind(row.integer(2));
    const auto hash = Sha256::fromRaw(row.blobView(5));
    m_sourceVersions.insert(row.integer(0), 0);
    if (blob == m_blobs.cend() || !hash ||
        sourceHash(row.text(1), *blob, static_cast<int>(row.integer(3)), row.integer(4)) != *hash)
      add("store-source", u"What is noted about the file %1 as it was read is damaged."_s.arg(row.text(1)));
  });
}

Result<Unit> Checkup::checkVersions()
{
  m_progress.begin(u"Checking blocks"_s);
  Result<Unit> reported = Unit{};
  eachRow("SELECT " SCRIPTORIUM_VERSION_COLUMNS("v") ",v.hash,v.title,b.head=v.id FROM version v "
                                                     "LEFT JOIN block b ON b.id=v.block",
          [&](const Statement& row) {
            if (!reported)
              return;
            if (++versions % kReportEvery == 0)
              reported = m_progress.report(versions, 0);
            checkVersion(row);
          });
  eachRow(
      "SELECT s.path,s.blocks,count(v.id) FROM source s LEFT JOIN version v ON v.source=s.id GROUP BY s.id "
      "HAVING s.blocks<>count(v.id)",
      [&](const Statement& row) {
        add("store-source", u"Of the %1 blocks that were read from %2, %3 are known."_s.arg(row.integer(1))
                                .arg(row.text(0))
                                .arg(row.integer(2)));
      });
  return reported;
}

void Checkup::checkVersion(const Statement& row)
{
  const qint64 id = row.integer(0);
  const qint64 block = row.integer(1);
  const BlockName name = nameOf(block);
  m_versionBlock.insert(id, block);
  const auto damaged = [&](const QString& what) {
    damagedVersions.insert(id);
    add("store-version", u"Version %1 of %2/%3 is damaged: %4"_s.arg(id).arg(name.type, name.urlName, what),
        name);
  };
  const auto version = readVersion(row, 0);
  if (!version)
    return damaged(version.error().detail);
  if (!m_blocks.contains(block))
    return damaged(u"its block is gone."_s);
  const auto body = m_blobs.constFind(version->body.value);
  if (version->body.isValid() && body == m_blobs.cend())
    return damaged(u"its content is gone."_s);
  if (version->source.isValid() && !m_sourceVersions.contains(version->source.value))
    return damaged(u"the file it was read from is gone."_s);
  if (damagedBlobs.contains(version->body.value))
    damagedVersions.insert(id);
  const auto hash = Sha256::fromRaw(row.blobView(kVersionColumnCount));
  const auto nameOfChild = [&](BlockId child) { return nameOf(child.value); };
  const auto bodyHash = version->body.isValid() ? std::optional(*body) : std::nullopt;
  if (!hash || versionHash(name.type, name.urlName, *version, bodyHash, nameOfChild) != *hash)
    return damaged(u"it is not what it was when it was stored."_s);
  if (row.text(kVersionColumnCount + 1) != versionTitle(version->fields))
    return damaged(u"its title is not its display name."_s);
  if (row.integer(kVersionColumnCount + 2) == 0)
    return;
  qint64 position = 0;
  for (const auto& child : version->children) {
    if (child.form == Child::Form::Raw || child.form == Child::Form::Alias)
      continue;
    if (m_places.contains(child.block.value))
      add("store-tree",
          u"%1/%2 stands at two places."_s.arg(nameOf(child.block.value).type,
                                               nameOf(child.block.value).urlName),
          nameOf(child.block.value));
    m_places.insert(child.block.value, {block, position++});
  }
}

Result<Unit> Checkup::checkSearch()
{
  m_progress.begin(u"Checking the search index"_s);
  SCRIPTORIUM_TRY(m_progress.report(0, 0));
  const auto right = isIndexRight();
  if (!right && right.error().kind == Error::Kind::Cancelled)
    return right.error();
  if (!right)
    add("store-search", u"The search index cannot be read: %1"_s.arg(right.error().detail));
  else if (!*right)
    add("store-search", u"The search index is not what the content says."_s, {}, Finding::Severity::Warning);
  return Unit{};
}

} // namespace scriptorium
