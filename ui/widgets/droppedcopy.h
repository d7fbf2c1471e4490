#pragma once

#include <QDropEvent>

namespace scriptorium {

/// Takes what is dragged here as a copy, whatever was proposed: taken as a move, a file manager may delete
/// the author's file. Refuses what cannot be copied, and then gives false.
inline bool acceptAsCopy(QDropEvent* event)
{
  const bool canCopy = event->possibleActions().testFlag(Qt::CopyAction);
  if (canCopy)
    event->setDropAction(Qt::CopyAction);
  event->setAccepted(canCopy);
  return canCopy;
}

} // namespace scriptorium
