#pragma once

#include "base/sha256.h"

#include <QByteArrayView>

namespace scriptorium {

/// The 32 bytes of a hash, as they are bound to statements; alive as long as the hash.
inline QByteArrayView view(const Sha256& hash)
{
  return {reinterpret_cast<const char*>(hash.bytes.data()), 32};
}

} // namespace scriptorium
