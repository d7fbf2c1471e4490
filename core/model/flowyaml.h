#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium {

/// The JSON text of a YAML 1.1 value as pure XBlocks carry them in attributes: JSON, scalars (`True`, `yes`,
/// `~`, `0x1f`, 'single quoted', plain) and flow lists and maps (`['a', b]`, `{k: 1}`). Dates stay strings.
/// An empty text is null. Errors: BadInput for block style and all else of YAML.
Result<QString> flowYamlToJson(const QString& text);

} // namespace scriptorium
