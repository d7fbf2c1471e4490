#pragma once

#include "model/finding.h"

#include <QHash>
#include <QString>

namespace scriptorium::olx {

/// Collects findings. Of one rule it keeps a thousand and counts the rest, so that a hostile course cannot
/// fill the memory.
class Report
{
public:
  using Severity = Finding::Severity;

  void add(Severity severity, const char* rule, Place place, const QString& message, const QString& advice);
  /// The findings so far, in the order they came, each crowded rule with a last word.
  Findings take();

private:
  static constexpr int kMostOfOneRule = 1000;
  Findings m_findings;
  QHash<QByteArray, int> m_counts;
};

} // namespace scriptorium::olx
