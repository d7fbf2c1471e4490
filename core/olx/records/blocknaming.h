#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace scriptorium::olx {

/// `name` or `display_name` as Studio makes an id of it: characters outside word, '.', '%', '-' become '_',
/// runs of '_' one.
QString cleanedName(const QString& name);

/// The id of an element without any name: "<tag>_<first 12 hex of SHA-1>".
QByteArray fallbackName(QByteArrayView tag, QByteArrayView hash12);
/// The id of the second element that claims `name`: "<tag>_<name>_<hash>", where an earlier hash is replaced.
QByteArray uniqueName(QByteArrayView tag, QByteArrayView name, QByteArrayView hash12);

/// Types whose repeated names Studio makes unique; of all others the last definition wins.
bool needsUniqueName(QByteArrayView tag);

/// The first 12 hex digits of the SHA-1.
QByteArray hash12(QByteArrayView bytes);

} // namespace scriptorium::olx
