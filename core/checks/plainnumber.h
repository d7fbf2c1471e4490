#pragma once

#include <QStringView>

#include <algorithm>

namespace scriptorium::checks {

/// Digits and nothing else, so common among attributes that they need no parser.
inline bool isPlainNumber(QStringView raw)
{
  return !raw.isEmpty() && raw.size() < 16 &&
         std::ranges::all_of(raw, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace scriptorium::checks
