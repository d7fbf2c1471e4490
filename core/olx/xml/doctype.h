#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QByteArrayView>

namespace scriptorium::olx {

inline constexpr qsizetype kMaxDoctypeBytes = 64 * 1024;

/// The text as it goes to the parser: with blanks in the place of its document type, so that offsets and
/// lines stay, and nothing in a document type can load, expand or add anything. Shares the bytes of `text`,
/// which must outlive it, when there is none. Errors: BadInput with the line, for a document type that Studio
/// refuses: one that declares entities or is not well formed; also for one over `kMaxDoctypeBytes`.
Result<QByteArray> withoutDoctype(QByteArrayView text);

} // namespace scriptorium::olx
