#pragma once

#include "base/ids.h"

#include <QFlags>
#include <QList>
#include <QString>

namespace scriptorium {

/// What of a block a change touched. Views filter by it.
enum class Aspect : quint8
{
  Fields = 1,
  Body = 2,
  Children = 4,
  Existence = 8, ///< added, deleted or brought back
  Place = 16,    ///< parent or position changed
  Published = 32
};
Q_DECLARE_FLAGS(Aspects, Aspect)

/// What one transaction changed; the only announcement of an edit. A value, cheap to copy.
struct ChangeSet
{
  struct Entry
  {
    BlockId block;
    QString type;
    Aspects aspects;
  };

  OpId op;             ///< the op that was made, undone or redone; not valid when nothing changed
  QString label;       ///< what the author did, in words ("Move 3 blocks")
  QList<Entry> blocks; ///< empty although there is an op: findings were approved of

  bool isEmpty() const { return blocks.isEmpty(); }
};

} // namespace scriptorium

Q_DECLARE_OPERATORS_FOR_FLAGS(scriptorium::Aspects)
Q_DECLARE_METATYPE(scriptorium::ChangeSet)
