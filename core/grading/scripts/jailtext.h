#pragma once

#include <QByteArray>
#include <QString>

namespace scriptorium::capa {

/// Python's `repr()` of bytes: `b'…'`, everything but printable ASCII escaped.
QString bytesRepr(const QByteArray& bytes);

/// The text of the exception that codejail raises for a script that ended with `status`.
QString jailText(const QByteArray& output, const QByteArray& errors, int status);

} // namespace scriptorium::capa
