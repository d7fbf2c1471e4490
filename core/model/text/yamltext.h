#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium {

/// The JSON text of a YAML 1.1 value as pure XBlocks carry them in attributes, read as the server's safe
/// loader does: block and flow style, comments, anchors and aliases, merge keys; what is JSON already is
/// taken as JSON. Dates stay strings, whole numbers beyond 64 bits become floating ones. An empty text is
/// null. Errors: BadInput, with the line; also for what JSON cannot hold (sets, binary, infinite numbers,
/// lists as keys, an anchor inside itself), for more than `kMaxJsonDepth` levels, and for aliases that repeat
/// more than 1 MiB.
Result<QString> yamlToJson(const QString& text);

} // namespace scriptorium
