#pragma once

#include "model/courseview.h"

#include <QHash>

namespace scriptorium {

/// A course as learners get it: `version` is the published state, and only blocks that the root reaches
/// through published lists are there, placed as those lists say. Files, which have no drafts, are those of
/// the course. Made in one walk over the published containers; the course must outlive it and not change.
/// Threads as for the course.
class PublishedView final : public CourseView
{
public:
  /// Errors: NotFound when the root was never published; those of reading.
  static Result<PublishedView> of(const CourseView& course);

  CourseKey key() const override { return m_course->key(); }
  BlockId root() const override { return m_course->root(); }
  Result<Block> block(BlockId id) const override;
  Result<BlockVersion> version(BlockId id) const override;
  Result<BlockVersion> versionById(VersionId id) const override { return m_course->versionById(id); }
  Result<QByteArray> blob(BlobId id) const override { return m_course->blob(id); }
  Result<Unit> eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const override;
  Result<QString> sourcePath(SourceId id) const override { return m_course->sourcePath(id); }
  Result<BlockId> find(const QString& type, const QString& urlName) const override;
  Result<QList<BlockId>> blocks(const QString& type) const override;

private:
  explicit PublishedView(const CourseView& course) : m_course(&course) {}
  Result<Unit> walk();
  /// Errors: NotFound for what learners do not get.
  Result<const Block*> reached(BlockId id) const;

  const CourseView* m_course;
  QHash<BlockId, Block> m_blocks; ///< head is the published version
  QList<BlockId> m_order;         ///< of the outline
};

} // namespace scriptorium
