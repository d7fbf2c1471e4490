#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

class QPainter;
class QRect;

namespace scriptorium {

/// An icon of resources/icons by name ("file-text"), drawn in the text colour of the application's palette at
/// any size; follows light and dark by itself. Unknown names give the "box" icon. `colour`: fixed instead.
QIcon icon(const QString& name, const QColor& colour = {});

/// Draws an icon in a colour: for delegates.
void paintIcon(QPainter& painter, const QRect& rect, const QString& name, const QColor& colour);

/// The icon of a block type; `named` is what its description says, empty for unknown types.
QString blockIconName(const QString& type, const QString& named);

} // namespace scriptorium
