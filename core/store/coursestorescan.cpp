#include "store/coursestore.h"
#include "store/sql/database.h"
#include "store/sql/versionrow.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <vector>

namespace scriptorium {

Result<QList<BlockVersion>> CourseStore::versionsAsRead(BlockId id) const
{
  auto row = database().prepare(
      "SELECT " SCRIPTORIUM_VERSION_COLUMNS("v") " FROM version v WHERE v.block=? AND "
                                                 "v.source IS NOT NULL ORDER BY v.id DESC");
  row.bind(0, id.value);
  QList<BlockVersion> versions;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return versions;
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, readVersion(row, 0));
    versions.append(std::move(version));
  }
}

Result<BlockId> CourseStore::firstReadFrom(SourceId source) const
{
  auto row = database().prepare("SELECT block FROM version WHERE source=? ORDER BY id LIMIT 1");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, source.value).step());
  return found ? BlockId{row.integer(0)} : BlockId{};
}

Result<Unit> CourseStore::eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const
{
  auto row = database().prepare(
      "SELECT b.id,b.type,b.url_name,h.hash,p.hash,b.published IS NOT NULL FROM block b JOIN version h ON "
      "h.id=b.head LEFT JOIN version p ON p.id=b.published AND b.published<>b.head ORDER BY b.id");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return Unit{};
    const QByteArrayView head = row.blobView(3);
    const QByteArrayView published = row.isNull(4) ? head : row.blobView(4);
    SCRIPTORIUM_TRY(take({BlockId{row.integer(0)}, row.utf8View(1), row.utf8View(2), head,
                          row.integer(5) != 0 ? published : QByteArrayView()}));
  }
}

Result<Sha256> CourseStore::contentHash() const
{
  // Read in the order of the file and sorted here: a walk by name would read every page many times.
  std::vector<QByteArray> rows;
  SCRIPTORIUM_TRY(eachHash([&](const HashRow& row) -> Result<Unit> {
    QByteArray& text = rows.emplace_back();
    text.reserve(row.type.size() + row.urlName.size() + row.head.size() + row.published.size() + 2);
    text.append(row.type)
        .append('\0')
        .append(row.urlName)
        .append('\0')
        .append(row.head)
        .append(row.published);
    return Unit{};
  }));
  std::ranges::sort(rows);
  Sha256Hasher hasher;
  for (const auto& row : rows) {
    std::array<char, 8> size{};
    qToLittleEndian<qint64>(row.size(), size.data());
    hasher.add({size.data(), static_cast<qsizetype>(size.size())});
    hasher.add(row);
  }
  return hasher.finish();
}

} // namespace scriptorium
