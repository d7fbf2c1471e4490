#pragma once

#include "model/blocktype.h"

#include <QString>

namespace scriptorium {

/// Reads a raw attribute as Open edX does and gives its value as JSON text (dates as "YYYY-MM-DDTHH:MM:SSZ"
/// strings). Xml-blocks: JSON first, else the raw string; pure XBlocks: strings raw, all else YAML-like
/// (docs/olx.md, Values). Errors: BadInput, with what Studio would make of it.
Result<QString> readField(const FieldSpec& spec, bool isXmlBlock, const QString& raw);

/// The same for a value that is JSON already: one of policy.json, or a default. Errors: BadInput.
Result<QString> readJsonValue(const FieldSpec& spec, const QString& json);

/// The raw attribute text Studio writes for a value given as JSON text (docs/olx.md,
/// Studio's form). Errors: BadInput, when the value does not fit the type, the range or the allowed values.
Result<QString> writeField(const FieldSpec& spec, bool isXmlBlock, const QString& json);

/// What a person typed ("yes", "2024-05-01", "3", "always") as the raw attribute text. Strings are taken as
/// they are, except that the display text of an allowed value stands for that value; lists may be typed as
/// "a, b". Errors: BadInput, with a sentence that says what is expected.
Result<QString> parseTyped(const FieldSpec& spec, bool isXmlBlock, const QString& typed);

} // namespace scriptorium
