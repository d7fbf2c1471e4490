#pragma once

#include "grading/values/pyvalue.h"

#include <QString>

namespace scriptorium::capa {

/// What the web client's visual editor holds of a problem that `editorFor` gives to it, in the client's own
/// form: question, answers, settings, feedback. What is not in it is lost when the editor saves. None: the
/// problem is not for the visual editor.
PyValue visualState(const QString& olx);

/// The OLX that the visual editor writes when nothing was changed.
QString savedFromVisual(const PyValue& state, const QString& type);

} // namespace scriptorium::capa
