#pragma once

#include "base/result.h"

#include <QByteArrayView>

namespace scriptorium::olx {

inline constexpr qsizetype kMaxXmlBytes = 10 * 1024 * 1024;
inline constexpr int kMaxXmlDepth = 200;
inline constexpr size_t kMaxXmlAttributes = 1000;
inline constexpr int kMaxXmlElements = 250'000;

/// Length of a UTF-8 byte order mark at the start of `text`, or 0.
qsizetype bomLength(QByteArrayView text);

/// Whether Studio's parser takes `text`, within our limits; see `parseXml` for both. Errors: BadInput with
/// the line. Thread-safe.
Result<Unit> checkXml(QByteArrayView text, bool allowBom = false);

} // namespace scriptorium::olx
