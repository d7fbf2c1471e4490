#pragma once

#include "base/error.h"

namespace scriptorium {

inline Error bad(const QString& detail)
{
  return Error{Error::Kind::BadInput, {}, detail};
}

} // namespace scriptorium
