#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace scriptorium::olx {

/// The value of an attribute as XML means it (entities decoded, line ends and tabs to spaces), as UTF-8.
/// `raw` is what stands between the quotes of a well-formed tag.
void appendDecoded(QByteArray& utf8, QByteArrayView raw);
QString decodedAttribute(QByteArrayView raw);

/// Appends `"name":"value"` to an object in the form of `Fields::toJson`, with a comma unless it is the
/// first; `raw` is decoded on the way.
void appendField(QByteArray& json, QByteArrayView name, QByteArrayView raw);

} // namespace scriptorium::olx
