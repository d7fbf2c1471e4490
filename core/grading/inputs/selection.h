#pragma once

#include "grading/values/pyvalue.h"

namespace scriptorium::capa {

/// Python's `name in value`: an entry of a list, a key of a dict, or a piece of a text.
bool isIn(const QString& name, const PyValue& value);

} // namespace scriptorium::capa
