#pragma once

#include <QFlags>

class QPainter;
class QPalette;
class QRect;

namespace scriptorium {

/// What a block's row says beside its title.
enum class Badge
{
  Draft = 1,   ///< never published
  Changed = 2, ///< since it was published
  Broken = 4,  ///< kept as it is because it cannot be read
  Faulty = 8,  ///< the checks found an error in it
  StaffOnly = 16,
  Due = 32, ///< has a due date
  Graded = 64,
  New = 128, ///< added since the course came in
  Held = 256 ///< text typed in it is not part of the course
};
Q_DECLARE_FLAGS(Badges, Badge)

/// Draws the badges of a block from the right end of `rect` leftwards and gives the width they took.
int paintBadges(QPainter& painter, const QRect& rect, Badges badges, const QPalette& palette);

} // namespace scriptorium

Q_DECLARE_OPERATORS_FOR_FLAGS(scriptorium::Badges)
