#pragma once

#include "model/inheritance.h"
#include "olx/write/coursewriter.h"
#include "olx/write/studiolayout.h"

#include <QHash>
#include <QSet>

namespace scriptorium::olx {

/// Writes the files of blocks as Studio lays them out: the published tree, and drafts/. For studiolayout.cpp.
class StudioBlocks
{
public:
  StudioBlocks(const LayoutSource& source, const PolicyReader& policy, const TakeLayoutFile& take);

  /// The root and everything below it as published; the root's file goes to `rootPath`.
  Result<Unit> writePublished(const QString& rootPath);
  /// drafts/ for every unit with unpublished changes.
  Result<Unit> writeDrafts();

private:
  enum class Tree
  {
    Published,
    Draft
  };
  using Known = QHash<BlockId, WriteBlock>;

  Result<WriteBlock> state(BlockId id, Tree tree) const;
  Result<Unit> takeMeta(WriteBlock& block) const;
  Result<Unit> write(const WriteBlock& block, Tree tree, const QString& path, int depth);
  Result<Unit> writeChildren(WriteBlock& block, Tree tree, Known& known, int depth);
  Result<Unit> writeChild(Child& child, Tree tree, Known& known, int depth);
  Result<Unit> writeHtmlBody(WriteBlock& block, Tree tree);
  bool isInline(const WriteBlock& block, Child::Form form) const;
  Result<bool> isInTree(const Child& child, Tree tree) const;

  Result<Unit> writeDraftsBelow(const Block& parent, int depth);
  Result<bool> hasDraftChanges(BlockId id, int depth) const;

  const LayoutSource& m_source;
  const PolicyReader& m_policy;
  const TakeLayoutFile& m_take;
  LookUp m_noLookUp;
  ReadBlob m_readBlob;
  QSet<BlockId> m_written[2];                ///< by Tree
  mutable QSet<BlobId> m_metas;              ///< elements whose `<meta>` is left out
  mutable QHash<BlobId, QString> m_elements; ///< that are put into Studio's form, by type
};

} // namespace scriptorium::olx
