#pragma once

#include "base/error.h"

#include <QString>

namespace scriptorium {

/// An error as a person reads it.
struct ErrorText
{
  QString title;  ///< what happened, one line
  QString body;   ///< why, what is safe, and what to do next
  QString detail; ///< the technical sentence, for those who ask; may be empty
};

/// The only place where an `Error` becomes a sentence for people. `what` names what was tried, as a verb
/// phrase ("import week1.tar.gz"); empty when the error says enough.
ErrorText errorText(const Error& error, const QString& what = {});

} // namespace scriptorium
