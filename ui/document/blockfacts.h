#pragma once

#include "base/ids.h"

#include <QHash>
#include <QString>
#include <QStringList>

namespace scriptorium {

class CourseDocument;

/// What is set on a block of when and for whom it is there, as lists show it beside the title.
struct BlockFacts
{
  bool isStaffOnly = false;      ///< set here
  bool isStaffOnlyAbove = false; ///< a block above it is for staff only
  bool isMadeHere = false;       ///< added since the course came in
  QString release;               ///< a day, as people write it; empty: not set here
  QString due;                   ///< the same
  QString gradedAs;              ///< the assignment type of what is graded; empty: not graded here

  /// In words, what matters most first.
  QStringList words() const;
};

/// The facts of blocks: read when first asked for, kept until the course changes. GUI thread; about 50 µs a
/// block.
class BlockFactsReader
{
public:
  explicit BlockFactsReader(CourseDocument& document) : m_document(document) {}

  const BlockFacts& of(BlockId block);
  void forget() { m_known.clear(); }

private:
  BlockFacts read(BlockId block);

  CourseDocument& m_document;
  QHash<BlockId, BlockFacts> m_known;
};

} // namespace scriptorium
