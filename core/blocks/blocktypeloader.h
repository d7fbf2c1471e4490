#pragma once

#include "model/blocktype.h"

#include <QByteArray>

namespace scriptorium {

/// A block type from the text of a JSON file (the schema is in README.md). Errors: BadInput with the line;
/// the whole file is refused for one mistake.
Result<BlockType> parseBlockType(const QByteArray& json);

/// The list of fields of `_common.json` or `_inheritable.json`.
Result<QList<FieldSpec>> parseFieldList(const QByteArray& json, bool areInheritable);

} // namespace scriptorium
