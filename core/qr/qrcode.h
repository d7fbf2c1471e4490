#pragma once

#include "base/result.h"

#include <QString>

#include <vector>

namespace scriptorium {

/// A QR code: `size` × `size` squares, without the quiet zone of four around it that readers need.
struct QrCode
{
  int size = 0;
  std::vector<bool> dark; ///< row by row

  bool isDark(int x, int y) const
  {
    return x >= 0 && y >= 0 && x < size && y < size && dark[size_t(y) * size_t(size) + size_t(x)];
  }

  /// Of a text, at medium correction. Errors: BadInput, too long for one.
  static Result<QrCode> of(const QString& text);
  /// For a terminal: two rows a line, with its quiet zone, in black and white whatever the terminal's
  /// colours.
  QString toTerminal() const;
};

} // namespace scriptorium
