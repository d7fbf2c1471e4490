#pragma once

#include <QString>

namespace scriptorium::capa {

/// How a status of an input shows (docs/capa.md, Status). A word that the LMS does not know is its own class
/// and name.
struct Status
{
  QString cssClass;
  QString name;
  QString tooltip;
};

/// A null word is Python's None.
Status statusOf(const QString& word);

/// Whether the LMS wraps the field of most inputs at this status. `orSubmitted`: some count "submitted" too.
bool wrapsField(const QString& word, bool orSubmitted);

} // namespace scriptorium::capa
