#pragma once

#include <QString>

namespace scriptorium::capa {

/// How a status of an input shows (reference §1). A word that the LMS does not know is its own class and
/// name.
struct Status
{
  QString cssClass;
  QString name;
  QString tooltip;
};

Status statusOf(const QString& word);

} // namespace scriptorium::capa
