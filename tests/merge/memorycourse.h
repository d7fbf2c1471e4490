#pragma once

#include "merge/mergeresult.h"
#include "model/courseview.h"
#include "store/coursestore.h"

#include <QHash>
#include <QMap>
#include <QRandomGenerator>

namespace scriptorium::testing {

/// A stored course in memory, quick to copy and to change. Ids are those of the store; what is added to
/// copies of one course gets ids of its own. Copies share what did not change.
class MemoryCourse final : public CourseView
{
public:
  static MemoryCourse of(const CourseStore& store);

  CourseKey key() const override { return m_key; }
  BlockId root() const override { return m_root; }
  Result<Block> block(BlockId id) const override;
  Result<BlockVersion> version(BlockId id) const override;
  Result<BlockVersion> versionById(VersionId id) const override;
  Result<QByteArray> blob(BlobId id) const override { return m_blobs.value(id); }
  Result<Unit> eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const override;
  Result<QString> sourcePath(SourceId id) const override;
  Result<BlockId> find(const QString& type, const QString& urlName) const override;
  Result<QList<BlockId>> blocks(const QString& type) const override;

  /// Does one thing that an author may do; the same for the same numbers.
  void change(QRandomGenerator& random);
  /// Makes it what a merge says; `sides` are base, ours (this) and theirs.
  void apply(const merge::MergeResult& result, const MemoryCourse* const sides[3]);
  /// What is wrong with its tree; empty when it is whole.
  QString fault() const;
  /// "type/url_name" of every living block and file.
  QStringList names() const;
  /// Hashes of all blocks by name: equal for courses that say the same.
  QMap<QString, QByteArray> hashes() const;
  QString nameOf(BlockId id) const;
  /// Whether both have the block with one head, at one place.
  bool hasSame(const MemoryCourse& other, const QString& name) const;
  /// Fields and children of a block, for messages.
  QString shown(const QString& name) const;
  BlockId named(const QString& name) const { return m_names.value(name); }

private:
  struct Item
  {
    Block block;
    QByteArray head; ///< hashes
    QByteArray published;
  };
  VersionId addVersion(BlockVersion version);
  BlobId addBlob(const QByteArray& bytes);
  BlockId add(const QString& type, const QString& urlName);
  void setHead(BlockId id, BlockVersion version);
  void place();
  void remove(BlockId id);
  QByteArray hashOf(const Block& block, VersionId version) const;
  bool isPlain(BlockId id) const;
  BlockId any(QRandomGenerator& random, bool (MemoryCourse::*fits)(const Block&) const) const;
  bool isAny(const Block& block) const;
  bool isLeaf(const Block& block) const;
  bool isUnit(const Block& block) const;
  bool isInner(const Block& block) const;
  bool isFile(const Block& block) const;
  bool isInside(BlockId id, BlockId container) const;
  void changeFields(QRandomGenerator& random);
  void changeBody(QRandomGenerator& random);
  void addBlock(QRandomGenerator& random);
  void removeBlock(QRandomGenerator& random);
  void moveBlock(QRandomGenerator& random);
  void reorder(QRandomGenerator& random);
  void changeFile(QRandomGenerator& random);
  BlockVersion made(BlockId id, const merge::MergedState& state, const MemoryCourse* const sides[3]);

  CourseKey m_key;
  BlockId m_root;
  QList<BlockId> m_order;
  QHash<BlockId, Item> m_items;
  QHash<QString, BlockId> m_names;
  QHash<VersionId, BlockVersion> m_versions;
  QHash<BlobId, QByteArray> m_blobs;
};

} // namespace scriptorium::testing
