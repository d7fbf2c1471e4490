#include "model/finding.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

QLatin1StringView severityName(Finding::Severity severity)
{
  switch (severity) {
  case Finding::Severity::Info:
    return "info"_L1;
  case Finding::Severity::Warning:
    return "warning"_L1;
  case Finding::Severity::Error:
    return "error"_L1;
  }
  Q_UNREACHABLE();
}

} // namespace scriptorium
