#pragma once

#include "grading/scripts/scriptrunner.h"

#include <QByteArray>
#include <QString>

namespace scriptorium::capa {

/// Python's `repr()` of bytes: `b'…'`, everything but printable ASCII escaped.
QString bytesRepr(const QByteArray& bytes);

/// The text of the exception that codejail raises for a script that ended with `status`.
QString jailText(const QByteArray& output, const QByteArray& errors, int status);

/// What codejail makes of a script that ended with `status`: the names in `output`, which may be anything, or
/// an exception.
ScriptAnswer jailAnswer(int status, const QByteArray& output, const QByteArray& errors);

} // namespace scriptorium::capa
