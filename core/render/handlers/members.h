#pragma once

#include "render/web/web.h"

namespace scriptorium::render {

/// The member of an object; null when there is none.
inline Json memberOf(const Json& object, QAnyStringView name)
{
  return object.find(name).value_or(Json());
}

} // namespace scriptorium::render
