#pragma once

#include <QString>

#include <optional>

namespace scriptorium {

/// Where and why a text stops being JSON that we read.
struct JsonFault
{
  int line = 1;          ///< 1-based
  int column = 1;        ///< 1-based, in characters
  QString reason;        ///< "unexpected end of input"
  bool isNumber = false; ///< a number beyond floating point, which Python reads as infinity

  /// "It is not valid JSON at line 2, column 7: unexpected end of input."
  QString sentence() const;
};

/// The first fault of `text`; nothing when it is JSON.
std::optional<JsonFault> jsonFault(const QString& text);

} // namespace scriptorium
