#pragma once

#include "base/ids.h"

#include <QList>
#include <QString>

#include <optional>

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

  /// What Studio's import or export does about it, the mildest first.
  enum class Effect
  {
    None,
    Changed,     ///< it comes in, but not as it stands
    ValueLost,   ///< a value, an attribute, a comment or a file does not come in
    BlockLost,   ///< a block does not come in
    ExportFails, ///< it comes in, and the course cannot be exported again
    ImportFails, ///< nothing can be imported, or half of it
  };

  Severity severity = Severity::Warning;
  QString rule;    ///< stable id in kebab case ("duplicate-pointer"); listed in core/olx/README.md
  QString message; ///< what was found and what Studio does with it, one or two sentences
  QString advice;  ///< what to do about it, one sentence
  Place place;
  std::optional<Effect> effect = std::nullopt; ///< where it is another than that of the rule (`effectOf`)
};

using Findings = QList<Finding>;

/// "info", "warning", "error".
QLatin1StringView severityName(Finding::Severity severity);

/// Its own, else by its rule and by whether it is about the course itself.
Finding::Effect effectOf(const Finding& finding);
/// "none", "changed", "value-lost", "block-lost", "export-fails", "import-fails".
QLatin1StringView effectName(Finding::Effect effect);

} // namespace scriptorium
