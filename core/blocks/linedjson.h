#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>

namespace scriptorium {

/// A JSON value that knows the line it stands on, so that a mistake in a file can be shown at its place.
struct LinedJson
{
  enum class Kind
  {
    Null,
    Boolean,
    Number,
    String,
    List,
    Object
  };

  Kind kind = Kind::Null;
  int line = 1; ///< 1-based, of its first character
  bool boolean = false;
  double number = 0;
  QString text; ///< String: the text; Number: as written
  QList<LinedJson> items;
  QList<QPair<QString, LinedJson>> members; ///< in order

  /// The member of this name; null when there is none.
  const LinedJson* member(const QString& name) const;
  /// Compact JSON text; numbers as written.
  QString toJson() const;

  /// Errors: BadInput with the line.
  static Result<LinedJson> parse(const QByteArray& bytes);
};

} // namespace scriptorium
