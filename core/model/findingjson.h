#pragma once

#include "model/finding.h"

class QJsonObject;

namespace scriptorium {

/// A finding as the command line prints it and an import keeps it: `severity`, `effect`, `rule`, `message`,
/// `advice`, `file`, `line`, `type`, `id`, `field`.
QJsonObject toJson(const Finding& finding);
/// The other way round; what is missing or of another type counts as empty, an unknown severity as a warning.
Finding findingFromJson(const QJsonObject& object);

} // namespace scriptorium
