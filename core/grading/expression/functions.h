#pragma once

#include "grading/expression/value.h"

#include <QStringView>

namespace scriptorium::capa {

/// One of the evaluator's functions of one argument.
using Function = Value (*)(Arithmetic& arithmetic, const Value& argument);

/// The function of that name in any case ("SIN" is sin); null when there is none. Every name is lower case.
Function functionNamed(QStringView name);
/// The name of the same letters in lower case, when there is such a function; else empty.
QString functionLike(QStringView name);

} // namespace scriptorium::capa
