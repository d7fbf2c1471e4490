#pragma once

#include "grading/values/outcome.h"

/// The Python exceptions that the LMS's response types run into. Learners see its general sentence for all of
/// them; the class and the text are for authors.
namespace scriptorium::capa {

/// An answer that was not submitted, or another missing key.
inline CapaError keyError(const QString& key)
{
  return otherError(QStringLiteral("KeyError"), QLatin1Char('\'') + key + QLatin1Char('\''));
}

/// A method of a text was called where there is none, say for a missing attribute.
inline CapaError noneError(const QString& method)
{
  return otherError(QStringLiteral("AttributeError"),
                    QStringLiteral("'NoneType' object has no attribute '%1'").arg(method));
}

} // namespace scriptorium::capa
