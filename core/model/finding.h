#pragma once

#include "base/ids.h"

#include <QList>
#include <QString>

namespace scriptorium {

/// Where in a course something was found. Values, no pointers: survives reloads.
struct Place
{
  QString file; ///< path in the archive or below the course root; empty when it concerns the whole course
  int line = 0; ///< 1-based; 0: the whole file
  QString blockType;
  QString blockId; ///< url_name; empty when no block is concerned
  QString field;
};

/// Something an author should know about a course: what Open edX would drop, rename or misread, or what is
/// broken.
struct Finding
{
  enum class Severity
  {
    Info,    ///< kept by us, harmless in Studio
    Warning, ///< Studio changes or loses something
    Error,   ///< Studio drops a block or refuses the course
  };

  Severity severity = Severity::Warning;
  QString rule;    ///< stable id in kebab case ("duplicate-pointer"); listed in core/olx/README.md
  QString message; ///< what was found and what Studio does with it, one or two sentences
  QString advice;  ///< what to do about it, one sentence
  Place place;
};

using Findings = QList<Finding>;

/// "info", "warning", "error".
QLatin1StringView severityName(Finding::Severity severity);

} // namespace scriptorium
