#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

class QApplication;

namespace scriptorium {

/// Which look the user asked for. Values are stored in the settings by name.
enum class Look
{
  System,
  Light,
  Dark
};

/// The named colours of one look. Views take them from the palette they paint with, so that a change of the
/// look reaches everything at once.
struct Colours
{
  QColor window;   ///< the desk: behind and between panes
  QColor surface;  ///< panes and fields
  QColor raised;   ///< cards, headers
  QColor hover;    ///< under the pointer
  QColor selected; ///< chosen rows
  QColor border;   ///< hairlines
  QColor text;
  QColor muted; ///< secondary text; readable on every surface (4.5:1)
  QColor accent;
  QColor onAccent;
  QColor warning;
  QColor error;
  QColor good;
};

/// The colours of the light or the dark look.
const Colours& colours(bool dark);
/// The colours that belong to a palette made by `applyLook`.
const Colours& colours(const QPalette& palette);

/// What an icon or a word says by its colour.
enum class Tone
{
  Text,
  Muted,
  Accent,
  Warning,
  Error,
  Good
};
QColor toneColour(Tone tone, const Colours& colours);

/// Remembers how the system looks. Call once, before the first `applyLook`.
bool systemIsDark();
/// Gives the application the palette, fonts and style sheet of a look. Widgets that are hidden get it when
/// they are shown. GUI thread; nothing when the look is there already, else about 0.1 ms a visible widget.
void applyLook(QApplication& application, Look look);

/// The stable name of a look ("system", "light", "dark") and back; unknown names give System.
QString lookName(Look look);
Look lookNamed(const QString& name);

} // namespace scriptorium
