#pragma once

#include "grading/values/outcome.h"

#include <QStringList>

namespace scriptorium::capa {

/// The options of a dropdown's `options` attribute, split as the LMS does: first and last character dropped,
/// then like a shell with `'` as the only quote, comma and blank between; each piece loses its first and last
/// character. Errors: Other, for an open quote.
Outcome<QStringList> optionsOf(const QString& attribute);

} // namespace scriptorium::capa
