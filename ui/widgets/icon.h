#pragma once

#include "ui/widgets/theme.h"

#include <QColor>
#include <QIcon>
#include <QString>

class QPainter;
class QRect;

namespace scriptorium {

/// An icon of resources/icons by name ("file-text"), drawn at any size in a colour of the look in force;
/// follows light and dark by itself. Unknown names give the "box" icon.
QIcon icon(const QString& name, Tone tone = Tone::Text);

/// Draws an icon in a colour: for delegates.
void paintIcon(QPainter& painter, const QRect& rect, const QString& name, const QColor& colour);

/// The icon of a block type; `named` is what its description says, empty for unknown types.
QString blockIconName(const QString& type, const QString& named);

} // namespace scriptorium
