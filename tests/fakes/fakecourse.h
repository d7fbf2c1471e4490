#pragma once

#include "model/courseview.h"

#include <QHash>
#include <QStringList>

namespace scriptorium::testing {

/// A course in memory, built by hand. Every call makes a new state. The first block is the root unless told.
class FakeCourse final : public CourseView
{
public:
  explicit FakeCourse(CourseKey key = *CourseKey::parse(QStringLiteral("course-v1:Org+Num+KeyRun")))
      : m_key(std::move(key))
  {}

  BlobId addBlob(const QByteArray& bytes)
  {
    m_blobs.append(bytes);
    return BlobId(m_blobs.size());
  }
  SourceId addSource(const QString& path)
  {
    m_sources.append(path);
    return SourceId(m_sources.size());
  }
  void setRoot(BlockId root) { m_root = root; }
  /// A block whose head is published.
  BlockId add(const QString& type, const QString& urlName, BlockVersion version)
  {
    const BlockId id(m_blocks.size() + 1);
    const VersionId state = addVersion(id, std::move(version));
    m_blocks.append({id, type, urlName, state, state, {}, 0});
    return id;
  }
  /// The same below a parent, in whose list it does not stand: for what asks for ancestors alone.
  BlockId add(const QString& type, const QString& urlName, BlockId parent, const Fields& fields,
              VersionFlags flags = {})
  {
    BlockVersion version;
    version.fields = fields;
    version.flags = flags;
    return addBelow(parent, type, urlName, version);
  }
  BlockId addBelow(BlockId parent, const QString& type, const QString& urlName, BlockVersion version)
  {
    const BlockId id = add(type, urlName, std::move(version));
    at(id).parent = parent;
    return id;
  }
  BlockId addFile(const QString& path, const QByteArray& bytes)
  {
    BlockVersion version;
    version.bodyForm = BodyForm::File;
    version.body = addBlob(bytes);
    return add(kFileType.toString(), path, version);
  }
  /// A new published state.
  void publish(BlockId id, BlockVersion version)
  {
    at(id).head = at(id).published = addVersion(id, std::move(version));
  }
  /// A new draft.
  void draft(BlockId id, BlockVersion version) { at(id).head = addVersion(id, std::move(version)); }
  void remove(BlockId id) { at(id).head = at(id).published = {}; }
  void removeDraft(BlockId id) { at(id).head = {}; }
  void unpublish(BlockId id) { at(id).published = {}; }

  CourseKey key() const override { return m_key; }
  BlockId root() const override { return m_root; }
  Result<Block> block(BlockId id) const override { return m_blocks[id.value - 1]; }
  Result<BlockVersion> version(BlockId id) const override { return versionById(m_blocks[id.value - 1].head); }
  Result<BlockVersion> versionById(VersionId id) const override { return m_versions[id.value - 1]; }
  /// The hashes of this course alone: states are equal only where they are one.
  Result<Unit> eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const override
  {
    for (const auto& block : m_blocks) {
      if (!block.head.isValid())
        continue;
      const QByteArray head = QByteArray::number(block.head.value).rightJustified(32);
      const QByteArray published = block.published.isValid()
                                       ? QByteArray::number(block.published.value).rightJustified(32)
                                       : QByteArray();
      const auto taken = take({block.id, block.type.toUtf8(), block.urlName.toUtf8(), head, published});
      if (!taken)
        return taken;
    }
    return Unit{};
  }
  Result<QString> sourcePath(SourceId id) const override
  {
    if (id.value < 1 || id.value > m_sources.size())
      return Error{Error::Kind::NotFound, QString::number(id.value), QStringLiteral("Nothing was read.")};
    return m_sources[id.value - 1];
  }
  Result<QByteArray> blob(BlobId id) const override { return m_blobs[id.value - 1]; }
  Result<BlockId> find(const QString& type, const QString& urlName) const override
  {
    for (const auto& block : m_blocks)
      if (block.head.isValid() && block.type == type && block.urlName == urlName)
        return block.id;
    return Error{Error::Kind::NotFound, urlName, QStringLiteral("No such block.")};
  }
  Result<QList<BlockId>> blocks(const QString& type) const override
  {
    QList<BlockId> ids;
    for (const auto& block : m_blocks)
      if (block.head.isValid() && (type.isEmpty() ? block.type != kFileType : block.type == type))
        ids.append(block.id);
    return ids;
  }

private:
  Block& at(BlockId id) { return m_blocks[id.value - 1]; }
  VersionId addVersion(BlockId block, BlockVersion version)
  {
    version.id = VersionId(m_versions.size() + 1);
    version.block = block;
    m_versions.append(version);
    return version.id;
  }

  CourseKey m_key;
  BlockId m_root = BlockId(1);
  QList<Block> m_blocks;
  QList<BlockVersion> m_versions;
  QList<QByteArray> m_blobs;
  QStringList m_sources;
};

} // namespace scriptorium::testing
