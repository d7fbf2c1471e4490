#pragma once

#include "model/courseview.h"

namespace scriptorium::testing {

/// A course in memory, for tests of what reads a course.
class FakeCourse final : public CourseView
{
public:
  /// Adds a block; the first one is the root.
  BlockId add(const QString& type, const QString& urlName, BlockId parent, const Fields& fields,
              VersionFlags flags = {})
  {
    Entry entry;
    entry.block.id = BlockId(m_entries.size() + 1);
    entry.block.type = type;
    entry.block.urlName = urlName;
    entry.block.parent = parent;
    entry.version.block = entry.block.id;
    entry.version.fields = fields;
    entry.version.flags = flags;
    m_entries.append(entry);
    return m_entries.back().block.id;
  }
  BlockId addFile(const QString& path, const QByteArray& bytes)
  {
    const BlockId id = add(kFileType.toString(), path, {}, {});
    m_blobs.append(bytes);
    m_entries.back().version.body = BlobId(m_blobs.size());
    m_entries.back().version.bodyForm = BodyForm::File;
    return id;
  }

  CourseKey key() const override { return *CourseKey::parse(QStringLiteral("course-v1:Org+Num+KeyRun")); }
  BlockId root() const override { return BlockId(1); }
  Result<Block> block(BlockId id) const override
  {
    if (id.value < 1 || id.value > m_entries.size())
      return missing();
    return m_entries[id.value - 1].block;
  }
  Result<BlockVersion> version(BlockId id) const override
  {
    if (id.value < 1 || id.value > m_entries.size())
      return missing();
    return m_entries[id.value - 1].version;
  }
  Result<QByteArray> blob(BlobId id) const override
  {
    if (id.value < 1 || id.value > m_blobs.size())
      return missing();
    return m_blobs[id.value - 1];
  }
  Result<BlockId> find(const QString& type, const QString& urlName) const override
  {
    for (const auto& entry : m_entries)
      if (entry.block.type == type && entry.block.urlName == urlName)
        return entry.block.id;
    return missing();
  }
  Result<QList<BlockId>> blocks(const QString& type) const override
  {
    QList<BlockId> found;
    for (const auto& entry : m_entries)
      if (type.isEmpty() ? entry.block.type != kFileType : entry.block.type == type)
        found.append(entry.block.id);
    return found;
  }

private:
  struct Entry
  {
    Block block;
    BlockVersion version;
  };
  static Error missing() { return Error{Error::Kind::NotFound, {}, QStringLiteral("Not there.")}; }

  QList<Entry> m_entries;
  QList<QByteArray> m_blobs;
};

} // namespace scriptorium::testing
