#pragma once

#include "base/result.h"

#include <QByteArrayView>

namespace scriptorium {

/// A run of bytes that is read once, from its start to its end. One thread.
class ByteSource
{
public:
  virtual ~ByteSource() = default;
  /// The next bytes; empty at the end. Valid until the next call.
  virtual Result<QByteArrayView> next() = 0;
  /// How many bytes of the file underneath have been used up; for progress.
  virtual qint64 packedBytes() const = 0;
};

} // namespace scriptorium
