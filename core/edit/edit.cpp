#include "edit/edit.h"

#include "edit/editprivate.h"
#include "edit/oldpointer.h"
#include "edit/versionrows.h"
#include "store/blobs.h"
#include "store/sql/versionhash.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Edit::Edit(CourseStore& store, const QString& kind, const QString& label, const QString& author, Timestamp at)
    : d(new Private{
          store, store.database(), kind, label, author, at, {}, false, {}, {}, {}, {}, {}, {}, {}, {}, {}})
{
  if (const auto begun = d->db.begin(); begun)
    d->isOpen = true;
  else
    d->failure = begun.error();
}

Edit::~Edit()
{
  if (d->isOpen)
    d->db.rollback();
}

CourseStore& Edit::store() const
{
  return d->store;
}

Result<QList<BlockId>> Edit::draftHoldersOf(BlockId block) const
{
  if (d->failure)
    return *d->failure;
  if (!d->holds) {
    SCRIPTORIUM_TRY_ASSIGN(d->holds, DraftHolds::load(d->db));
  }
  return d->holds->holdersOf(block);
}

const PolicyReader& Edit::policy() const
{
  if (!d->policy)
    d->policy = std::make_unique<PolicyReader>(d->store);
  return *d->policy;
}

Result<BlockVersion> Edit::current(BlockId block) const
{
  if (d->failure)
    return *d->failure;
  return d->store.version(block);
}

Result<Block> Edit::block(BlockId block) const
{
  if (d->failure)
    return *d->failure;
  return d->store.block(block);
}

Result<BlockId> Edit::parentOf(BlockId block) const
{
  SCRIPTORIUM_TRY_ASSIGN(const auto row, d->pointers(block));
  return row.parent;
}

Result<bool> Edit::isInside(BlockId block, BlockId container) const
{
  for (BlockId at = block; at.isValid();) {
    if (at == container)
      return true;
    SCRIPTORIUM_TRY_ASSIGN(at, parentOf(at));
  }
  return false;
}

Result<BlockId> Edit::ensureBlock(const QString& type, const QString& urlName)
{
  SCRIPTORIUM_TRY(d->start());
  auto find = d->db.prepare("SELECT id FROM block WHERE type = ? AND url_name = ?");
  find.bind(0, type).bind(1, urlName);
  SCRIPTORIUM_TRY_ASSIGN(const bool isThere, find.step());
  if (isThere)
    return BlockId(find.integer(0));
  auto insert = d->db.prepare("INSERT INTO block(type, url_name) VALUES(?, ?)");
  insert.bind(0, type).bind(1, urlName);
  SCRIPTORIUM_TRY(insert.run());
  return BlockId(d->db.lastInsertId());
}

Result<BlobId> Edit::addBlob(QByteArrayView bytes)
{
  SCRIPTORIUM_TRY(d->start());
  return storeBlob(d->db, d->store.folder(), bytes);
}

Result<BlobId> Edit::addAssetFile(const QString& path)
{
  SCRIPTORIUM_TRY(d->start());
  return storeBlobFile(d->db, d->store.folder(), path);
}

Result<BlobId> Edit::addCopiedFile(const AssetFileWriter::Stored& file)
{
  SCRIPTORIUM_TRY(d->start());
  return storeCopiedFile(d->db, file);
}

Result<SourceId> Edit::addSource(const QString& path, BlobId blob, int blocks, qint64 order)
{
  SCRIPTORIUM_TRY(d->start());
  SCRIPTORIUM_TRY_ASSIGN(const Sha256 bytes, d->store.blobHash(blob));
  const QByteArray hash = sourceHash(path, bytes, blocks, order).raw();
  auto insert = d->db.prepare("INSERT INTO source(path, blob, blocks, ord, hash) VALUES(?, ?, ?, ?, ?)");
  insert.bind(0, path).bind(1, blob.value).bind(2, qint64(blocks)).bind(3, order).bindBlob(4, hash);
  SCRIPTORIUM_TRY(insert.run());
  return SourceId(d->db.lastInsertId());
}

Result<Unit> Edit::setExecutableFiles(const QStringList& paths)
{
  SCRIPTORIUM_TRY(d->start());
  auto insert = d->db.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES('executables', ?)");
  return insert.bind(0, joinedPaths(paths)).run();
}

Result<Unit> Edit::setLegacyNames(const QStringList& names)
{
  SCRIPTORIUM_TRY(d->start());
  auto insert = d->db.prepare("INSERT OR REPLACE INTO meta(key, value) VALUES('legacy_names', ?)");
  return insert.bind(0, joinedPaths(names)).run();
}

Result<Unit> Edit::approve(const QString& finding, const std::optional<QString>& reason)
{
  SCRIPTORIUM_TRY(d->start());
  d->hasApprovals = true;
  auto insert = d->db.prepare("INSERT OR REPLACE INTO approval(op, finding, reason) VALUES(?, ?, ?)");
  insert.bind(0, d->op.value).bind(1, finding);
  if (reason)
    insert.bind(2, *reason);
  else
    insert.bindNull(2);
  return insert.run();
}

Result<VersionId> Edit::put(BlockVersion version)
{
  SCRIPTORIUM_TRY(d->start());
  SCRIPTORIUM_TRY_ASSIGN(const auto row, d->pointers(version.block));
  QList<Child> oldChildren;
  bool hasNewFields = false;
  if (row.head.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion old, d->store.versionById(row.head));
    hasNewFields = old.fields != version.fields;
    const bool isSameSource = !version.source.isValid() || version.source == old.source;
    if (isSameSource && hasSameContent(old, version))
      return row.head;
    if (isSameSource)
      version.source = {};
    oldChildren = old.children;
  } else {
    d->born.insert(version.block);
  }
  SCRIPTORIUM_TRY_ASSIGN(const VersionId head, storeVersion(d->store, d->op, version));
  const bool isFile = row.type == kFileType;
  const bool follows = row.head.isValid() ? row.published == row.head : isFile;
  SCRIPTORIUM_TRY(d->setPointers(version.block, head, follows ? head : row.published));
  if (isFile)
    d->policy.reset();
  SCRIPTORIUM_TRY(d->placeChildren(version.block, oldChildren, version.children));
  if (hasNewFields)
    SCRIPTORIUM_TRY(stripPointer(version.block));
  return head;
}

Result<Unit> Edit::stripPointer(BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, parentOf(id));
  if (!parent.isValid())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const auto holder, d->pointers(parent));
  // Thousands of blocks of one list may be edited in one step: the list is read once.
  if (holder.head == d->plainList)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion container, current(parent));
  const bool isPlain = std::ranges::all_of(container.children, [](const Child& child) {
    return child.form != Child::Form::Pointer || child.raw.isEmpty();
  });
  if (isPlain)
    d->plainList = holder.head;
  bool isChanged = false;
  for (auto& child : container.children) {
    if (child.block != id || child.form != Child::Form::Pointer || child.raw.isEmpty())
      continue;
    QByteArray stripped = edit::pointerWithoutFields(child.raw);
    isChanged = isChanged || stripped != child.raw;
    child.raw = std::move(stripped);
  }
  if (isChanged)
    SCRIPTORIUM_TRY(put(std::move(container)));
  return Unit{};
}

Result<VersionId> Edit::addVersion(const BlockVersion& version)
{
  SCRIPTORIUM_TRY(d->start());
  return storeVersion(d->store, d->op, version);
}

Result<Unit> Edit::point(BlockId block, VersionId head, VersionId published)
{
  SCRIPTORIUM_TRY(d->start());
  SCRIPTORIUM_TRY_ASSIGN(const auto row, d->pointers(block));
  if (row.head == head && row.published == published)
    return Unit{};
  if (!row.head.isValid() && head.isValid())
    d->born.insert(block);
  SCRIPTORIUM_TRY(d->setPointers(block, head, published));
  if (row.type == kFileType)
    d->policy.reset();
  if (row.head == head)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const auto old, d->childrenOf(row.head));
  SCRIPTORIUM_TRY_ASSIGN(const auto now, d->childrenOf(head));
  SCRIPTORIUM_TRY(d->placeChildren(block, old, now));
  return head.isValid() ? Result<Unit>(Unit{}) : d->setPlace(block, {}, 0);
}

Result<Unit> Edit::erase(BlockId block)
{
  SCRIPTORIUM_TRY(d->start());
  SCRIPTORIUM_TRY_ASSIGN(const auto row, d->pointers(block));
  if (row.type == kFileType)
    d->policy.reset();
  // Set-based: a chapter may have thousands of blocks below it.
  auto log = d->db.prepare(
      "WITH RECURSIVE tree(id) AS (SELECT ?2 UNION SELECT b.id FROM block b JOIN tree t ON b.parent = t.id) "
      "INSERT INTO change(op, block, old_head, new_head, old_published, new_published) "
      "SELECT ?1, b.id, b.head, NULL, b.published, NULL FROM tree t JOIN block b ON b.id = t.id WHERE true "
      "ON CONFLICT(op, block) DO UPDATE SET new_head = NULL, new_published = NULL");
  log.bind(0, d->op.value).bind(1, block.value);
  SCRIPTORIUM_TRY(log.run());
  SCRIPTORIUM_TRY_ASSIGN(const auto doomed, readTree(d->db, block));
  auto clear =
      d->db.prepare("UPDATE block SET head = NULL, published = NULL, parent = NULL, pos = 0 WHERE id = ?");
  for (const BlockId id : doomed) {
    clear.bind(0, id.value);
    SCRIPTORIUM_TRY(clear.run());
    clear.reset();
    if (d->holds)
      SCRIPTORIUM_TRY(d->holds->set(d->db, id, {}));
    d->detached.remove(id);
    d->pulled.remove(id);
    d->pulled.removeIf([id](auto pull) { return pull.value() == id; });
  }
  return Unit{};
}

} // namespace scriptorium
