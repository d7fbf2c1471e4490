#pragma once

#include "base/result.h"

#include <QString>

namespace scriptorium {

/// A point in time in Studio's form "YYYY-MM-DDTHH:MM:SSZ", from anything Studio accepts: ISO 8601 or a date
/// in words, with day, month and year. Without a zone, or with a zone's name, it is UTC. Numeric dates are
/// month first, unless that is impossible. Errors: BadInput.
Result<QString> readDate(const QString& text);

/// The same for milliseconds since 1970.
Result<QString> readDate(qint64 milliseconds);

/// A span in Studio's form "2 days 3600 seconds" (empty: zero), from "D days H hours M minutes S seconds"
/// with any part missing. Errors: BadInput; Studio takes such a text for "not set".
Result<QString> readTimedelta(const QString& text);

/// A place in a video as "HH:MM:SS", from the same form. Errors: BadInput.
Result<QString> readRelativeTime(const QString& text);
/// From seconds; at most one day.
QString relativeTime(double seconds);

} // namespace scriptorium
