#pragma once

#include <QDropEvent>

namespace scriptorium {

/// Takes what is dragged here as a copy, whatever was proposed: taken as a move, a file manager may delete
/// the author's file. Refuses what cannot be copied.
inline void acceptAsCopy(QDropEvent* event)
{
  if (!event->possibleActions().testFlag(Qt::CopyAction)) {
    event->ignore();
    return;
  }
  event->setDropAction(Qt::CopyAction);
  event->accept();
}

} // namespace scriptorium
