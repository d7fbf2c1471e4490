#pragma once

#include "base/clock.h"
#include "model/blocktype.h"
#include "store/workspace.h"
#include "ui/editors/editors.h"

#include <QString>

class QSettings;

namespace scriptorium {

/// What the window is given by the program: where courses are, what blocks there are, what time it is. All of
/// it outlives the window.
struct Studio
{
  const Workspace& workspace;
  const BlockTypes& types;
  const Clock& clock;
  QSettings& settings;
  QString author;     ///< who history names; empty: the user's name on this computer
  QString samplePath; ///< folder or archive of the sample course; empty when it is not installed
  Editors editors = Editors::builtIn();
};

} // namespace scriptorium
