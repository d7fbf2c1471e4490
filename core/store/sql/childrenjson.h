#pragma once

#include "model/block.h"

namespace scriptorium {

/// The form of a list of children in the `version` table: a JSON array with a number for a plain pointer (the
/// block's id), else an object {"b": id, "f": form, "r": raw}; members that are zero or empty are left out.
/// Raw bytes that are no UTF-8 stand in base64 under "x" instead. Equal lists give equal bytes.
QByteArray childrenToJson(const QList<Child>& children);

/// Errors: BadInput, when `json` is not such an array.
Result<QList<Child>> childrenFromJson(QByteArrayView json);

} // namespace scriptorium
